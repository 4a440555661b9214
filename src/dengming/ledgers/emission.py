"""The facts of an entry: a row for the register and one more for its part; of a case, for every stage reached."""

from dengming.calendar.days import day_of
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.facts.emission import rows_above
from dengming.facts.rows import FactRow
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import agreed_day, proofs_there, register_of
from dengming.ledgers.way import Reached, way_of
from dengming.rulebook import registers
from dengming.rulebook.kinds import kind_name
from dengming.rulebook.registers import EntryStage


def rows_of(entry: Entry) -> list[FactRow]:
    """The rows that hold while the entry stands as it does; of a restricted register none: facts are read by many."""
    block = rules().rulebook.entries[entry.register]
    if block.restricted:
        return []
    rows = _of_case(entry) if block.is_case else _rows(entry, _only(entry), about=day_of(entry.about))
    return [*rows, *_for_above(entry, block, rows)]


def rows_begun(entry: Entry) -> list[FactRow]:
    """The rows of an entry with which nothing has been done yet, without a look at what was: for many at once.

    Only for what lies under no case.
    """
    case = entry.source_id if rules().rulebook.entries[entry.register].is_case else None
    return _rows(entry, _only(entry), about=day_of(entry.about), case=case)


def _for_above(entry: Entry, block: registers.Entry, rows: list[FactRow]) -> list[FactRow]:
    """What it says for the case under which it was begun; what was issued answers to somebody else's."""
    above = None if block.issue_to else entry.parent
    if above is None or above.register not in block.above or not register_of(above).is_case:
        return []
    return rows_above(rows, above.subject_id, above.source_id)


def _of_case(entry: Entry) -> list[FactRow]:
    """Every stage with the day that it was reached; the agreed day stands in all of them: it is the case's."""
    agreed = agreed_day(entry)
    deadline = day_of(agreed) if agreed else None
    case = {"case": entry.source_id, "deadline": deadline}
    block, there = rules().rulebook.entries[entry.register], proofs_there(entry)
    masks = {stage.id: _mask(stage, there) for stage in block.stage}
    found = ((it, masks[it.stage]) for it in way_of(entry))
    return [row for it, mask in found for row in _rows(entry, it, about=day_of(it.day), proofs=mask, **case)]


def _mask(stage: EntryStage, there: set[str]) -> int:
    """The bits of the proofs that the stage asks for and that are there."""
    return sum(rules().rulebook.proofs[name].mask for name in stage.materials if name in there)


def _only(entry: Entry) -> Reached:
    """Where an entry that does not go on stands."""
    return Reached(entry.stage, entry.happened, date_at(entry.entered_at))


def _rows(
    entry: Entry, at: Reached, *, about: int, proofs: int = 0, case: int | None = None, deadline: int | None = None
) -> list[FactRow]:
    parts = ("", entry.part) if entry.part else ("",)
    kinds = [kind_name("entry", entry.register, part, at.stage) for part in parts]
    happened = day_of(at.day)
    return [
        FactRow(kind, entry.subject_id, about, happened, proofs=proofs, case=case, deadline=deadline) for kind in kinds
    ]
