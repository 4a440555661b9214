"""Storing facts. Called inside the action that saves their source, which opens the transaction and journals it."""

from collections.abc import Iterable
from dataclasses import dataclass

from dengming.editions.models import FAR_MOMENT
from dengming.editions.words import kind_id, kind_name
from dengming.facts.models import Fact, Source
from dengming.facts.rows import FactRow


@dataclass(frozen=True)
class Change:
    """How many rows a replacement withdrew and added, and whom it concerns."""

    withdrawn: int
    added: int
    subjects: frozenset[int]


def replace(source: Source, rows: Iterable[FactRow], at: int) -> Change:
    """Make `rows` the living facts of the source from the moment `at`.

    Rows that stay equal keep their `entered`; the others are withdrawn or added, so that any past date still answers as
    it did then.
    """
    wanted = set(rows)
    alive = Fact.objects.filter(source=source, withdrawn=FAR_MOMENT)
    kept = {row_of(fact): fact.pk for fact in alive}
    gone = {row: pk for row, pk in kept.items() if row not in wanted}
    new = sorted(wanted - kept.keys())
    Fact.objects.filter(pk__in=gone.values()).update(withdrawn=at)
    Fact.objects.bulk_create([fact_of(row, source.pk, at) for row in new])
    return Change(len(gone), len(new), frozenset(row.subject for row in [*gone, *new]))


def withdraw_all(source: Source, at: int) -> Change:
    """Withdraw every living fact of the source, and of what rests on it."""
    changes = [replace(source, (), at), *(withdraw_all(resting, at) for resting in source.resting.all())]
    subjects = frozenset[int]().union(*(change.subjects for change in changes))
    return Change(sum(change.withdrawn for change in changes), 0, subjects)


def row_of(fact: Fact) -> FactRow:
    """The stored fact as a value."""
    return FactRow(
        kind=kind_name(fact.kind_id),
        subject=fact.subject_id,
        about=fact.about,
        happened=fact.happened,
        role=fact.role,
        place=fact.place,
        proofs=fact.proofs,
        quantity=fact.quantity,
        deadline=fact.deadline,
        case=fact.case_id,
    )


def fact_of(row: FactRow, source: int, entered: int, withdrawn: int = FAR_MOMENT) -> Fact:
    """The value as a row to store."""
    return Fact(
        kind_id=kind_id(row.kind),
        subject_id=row.subject,
        role=row.role,
        place=row.place,
        proofs=row.proofs,
        quantity=row.quantity,
        about=row.about,
        happened=row.happened,
        deadline=row.deadline,
        case_id=row.case,
        source_id=source,
        entered=entered,
        withdrawn=withdrawn,
    )
