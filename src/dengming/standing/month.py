"""本月小结: what an organisation and those below it did in a month, from records and states that are there anyway."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dengming.accounts.scope import Scope
from dengming.calendar.periods import add_months
from dengming.editions.clock import end_of, start_of, today
from dengming.ledgers.urges import Urging, urgings
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.records.models import Record
from dengming.records.queries import Filters, is_entered_late, visible
from dengming.rulebook.words import State
from dengming.standing.desk import Outstanding, outstanding
from dengming.standing.judge import Standing
from dengming.standing.overview import Cell, nearest_of, places_of
from dengming.standing.queries import AsOf, standings, year_before


@dataclass
class Line:
    """One organisation with its Party groups: the records of the month that it hosted, counted by kind, and of them
    those entered late; what fell due in the month; what is overdue at the end, of its own and of its members."""

    organisation: Organisation
    kinds: Counter[str] = field(default_factory=Counter)
    records: int = 0
    late: int = 0
    due: Cell = field(default_factory=Cell)
    overdue: int = 0
    members_overdue: int = 0

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell of it."""
        return bool(self.records or self.due.owed or self.overdue or self.members_overdue)


@dataclass(frozen=True)
class Summary:
    """The month: a line for each organisation; the records (a joint one once), those entered late; what organisations
    have overdue; whose own duties are overdue, and how many; who urged what."""

    first: date
    last: date
    as_of: AsOf
    lines: tuple[Line, ...]
    kinds: Counter[str]
    records: int
    late: tuple[Record, ...]
    overdue: tuple[Outstanding, ...]
    members: Mapping[int, int]
    urgings: tuple[Urging, ...]


def as_of_month(month: date) -> AsOf:
    """The last day of the month, or today while it runs; as known today."""
    return AsOf.at(min(_last(month), today()), today())


def summary(scope: Scope, top: Organisation, below: Iterable[Organisation], month: date) -> Summary:
    """The month of `top` and all below it, with a line for each of the organisations given."""
    first, last, as_of = month.replace(day=1), _last(month), as_of_month(month)
    lines = {it.reach: Line(it) for it in below}
    items = standings(scope, as_of, prefix=top.reach, since=year_before(first), until=last)
    places = places_of(items, Roster(as_of.on, as_of.known))
    own, members = _count_states(lines, items, places, (first, last))
    records = _confirmed(scope, top, first)
    _count_records(lines, records)
    return Summary(
        first,
        last,
        as_of,
        tuple(line for line in lines.values() if line.says_something),
        Counter(kind.activity for record in records for kind in record.kinds.all()),
        len(records),
        tuple(record for record in records if is_entered_late(record)),
        tuple(_in_order(outstanding(own), lines, places)),
        members,
        tuple(urgings({item.subject for item in items}, start_of(first), end_of(last))),
    )


def _last(month: date) -> date:
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def _count_states(
    lines: Mapping[str, Line], items: Iterable[Standing], places: Mapping[int, str], month: tuple[date, date]
) -> tuple[list[Standing], Counter[int]]:
    """Enter the states into the lines; gives back what organisations have overdue, and how many each member has."""
    nearest, stands = nearest_of(lines), set(Organisation.objects.values_list("pk", flat=True))
    own: list[Standing] = []
    members: Counter[int] = Counter()
    for item in items:
        place = nearest(places.get(item.subject, ""))
        if place is None:
            continue
        if month[0] <= item.due <= month[1]:
            lines[place].due.add(item)
        if item.state == State.OVERDUE and item.subject in stands:
            own.append(item)
            lines[place].overdue += 1
        elif item.state == State.OVERDUE:
            members[item.subject] += 1
            lines[place].members_overdue += 1
    return own, members


def _in_order(found: Iterable[Outstanding], lines: Mapping[str, Line], places: Mapping[int, str]) -> list[Outstanding]:
    """In the order of the lines, a Party group after its branch, each the longest due first."""
    nearest, order = nearest_of(lines), {reach: number for number, reach in enumerate(lines)}

    def rank(it: Outstanding) -> tuple[int, str]:
        place = places.get(it.subject, "")
        return order.get(nearest(place) or "", len(order)), place

    return sorted(found, key=rank)


def _confirmed(scope: Scope, top: Organisation, month: date) -> list[Record]:
    """The records that count, one under correction too, in the order of the calendar."""
    found = visible(scope, Filters(organisation=top, subtree=True, month=month)).filter(confirmed_at__isnull=False)
    return list(found.prefetch_related("hosts").order_by("on", "pk"))


def _count_records(lines: Mapping[str, Line], records: Iterable[Record]) -> None:
    """A record counts for each host, at the nearest of the organisations listed: a Party group's with its branch."""
    nearest = nearest_of(lines)
    for record in records:
        for place in {nearest(host.reach) for host in record.hosts.all()} - {None}:
            line = lines[str(place)]
            line.kinds.update(kind.activity for kind in record.kinds.all())
            line.records += 1
            line.late += is_entered_late(record)
