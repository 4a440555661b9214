"""Store happenings in bulk: records, people, texts, and the facts that confirmation would have made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dengming.calendar.days import day_of
from dengming.demo.founding import Branch, District
from dengming.demo.happenings import REPORTS, Happening
from dengming.editions.clock import start_of
from dengming.editions.rules import Rules
from dengming.facts.actions import fact_of
from dengming.facts.emission import Held, rows_of
from dengming.facts.models import Fact, Source
from dengming.records.emission import last_month, mask
from dengming.records.models import Participation, Record, RecordKind, RecordText

BATCH = 400
NOON = 12 * 3600


@dataclass(frozen=True)
class DemoRoster:
    """Where people belong, as founded: nobody moves in the demo's history."""

    homes: dict[int, frozenset[int]]
    contacts: dict[int, frozenset[int]]

    @classmethod
    def of(cls, district: District) -> "DemoRoster":
        """The roster of the founded district."""
        homes: dict[int, frozenset[int]] = {}
        contacts: dict[int, frozenset[int]] = {}
        for branch in district.branches:
            for person in branch.members:
                homes[person] = frozenset({branch.organisation.pk, *_groups_of(branch, person)})
            contacts |= {person: frozenset({place}) for person, place in branch.contacts.items()}
        return cls(homes, contacts)

    def home_of(self, person: int) -> frozenset[int]:
        """The person's own branch and group."""
        return self.homes.get(person, frozenset())

    def contact_points_of(self, person: int) -> frozenset[int]:
        """The organisations whose contact person this is."""
        return self.contacts.get(person, frozenset())


def _groups_of(branch: Branch, person: int) -> list[int]:
    return [group for group, people in branch.in_group.items() if person in people]


@dataclass(frozen=True)
class Storer:
    """Stores happenings for a district under its rules, as known up to the last day."""

    rules: Rules
    roster: DemoRoster
    until: date
    signers: dict[int, int]

    def store(self, happenings: Iterable[Happening], tell: Callable[[int], object]) -> int:
        """Store all, in batches; `tell` hears how many more are done. Returns how many records there are."""
        total, rest = 0, iter(happenings)
        while batch := list(islice(rest, BATCH)):
            self._batch(batch)
            total += len(batch)
            tell(len(batch))
        return total

    def _batch(self, batch: Sequence[Happening]) -> None:
        sources = Source.objects.bulk_create([Source(sort=Source.Sort.RECORD) for _ in batch])
        pairs = list(zip(sources, batch, strict=True))
        Record.objects.bulk_create([self._record(source, it) for source, it in pairs])
        hosts = [
            Record.hosts.through(record_id=source.pk, organisation_id=host.pk)
            for source, it in pairs
            for host in it.hosts
        ]
        Record.hosts.through.objects.bulk_create(hosts)
        RecordKind.objects.bulk_create([kind for source, it in pairs for kind in self._kinds(source, it)])
        RecordText.objects.bulk_create(
            [
                RecordText(record_id=source.pk, proof=proof, text=text)
                for source, it in pairs
                for proof, text in it.texts.items()
            ]
        )
        people = [person for source, it in pairs for person in self._people(source, it)]
        Participation.objects.bulk_create(people, batch_size=2000)
        facts = [fact for source, it in pairs for fact in self._facts(source, it)]
        Fact.objects.bulk_create(facts, batch_size=2000)

    def _is_confirmed(self, it: Happening) -> bool:
        return it.entered <= self.until

    def _record(self, source: Source, it: Happening) -> Record:
        held, entered = start_of(it.on) + NOON, start_of(min(it.entered, self.until)) + NOON
        confirmed = self._is_confirmed(it)
        return Record(
            source=source,
            uid=source.uid,
            organisation=it.hosts[0],
            status=Record.Status.CONFIRMED if confirmed else Record.Status.FILED,
            title=it.title,
            on=it.on,
            place="机关会议室",
            quantity=it.quantity,
            resolution=it.resolution,
            agenda=it.title,
            recorder_id=next(iter(it.roles), None),
            counted_present=sum(mark == "attend" for mark in it.marks.values()),
            planned_at=start_of(it.planned) + NOON if it.planned else None,
            entered_at=entered,
            confirmed_at=entered + 1800 if confirmed else None,
            created_at=start_of(it.planned) + NOON if it.planned else held,
            changed_at=entered,
            entered_by_id=self.signers.get(it.hosts[0].pk),
            confirmed_by_id=self.signers.get(it.hosts[0].pk) if confirmed else None,
            version=3,
        )

    def _kinds(self, source: Source, it: Happening) -> Iterator[RecordKind]:
        planned = start_of(it.planned) + NOON if it.planned else None
        for activity, parts in it.kinds.items():
            yield RecordKind(record_id=source.pk, activity=activity, parts=parts, planned_at=planned)

    def _people(self, source: Source, it: Happening) -> Iterator[Participation]:
        for person, mark in it.marks.items():
            yield Participation(
                record_id=source.pk,
                person_id=person,
                mark=mark,
                roles=it.roles.get(person, []),
                reports=REPORTS if person in it.reports else {},
            )

    def _facts(self, source: Source, it: Happening) -> Iterator[Fact]:
        if not self._is_confirmed(it):
            return
        shown = {"attendance", *it.texts} | ({"plan"} if it.planned else set())
        held = Held(
            kinds=it.kinds,
            hosts=[host.pk for host in it.hosts],
            about=day_of(it.on),
            happened=day_of(it.on),
            proofs=mask(shown, self.rules),
            quantity=it.quantity,
            people={person: [mark, *it.roles.get(person, [])] for person, mark in it.marks.items()},  # type: ignore[list-item]
            reports={person: {name: list(parts) for name, parts in REPORTS.items()} for person in it.reports},
            reports_about=day_of(last_month(it.on)),
        )
        entered = start_of(it.entered) + NOON + 1800
        for row in rows_of(held, self.roster):
            yield fact_of(row, source.pk, entered)
