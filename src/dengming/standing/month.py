"""本月小结: what an organisation and those below it did in a month, from records and states that are there anyway."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.accounts.scope import Scope
from dengming.calendar.periods import add_months
from dengming.editions.clock import end_of, start_of
from dengming.ledgers.models import Urge
from dengming.ledgers.urges import urged_between
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.records.models import Record
from dengming.records.queries import Filters, visible
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.overview import Row, nearest_of, places_of, rows
from dengming.standing.queries import AsOf, standings


@dataclass(frozen=True)
class Held:
    """One organisation's confirmed records of the month, counted by kind."""

    organisation: Organisation
    kinds: Counter[str]

    @property
    def total(self) -> int:
        """How many records; one of several kinds counts once in each."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class Summary:
    """The month: what was held, what fell due and how it stands, what is overdue, what was urged."""

    first: date
    last: date
    held: tuple[Held, ...]
    due: tuple[Row, ...]
    overdue: tuple[Standing, ...]
    urged: tuple[Urge, ...]


def summary(scope: Scope, top: Organisation, below: Iterable[Organisation], month: date, as_of: AsOf) -> Summary:
    """The month of `top` and all below it, with a line for each of the organisations given."""
    first = month.replace(day=1)
    last = add_months(first, 1) - timedelta(days=1)
    listed = list(below)
    items = standings(scope, as_of, prefix=top.reach, since=first, until=last)
    fallen = [item for item in items if first <= item.due <= last]
    places = places_of(fallen, Roster(min(last, as_of.on), as_of.known))
    urged = urged_between({item.subject for item in items}, start_of(first), end_of(last))
    return Summary(
        first,
        last,
        tuple(_held(scope, top, listed, first)),
        tuple(row for row in rows(listed, fallen, places) if row.total.owed),
        tuple(item for item in fallen if item.state == State.OVERDUE),
        tuple(urged),
    )


def _held(scope: Scope, top: Organisation, listed: list[Organisation], month: date) -> list[Held]:
    """Counted at the nearest of the organisations listed, so that a Party group counts with its branch."""
    counts: dict[str, Counter[str]] = {organisation.reach: Counter() for organisation in listed}
    nearest = nearest_of(counts)
    confirmed = Filters(organisation=top, subtree=True, month=month, status=Record.Status.CONFIRMED)
    for record in visible(scope, confirmed):
        place = nearest(record.organisation.reach)
        if place is not None:
            counts[place].update(kind.activity for kind in record.kinds.all())
    return [Held(it, counts[it.reach]) for it in listed if counts[it.reach]]
