"""One thing that happened in the demo district, as a value, and how often each habit lets things happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dengming.demo.layout import Habit
from dengming.orgs.models import Organisation
from dengming.records.models import Participation, Record

Status = Record.Status
Mark = Participation.Mark
Answer = Participation.Answer

KEEPS: Final = {Habit.GOOD: 0.985, Habit.FAIR: 0.9, Habit.BATCH: 0.93, Habit.SLACK: 0.62, Habit.SILENT: 0.08}
"""How likely a branch of each habit is to hold what is due."""
MAKES_UP: Final = {Habit.GOOD: 0.8, Habit.FAIR: 0.45, Habit.BATCH: 0.4, Habit.SLACK: 0.2, Habit.SILENT: 0.0}
"""How likely it is to make up for what it missed."""
PRESENT: Final = {Habit.GOOD: 0.95, Habit.FAIR: 0.9, Habit.BATCH: 0.88, Habit.SLACK: 0.8, Habit.SILENT: 0.75}
"""How likely a member is to be there."""
SELDOM: Final = 0.35
"""How likely somebody is to be there who seldom comes."""
KEEN: Final = 0.6
"""By how much the others miss more than leading cadres, who are to be there every month."""
EPIDEMIC: Final = (date(2020, 1, 25), date(2020, 3, 10))
"""When gatherings were few: the habits other than good keep half of what they would."""


@dataclass(frozen=True)
class Leave:
    """From a day to a day, and of which sort, as the attendance list names it."""

    since: date
    until: date
    sort: str


@dataclass(frozen=True)
class Circle:
    """Who meets: the host, those expected, its habit; who is on leave when, who seldom comes and who nearly always, who
    is careless: away every third month without asking for leave."""

    host: Organisation
    people: Sequence[int]
    habit: Habit
    away: Mapping[int, Leave] = field(default_factory=dict)
    seldom: frozenset[int] = frozenset()
    keen: frozenset[int] = frozenset()
    joined: Mapping[int, date] = field(default_factory=dict)
    careless: frozenset[int] = frozenset()

    def on(self, day: date) -> list[int]:
        """Those of them who were members that day."""
        return [person for person in self.people if self.joined.get(person, date.min) <= day]

    def likely(self, person: int) -> float:
        """How likely the person is to be there when not on leave."""
        if person in self.seldom:
            return SELDOM
        missing = 1 - PRESENT[self.habit]
        return 1 - missing * (1 - KEEN if person in self.keen else 1)

    def stays_away(self, person: int, on: date) -> bool:
        """Whether the person is away that day without having asked for leave; no matter of chance."""
        return person in self.careless and on.month % 3 == 2

    def leave(self, person: int, on: date) -> str:
        """On which sort of leave the person is that day; empty for none."""
        leave = self.away.get(person)
        return leave.sort if leave and leave.since <= on <= leave.until else ""


@dataclass
class Happening:
    """One activity as its recorder would enter it.

    `entered` is the day it was filed and, unless `stage` says otherwise, confirmed. `make_up` is the period it makes up
    for. A record that was withdrawn or handed back was so on `ended`, for `reason`. One that was corrected was first
    confirmed with the marks `before`, and has the right ones since `corrected`. `answers`: what members say of theirs.
    """

    hosts: list[Organisation]
    kinds: dict[str, list[str]]
    on: date
    entered: date
    title: str
    marks: dict[int, Mark]
    planned: date | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    roles: dict[int, list[str]] = field(default_factory=dict)
    reports: list[int] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    quantity: int = 0
    resolution: str = ""
    place: str = ""
    hour: int = 15
    make_up: str = ""
    stage: Status | None = None
    reason: str = ""
    ended: date | None = None
    before: dict[int, Mark] = field(default_factory=dict)
    corrected: date | None = None
    answers: dict[int, tuple[Answer, str]] = field(default_factory=dict)

    def status(self, until: date) -> Status:
        """Where the record stands on the morning of a day."""
        if self.on >= until:
            return Status.PLANNED
        return self.stage or (Status.CONFIRMED if self.entered < until else Status.FILED)

    def was_confirmed(self, until: date) -> bool:
        """Whether it was confirmed by then, be it withdrawn since."""
        return self.status(until) in (Status.CONFIRMED, Status.WITHDRAWN)

    def attends(self, person: int) -> bool:
        """Whether the person was there."""
        return self.marks.get(person) == Mark.ATTEND
