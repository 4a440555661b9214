"""What a case makes of the person whom it is about: the membership follows from the stages on its present way."""

from collections.abc import Iterator
from datetime import date

from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import Reached, said_on, way_of
from dengming.orgs import memberships
from dengming.orgs.memberships import Standing
from dengming.rulebook.register_parts import Becoming


def standings(entry: Entry) -> list[Standing]:
    """What the person is by the case, from which day on."""
    if entry.withdrawn_at is not None:
        return []
    return sorted(_standings(entry), key=lambda it: it.since)


def settle(entry: Entry, before: list[Standing]) -> None:
    """Bring the roster in line with what the case says now. Raises Refusal where somebody changed it meanwhile."""
    memberships.settle(entry.subject_id, before, standings(entry))


def _standings(entry: Entry) -> Iterator[Standing]:
    block, way = register_of(entry), way_of(entry)
    for number, here in enumerate(way):
        if becomes := block.stage_of(here.stage).becomes:
            yield Standing(_day(becomes, way[: number + 1]), becomes.role)


def _day(becomes: Becoming, way: list[Reached]) -> date:
    """The day in the field, or of the stage, or of the step itself."""
    if becomes.from_ and (said := said_on(way).get(becomes.from_)):
        return date.fromisoformat(said)
    return next((it.day for it in reversed(way) if it.stage == becomes.since), way[-1].day)
