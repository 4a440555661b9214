"""The fact rows of a happening, as confirming, correcting and withdrawing it would have left them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dengming.calendar.days import day_of
from dengming.demo.bulk import Stored
from dengming.demo.founded import District
from dengming.demo.happening import Happening, Mark
from dengming.editions.clock import start_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.rules import Rules
from dengming.facts.emission import Held, own_people, rows_of
from dengming.facts.rows import FactRow
from dengming.records.emission import about, last_month, mask

NOON: Final = 12 * 3600
CONFIRMED_AFTER: Final = 1800
"""Seconds from filing to confirmation."""
REPORTS: Final = {"monthly-report": {"work": "已报告", "matters": "无事项"}}


def filed_at(day: date) -> int:
    """The moment at which something of a day was entered."""
    return start_of(day) + NOON


def confirmed_at(day: date) -> int:
    """The moment at which something entered on a day was confirmed."""
    return filed_at(day) + CONFIRMED_AFTER


@dataclass(frozen=True)
class DemoRoster:
    """Where people belong, as founded: nobody moves in the demo's history."""

    homes: dict[int, frozenset[int]]
    contacts: dict[int, frozenset[int]]

    @classmethod
    def of(cls, district: District) -> "DemoRoster":
        """The roster of the founded district."""
        homes: dict[int, frozenset[int]] = {}
        for branch in district.branches:
            groups = {person: group for group, people in branch.in_group.items() for person in people}
            for person in branch.members:
                own = {branch.organisation.pk, *([groups[person]] if person in groups else ())}
                homes[person] = frozenset(own)
        return cls(homes, {person: frozenset({it.organisation.pk}) for person, it in district.contacts.items()})

    def home_of(self, person: int) -> frozenset[int]:
        """The person's own branch and group."""
        return self.homes.get(person, frozenset())

    def contact_points_of(self, person: int) -> frozenset[int]:
        """The organisations whose contact person this is."""
        return self.contacts.get(person, frozenset())


@dataclass(frozen=True)
class Emitter:
    """Facts under the district's rules and roster."""

    rules: Rules
    roster: DemoRoster

    def facts(self, it: Happening, source: int) -> Iterator[Stored]:
        """All rows that the record ever had: after a correction those that changed are withdrawn and replaced."""
        entered = confirmed_at(it.entered)
        end = confirmed_at(it.ended) if it.ended else FAR_MOMENT
        if it.corrected is None:
            yield from ((row, source, entered, end) for row in self._rows(it, it.marks))
            return
        mended = confirmed_at(it.corrected)
        before, after = self._rows(it, it.before), self._rows(it, it.marks)
        gone, new = set(before) - set(after), set(after) - set(before)
        yield from ((row, source, entered, mended if row in gone else end) for row in before)
        yield from ((row, source, mended, end) for row in sorted(new))

    def _rows(self, it: Happening, marks: Mapping[int, Mark]) -> list[FactRow]:
        shown = set(it.texts) | ({"plan"} if it.planned else set())
        shown |= {"attendance"} if Mark.ATTEND in marks.values() else set()
        held = Held(
            kinds=it.kinds,
            hosts=[host.pk for host in it.hosts],
            about=day_of(about(it.on, it.make_up)),
            happened=day_of(it.on),
            proofs=mask(shown, self.rules),
            quantity=it.quantity,
            people={person: [mark.value, *it.roles.get(person, [])] for person, mark in marks.items()},  # type: ignore[list-item]
            reports={person: {name: list(parts) for name, parts in REPORTS.items()} for person in it.reports},
            reports_about=day_of(last_month(it.on)),
        )
        expecting = [kind for kind in it.kinds if self.rules.rulebook.activities[kind].expected]
        return rows_of(replace(held, own=own_people(held, expecting, self.roster)), self.roster)
