"""What of the steps ahead is late today: a limit gone by, a period without what was to be begun in it.

A check (四查) tells it beside the steps that were taken; nothing is refused by it.
"""

from collections.abc import Iterator

from dengming.editions import clock
from dengming.ledgers.demands.asked import Finding, is_asked
from dengming.ledgers.demands.below import begun_below
from dengming.ledgers.demands.days import counted
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import ahead_of, is_done, is_over, register_of, way_ahead
from dengming.ledgers.way import said_on, way_of
from dengming.refusal import days_in_words
from dengming.rulebook.demands import Demand


def overdue(entry: Entry) -> list[Finding]:
    """In the order of the steps; nothing of a case that is over or done."""
    if is_over(entry) or is_done(entry):
        return []
    block, way, today = register_of(entry), way_of(entry), clock.today()
    said, following = said_on(way), [it.id for it in ahead_of(entry)]
    found: list[Finding] = []
    for stage in way_ahead(entry):
        taken = Taken(entry.subject, block, stage, today, way, said, part=entry.part)
        asked = [it for it in stage.demand if is_asked(it, taken)]
        told = [(it, words) for it in asked for words in _late(it, taken, entry, stage.id in following)]
        found += [Finding(stage, it, today, days_in_words(words), False) for it, words in told]
    return found


def _late(demand: Demand, taken: Taken, entry: Entry, is_next: bool) -> Iterator[str]:
    """What counts from the step just before is known of the next step alone."""
    time, begun = demand.within, demand.below
    if time and (is_next or time.since or time.field):
        last = counted(time, taken.way, taken.said)
        if last and last < taken.on:
            yield f"最晚应在 {last}，到 {taken.on} 还没有办"
    counts = begun is not None and begun.each and begun.since in [it.stage for it in taken.way]
    if begun and counts and (words := begun_below(begun, taken, entry)):
        yield words
