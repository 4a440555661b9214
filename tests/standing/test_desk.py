"""The board and what is outstanding, gathered from made-up states."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dengming.rulebook.words import State
from dengming.standing.desk import SOON, board, is_pending, outstanding
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from tests.cast import SYSTEM, TODAY, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def meetings(cast: Cast, code: str = "A") -> list[Standing]:
    """The quarterly meetings of a branch, the oldest first: four overdue, the present one open."""
    items = standings(SYSTEM, AsOf.at(), subjects=[cast.org[code].pk])
    return [item for item in items if item.duty.id == "hold-branch-meeting"]


def test_a_cell_shows_what_asks_for_most(cast: Cast) -> None:
    items = meetings(cast)
    assert [str(item.state) for item in items] == ["overdue"] * 4 + ["open"]
    places = {item.subject: cast.org["A"].reach for item in items}
    (line,) = board([cast.org["A"], cast.org["B"]], items, places).lines
    cell = line.cells[0]
    assert cell is not None
    assert (cell.item.period, cell.overdue, line.overdue, line.members_overdue) == ("2020-Q2", 4, 4, 0)


def test_a_group_stands_with_its_branch_and_members_are_counted(cast: Cast) -> None:
    overdue = meetings(cast)[0]
    group, member = cast.org["A1"], cast.person["bo"]
    items = [replace(overdue, subject=group.pk), replace(overdue, subject=member.pk)]
    places = {group.pk: group.reach, member.pk: cast.org["A"].reach}
    (line,) = board([cast.org["A"]], items, places).lines
    assert (line.overdue, line.members_overdue) == (1, 1)


@pytest.mark.parametrize(
    ("state", "due", "pending"),
    [
        (State.OVERDUE, TODAY - timedelta(days=400), True),
        (State.GRACE, TODAY - timedelta(days=1), True),
        (State.OPEN, TODAY + SOON, True),
        (State.OPEN, TODAY + SOON + timedelta(days=1), False),
        (State.MET, TODAY, False),
        (State.WAIVED, TODAY, False),
    ],
)
def test_what_may_be_urged(cast: Cast, state: State, due: date, pending: bool) -> None:
    assert is_pending(replace(meetings(cast)[0], state=state, due=due), TODAY) is pending


def test_periods_of_a_duty_are_one_the_longest_due_first(cast: Cast) -> None:
    both = [item for code in ("B", "A") for item in reversed(meetings(cast, code))]
    first, second = outstanding(both)
    assert {first.subject, second.subject} == {cast.org["A"].pk, cast.org["B"].pk}
    assert [item.period for item in first.items] == ["2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3"]
    assert (first.state, first.due) == (State.OVERDUE, first.items[0].due)
