"""Store happenings in bulk: records, people, texts, and the facts that confirmation would have made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, Final

from dengming.demo.bulk import insert_facts, insert_people
from dengming.demo.emitting import REPORTS, Emitter, confirmed_at, filed_at
from dengming.demo.happening import Happening, Mark, Status
from dengming.editions.clock import start_of
from dengming.facts.models import Source
from dengming.records.models import Record, RecordKind, RecordText
from dengming.records.sheet import proofs_taken

BATCH: Final = 400
EVENING: Final = 18 * 3600
"""When the records of a day are touched for the last time: before the demo day's own last hours."""
ANSWERED_AFTER: Final = 3600
"""Seconds from confirmation to what members say of it."""


@dataclass(frozen=True)
class Storer:
    """Stores happenings as known up to the last day. `signers` gives for each organisation who signs its records."""

    emitter: Emitter
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
        through = Record.hosts.through
        hosts = [through(record_id=source.pk, organisation_id=host.pk) for source, it in pairs for host in it.hosts]
        through.objects.bulk_create(hosts)
        RecordKind.objects.bulk_create([kind for source, it in pairs for kind in self._kinds(source, it)])
        RecordText.objects.bulk_create(
            [
                RecordText(record_id=source.pk, proof=proof, text=text)
                for source, it in pairs
                for proof, text in it.texts.items()
            ]
        )
        insert_people(person for source, it in pairs for person in self._people(source, it))
        confirmed = [(source, it) for source, it in pairs if it.was_confirmed(self.until)]
        insert_facts(fact for source, it in confirmed for fact in self.emitter.facts(it, source.pk))

    def _record(self, source: Source, it: Happening) -> Record:
        signer = self.signers.get(it.hosts[0].pk)
        status, words = it.status(self.until), "" if self._content_free(it) else it.title
        return Record(
            source=source,
            uid=source.uid,
            organisation=it.hosts[0],
            status=status,
            title=words,
            on=it.on,
            starts=time(it.hour),
            place=it.place,
            make_up=it.make_up,
            quantity=it.quantity,
            resolution=it.resolution,
            agenda=words,
            recorder_id=next(iter(it.roles), None),
            entered_by_id=signer,
            return_reason=it.reason,
            version=3,
            **self._moments(it, status),
            **({"confirmed_by_id": signer} if status == Status.CONFIRMED else {}),
            **({} if status == Status.PLANNED else {"counted_present": _present(it)}),
        )

    def _content_free(self, it: Happening) -> bool:
        """Of a talk only the day and who took part is kept, in the demo too."""
        rulebook = self.emitter.rules.rulebook
        kinds = [rulebook.activities[name] for name in it.kinds]
        return not any(proofs_taken(kinds, rulebook, way) for way in ("text", "file"))

    def _moments(self, it: Happening, status: Status) -> dict[str, Any]:
        planned = filed_at(it.planned) if it.planned else None
        entered = filed_at(self._entered(it))
        started = planned or start_of(it.on) + EVENING
        if status == Status.PLANNED:
            return {"planned_at": planned, "created_at": started, "changed_at": started}
        confirmed = confirmed_at(it.corrected or it.entered) if status == Status.CONFIRMED else None
        changed = confirmed_at(it.ended) if it.ended else confirmed or entered
        return {
            "planned_at": planned,
            "notified_at": planned,
            "created_at": min(started, entered),
            "entered_at": entered,
            "confirmed_at": confirmed,
            "changed_at": changed,
        }

    def _entered(self, it: Happening) -> date:
        """The day of filing: what waits for confirmation was filed yesterday at the latest."""
        return min(it.entered, self.until - timedelta(days=1))

    def _kinds(self, source: Source, it: Happening) -> Iterator[RecordKind]:
        planned = filed_at(it.planned) if it.planned else None
        for activity, parts in it.kinds.items():
            yield RecordKind(record_id=source.pk, activity=activity, parts=parts, planned_at=planned)

    def _people(
        self, source: Source, it: Happening
    ) -> Iterator[tuple[int, int, Happening, dict[str, Any], int | None, int]]:
        signer, at = self.signers.get(it.hosts[0].pk), confirmed_at(self._entered(it)) + ANSWERED_AFTER
        for person in it.marks:
            yield source.pk, person, it, REPORTS if person in it.reports else {}, signer, at


def _present(it: Happening) -> int:
    return sum(mark == Mark.ATTEND for mark in it.marks.values())
