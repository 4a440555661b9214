"""党办工作台: branches × duties as they stand now, and what is outstanding, for those who urge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dengming.orgs.models import Organisation
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.overview import nearest_of

SOON: Final = timedelta(days=7)
"""An open duty that falls due within this time may be urged (本系统做法)."""


@dataclass(frozen=True)
class Cell:
    """One organisation's duty at a glance: the state that asks for most, the row behind it, how many are overdue."""

    item: Standing
    overdue: int


@dataclass(frozen=True)
class Line:
    """One organisation: a cell for each duty (None where it owes nothing), how many are overdue of its own and of its
    members."""

    organisation: Organisation
    cells: tuple[Cell | None, ...]
    members_overdue: int

    @property
    def overdue(self) -> int:
        """How many periods of its own duties are overdue."""
        return sum(cell.overdue for cell in self.cells if cell)


@dataclass(frozen=True)
class Board:
    """The duties of organisations as columns, the organisations as lines in the order given."""

    duties: tuple[PlainDuty, ...]
    lines: tuple[Line, ...]


def board(organisations: Iterable[Organisation], items: Iterable[Standing], places: Mapping[int, str]) -> Board:
    """The board of these organisations. `places` says where each subject is.

    What a Party group owes stands in the line of its branch; members are only counted.
    """
    listed = {organisation.reach: organisation for organisation in organisations}
    nearest, stands = nearest_of(listed), set(Organisation.objects.values_list("pk", flat=True))
    at: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    members: dict[str, int] = defaultdict(int)
    duties: dict[str, PlainDuty] = {}
    for item in items:
        line = nearest(places.get(item.subject, ""))
        if line is not None and item.subject in stands:
            at[line, item.duty.id].append(item)
            duties[item.duty.id] = item.duty
        elif line is not None and item.state == State.OVERDUE:
            members[line] += 1
    lines = [
        Line(it, tuple(_cell(at.get((reach, duty), [])) for duty in duties), members[reach])
        for reach, it in listed.items()
    ]
    return Board(tuple(duties.values()), tuple(line for line in lines if any(line.cells) or line.members_overdue))


def _cell(items: list[Standing]) -> Cell | None:
    """The newest overdue one, else one in grace, else the present period."""
    if not items:
        return None
    newest = sorted(items, key=lambda item: item.opens, reverse=True)
    overdue = [item for item in newest if item.state == State.OVERDUE]
    grace = [item for item in newest if item.state == State.GRACE]
    return Cell([*overdue, *grace, *newest][0], len(overdue))


@dataclass(frozen=True)
class Outstanding:
    """A duty of a subject in all its pending periods, the longest due first: urged as one."""

    items: tuple[Standing, ...]

    @property
    def subject(self) -> int:
        """Whose."""
        return self.items[0].subject

    @property
    def duty(self) -> PlainDuty:
        """Which duty."""
        return self.items[0].duty

    @property
    def due(self) -> date:
        """The day from which the first of them was due."""
        return self.items[0].due

    @property
    def state(self) -> State:
        """The state that asks for most."""
        states = {item.state for item in self.items}
        return next(state for state in (State.OVERDUE, State.GRACE, State.OPEN) if state in states)


def is_pending(item: Standing, on: date) -> bool:
    """Whether it may be urged: overdue, in grace, or open and due soon."""
    return item.state in (State.OVERDUE, State.GRACE) or (item.state == State.OPEN and item.due - on <= SOON)


def outstanding(items: Iterable[Standing]) -> list[Outstanding]:
    """These states by subject and duty, the longest due first."""
    found: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.due, item.duty.id, item.subject)):
        found[item.subject, item.duty.id].append(item)
    return [Outstanding(tuple(those)) for those in found.values()]
