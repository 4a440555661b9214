"""What follows on a case that has come to its end: the next one of the register, such as the term of the committee
that was elected by this one."""

from dengming.accounts.scope import Scope
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.ledgers.writing import begin
from dengming.rulebook.registers import EntryStage


def renew(scope: Scope, entry: Entry, stage: EntryStage) -> Entry | None:
    """Begin the next case where the stage says so, on the day of the stage that it names. It lies under this one, so
    that this one cannot be taken back while the next stands."""
    if stage.renews is None:
        return None
    day = next(it.day for it in reversed(way_of(entry)) if it.stage == stage.renews.since)
    said = said_of_next(entry, stage)
    return begin(scope, register_of(entry), entry.subject, day, part=entry.part, parent=entry, fields=said)


def said_of_next(entry: Entry, stage: EntryStage) -> dict[str, str]:
    """What the next case begins with, as this one says it; nothing where none begins."""
    taken = stage.renews.fields if stage.renews else {}
    return {own: value for own, other in taken.items() if (value := entry.fields.get(other))}
