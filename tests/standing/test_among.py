"""Whose duties are judged: the same answer whether the subjects are listed or looked up by each statement."""

from datetime import date

import pytest

from dengming.standing import question
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from tests import cast as casting
from tests.cast import SYSTEM, Cast
from tests.records import writing


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def judged(cast: Cast, code: str) -> set[tuple[str, int, str, str]]:
    found: list[Standing] = standings(SYSTEM, AsOf.at(), prefix=cast.org[code].reach)
    return {(item.duty.id, item.subject, item.period, str(item.state)) for item in found}


def test_listing_the_subjects_changes_no_answer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writing.confirmed(cast, "theme-day", on=date(2020, 8, 5))
    listed = {code: judged(cast, code) for code in ("A", "COMM", "ELSE")}
    assert ("hold-theme-day", cast.org["A"].pk, "2020-08", "met") in listed["A"] & listed["COMM"]
    assert not listed["COMM"] & listed["ELSE"]
    monkeypatch.setattr(question, "MOST_LISTED", 0)
    assert {code: judged(cast, code) for code in listed} == listed


def test_out_of_reach_there_is_nothing(cast: Cast) -> None:
    assert standings(cast.scope("charlie"), AsOf.at(), prefix=cast.org["A"].reach) == []
