"""季通报: figures of organisations over a period, counted from the states of what was due in it. No person is named."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Scope
from dengming.calendar.periods import Period
from dengming.editions import clock
from dengming.orgs import queries as orgs
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.orgs.spans import holders
from dengming.rulebook.bulletins import Bulletin, Figure, Grade
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.overview import nearest_of, places_of
from dengming.standing.queries import AsOf, standings

WHOLE: Final = 100
_LONGEST: Final = timedelta(days=366)
"""A yearly period that is due in the quarter began so long before."""


@dataclass
class Count:
    """What was due: done in time, held late, overdue, still in grace; and of what is done, entered late."""

    met: int = 0
    late: int = 0
    grace: int = 0
    overdue: int = 0
    entered_late: int = 0

    def add(self, item: Standing) -> None:
        """Count one state; waived ones are not counted."""
        if item.state == State.WAIVED:
            return
        self.met += item.state == State.MET
        self.late += item.state == State.LATE
        self.grace += item.state in (State.OPEN, State.GRACE)
        self.overdue += item.state == State.OVERDUE
        self.entered_late += item.entered_late

    @property
    def due(self) -> int:
        """What can be told: what is still in grace is neither done nor overdue, and is left out."""
        return self.met + self.late + self.overdue

    @property
    def rate(self) -> int | None:
        """Percent met in time, rounded down; None where nothing was due."""
        return self.met * WHOLE // self.due if self.due else None


@dataclass
class Line:
    """One organisation with all below it. `counts` holds a count for each figure that is measured, by its id."""

    organisation: Organisation
    total: Count = field(default_factory=Count)
    counts: dict[str, Count] = field(default_factory=dict)
    grade: Grade | None = None


@dataclass(frozen=True)
class Told:
    """What a bulletin tells: the lines in the official order, and the sum of them all. `top`: of one organisation."""

    bulletin: Bulletin
    period: Period
    as_of: AsOf
    top: Organisation | None
    lines: tuple[Line, ...]
    total: Count
    counts: dict[str, Count]

    def graded(self, grade: Grade) -> list[Line]:
        """The organisations of one grade, in the official order."""
        return [line for line in self.lines if line.grade == grade]

    @property
    def ranked_by(self) -> str:
        """The document that allows a ranking in this period; empty: organisations stand in groups and in no order."""
        term = self.bulletin.term_at(self.period.last)
        return (term.document or "") if term and term.ranked else ""

    def places(self) -> list[int | None]:
        """名次 of each line by the whole percent that readers see, equal ones equal; None where nothing was due."""
        rates = [line.total.rate for line in self.lines]
        return [None if own is None else 1 + sum(rate > own for rate in rates if rate is not None) for own in rates]


def cut_off(bulletin: Bulletin, period: Period, on: date | None = None) -> AsOf:
    """The day of the figures: so many days after the period, today at the latest, or the day given."""
    term = bulletin.term_at(period.last)
    days = term.cut_off_days if term else 0
    return AsOf.at(on or min(clock.today(), period.last + timedelta(days=days)))


def tell(scope: Scope, bulletin: Bulletin, period: Period, as_of: AsOf, top: Organisation | None = None) -> Told:
    """The bulletin on all that it names, or on one organisation and what is directly below it (itself, if nothing)."""
    named = orgs.below(scope, top, as_of.on) or [top] if top else _named(scope, bulletin, as_of)
    since = period.first - _LONGEST
    found = standings(scope, as_of, prefix=top.reach if top else None, since=since, until=period.last)
    due = [item for item in found if period.first <= item.due <= period.last]
    lines = {organisation.reach: Line(organisation) for organisation in named}
    total, counts = Count(), {figure.id: Count() for figure in measured(bulletin)}
    nearest = nearest_of(lines)
    places = places_of(due, Roster(as_of.on, as_of.known))
    for item in due:
        reach = nearest(places.get(item.subject, ""))
        if reach is not None:
            _count(bulletin, lines[reach].total, lines[reach].counts, item)
        if reach is not None or top is not None:
            _count(bulletin, total, counts, item)
    for line in lines.values():
        line.grade = bulletin.grade_of(line.total.met * WHOLE / line.total.due) if line.total.due else None
    return Told(bulletin, period, as_of, top, tuple(lines.values()), total, counts)


def measured(bulletin: Bulletin) -> list[Figure]:
    """The figures that the system counts; the others are entered by people."""
    return [figure for figure in bulletin.figures if figure.measured != "entered"]


def value_of(figure: Figure, count: Count) -> tuple[int, int]:
    """Numerator and denominator of a measured figure."""
    match figure.measured:
        case "met":
            return count.met, count.due
        case "overdue":
            return count.overdue, count.due
        case "entered-late":
            return count.entered_late, count.met + count.late
    raise ValueError(figure.id)


def _count(bulletin: Bulletin, total: Count, counts: dict[str, Count], item: Standing) -> None:
    total.add(item)
    for figure in measured(bulletin):
        if not figure.duties or item.duty.id in figure.duties:
            counts.setdefault(figure.id, Count()).add(item)


def _named(scope: Scope, bulletin: Bulletin, as_of: AsOf) -> list[Organisation]:
    held = holders(bulletin.about, as_of.on, known=as_of.known).values("subject_id")
    return orgs.in_official_order(orgs.standing_on(orgs.visible(scope), as_of.on).filter(pk__in=held))
