"""The days of steps that lie ahead are told while those between are taken: limits that run, days before which not."""

from datetime import date

import pytest

from dengming.ledgers.coming import dated, opens_on
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import due_day
from tests.cast import Cast, set_clock
from tests.ledgers.developing import applied, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

LATER = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(LATER)


def days(entry: Entry) -> list[tuple[str, date | None, date | None]]:
    return [(it.stage.id, it.first, it.last) for it in dated(entry)]


def test_the_three_months_of_approval_run_from_the_vote_on(cast: Cast) -> None:
    entry = walked(applied(cast), "voted")
    assert due_day(entry) == date(2020, 8, 29)
    assert days(entry) == [
        ("admitted", None, date(2020, 8, 29)),
        ("conversion-voted", date(2021, 5, 29), None),
    ]


def test_the_year_of_cultivation_is_told_from_its_beginning(cast: Cast) -> None:
    entry = walked(applied(cast), "recommended")
    assert days(entry) == [("cultivated", date(2019, 9, 10), None)]
    first = opens_on(entry)
    assert first is not None
    assert not first.is_next


def test_the_end_of_probation_is_told_until_the_vote(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-applied")
    assert days(entry) == [("conversion-voted", date(2021, 5, 29), None)]
    assert due_day(entry) is None
    assert days(walked(entry, "conversion-voted")) == [("confirmed", None, date(2021, 8, 31))]


def test_nothing_of_what_is_over(cast: Cast) -> None:
    assert days(walked(applied(cast), "archived")) == []
