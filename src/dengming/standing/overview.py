"""总览: standings gathered by organisation and institution. People count under the branch they belong to today."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.rulebook.words import State
from dengming.standing.judge import Standing

SETTLED = (State.MET, State.LATE)


@dataclass
class Cell:
    """How many states there are, how many are done, how many overdue; waived ones are not counted. `missing` says how
    many organisations have none of what each has one of, such as a term of office: what they owe is not known."""

    owed: int = 0
    done: int = 0
    overdue: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def lacking(self) -> list[tuple[str, int]]:
        """What how many organisations have none of."""
        return list(self.missing.items())

    @property
    def pending(self) -> int:
        """How many may still be done in time: not due yet, or in grace."""
        return self.owed - self.done - self.overdue

    def add(self, item: Standing) -> None:
        """Count one state."""
        if item.state == State.WAIVED:
            return
        self.owed += 1
        self.done += item.state in SETTLED
        self.overdue += item.state == State.OVERDUE


@dataclass
class Row:
    """One organisation with all below it: a cell for each institution, and the sum."""

    organisation: Organisation
    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    total: Cell = field(default_factory=Cell)

    def add(self, item: Standing) -> None:
        """Count one state under its institution."""
        self.cells[item.duty.institution].add(item)
        self.total.add(item)


def rows(organisations: Iterable[Organisation], items: Iterable[Standing], places: dict[int, str]) -> list[Row]:
    """A row for each organisation in the given order; `places` says where each subject is (its `reach`)."""
    found = [Row(organisation) for organisation in organisations]
    by_prefix = {row.organisation.reach: row for row in found}
    nearest = nearest_of(by_prefix)
    for item in items:
        prefix = nearest(places.get(item.subject, ""))
        if prefix is not None:
            by_prefix[prefix].add(item)
    return found


def note_missing(table: Iterable[Row], institution: str, name: str, places: Iterable[str]) -> None:
    """Count the organisations at these places, who have none, in the rows that they lie under."""
    by_prefix = {row.organisation.reach: row for row in table}
    nearest = nearest_of(by_prefix)
    for place in places:
        if (prefix := nearest(place)) is not None:
            by_prefix[prefix].cells[institution].missing[name] += 1


def nearest_of(prefixes: Collection[str]) -> Callable[[str], str | None]:
    """For any place, the longest of the prefixes that it lies under, or None."""
    known = frozenset(prefixes)
    lengths = sorted({len(prefix) for prefix in known}, reverse=True)
    return lambda place: next((place[:length] for length in lengths if place[:length] in known), None)


def places_of(items: Iterable[Standing], roster: Roster) -> dict[int, str]:
    """The `reach` of every subject: its own, or that of the person's branch."""
    reaches = dict(Organisation.objects.values_list("pk", "reach"))
    found = {}
    for subject in {item.subject for item in items}:
        home = subject if subject in reaches else roster.branch_of(subject)
        found[subject] = reaches.get(home, "") if home else ""
    return found
