"""The steps that lie ahead of a case with the days that are known already: from when, and by when at the latest.

A limit that counts from an earlier stage runs while the steps between are still being taken.
"""

from dataclasses import dataclass
from datetime import date

from dengming.ledgers.demands.days import earliest_by
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import ahead_of, earliest, is_over, limit_ahead, limit_of, way_ahead
from dengming.ledgers.way import way_of
from dengming.rulebook.registers import EntryStage


@dataclass(frozen=True)
class Coming:
    """A step ahead: the first day on which it may be taken, the last one in time; None where none is known."""

    stage: EntryStage
    is_next: bool
    first: date | None
    last: date | None


def coming(entry: Entry) -> list[Coming]:
    """The steps on the way ahead, the next one first; nothing of a case that is over."""
    if is_over(entry):
        return []
    following, way = {stage.id for stage in ahead_of(entry)}, way_of(entry)
    found = []
    for stage in way_ahead(entry):
        if stage.id in following:
            found.append(Coming(stage, True, earliest(entry, stage), limit_of(entry, stage)))
        else:
            found.append(
                Coming(stage, False, earliest_by(stage, way, entry.part, ahead=True), limit_ahead(entry, stage))
            )
    return found


def dated(entry: Entry) -> list[Coming]:
    """Those of which a day is known."""
    return [it for it in coming(entry) if it.first or it.last]


def opens_on(entry: Entry) -> Coming | None:
    """The nearest step with a day before which it may not be taken; None where nothing must be waited for."""
    return next((it for it in coming(entry) if it.first), None)
