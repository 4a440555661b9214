"""模拟测算: the ends of the quarters before the day are judged too, and nothing owed any more is a change too."""

import json
from datetime import date
from typing import Any

import pytest

from dengming.rulebook.library import Rulebook
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.whatif import NOTHING_OWED, Outcome, compare, days_judged, with_rulebook
from tests import cast as casting
from tests.cast import Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook
from tests.standing.points.absences import absent

pytestmark = pytest.mark.django_db
SHIPPED = rulebook().dump()
QUARTERS = [date(2019, 12, 31), date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 10)]


@pytest.fixture
def cast() -> Cast:
    """Branch A held its meeting of the first quarter, where Ben was; Bo was absent from a theme day of the third."""
    cast = casting.build(date(2020, 3, 20))
    writing.confirmed(cast, on=date(2020, 3, 20))
    set_clock()
    absent(cast.person["bo"], date(2020, 7, 5))
    return cast


def tried(text: str) -> Outcome:
    assert text != SHIPPED
    as_of = AsOf.at()
    return compare(with_rulebook(Rulebook.parse(text), as_of.known), as_of, Among())


def moved(outcome: Outcome, subject: int) -> list[tuple[date, str, str]]:
    return [(it.on, it.before, it.after) for it in outcome.colours if it.subject == subject]


def test_the_ends_of_the_quarters_before_are_judged() -> None:
    assert days_judged(date(2020, 9, 10)) == QUARTERS


def test_a_colour_of_a_past_quarter_changes_too(cast: Cast) -> None:
    outcome = tried(SHIPPED.replace('"below":60.0', '"below":62.0'))
    assert moved(outcome, cast.person["ben"].pk) == [(on, "none", "yellow") for on in QUARTERS]
    assert moved(outcome, cast.person["bo"].pk) == [(on, "none", "yellow") for on in QUARTERS[:-1]]
    assert outcome.colour_counts()[QUARTERS[0], "none", "yellow"] >= 2


def test_who_owes_nothing_any_more_is_named(cast: Cast) -> None:
    outcome = tried(excepted("hold-branch-meeting", "without-committee"))
    mine = {it.period: (it.before, it.after) for it in outcome.states if it.subject == cast.org["A"].pk}
    assert mine["2020-Q1"] == ("met", NOTHING_OWED)
    assert mine["2020-Q2"] == ("overdue", NOTHING_OWED)
    assert outcome.state_counts()["hold-branch-meeting", "overdue", NOTHING_OWED] > 0


def excepted(duty: str, role: str) -> str:
    """The shipped packs where one more role does not owe the duty."""
    value = json.loads(SHIPPED)
    for block in _blocks(value):
        if block.get("id") == duty and "except" in block:
            block["except"].append(role)
    return json.dumps(value, ensure_ascii=False)


def _blocks(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return ([value] if isinstance(value, dict) else []) + [block for it in inner for block in _blocks(it)]
