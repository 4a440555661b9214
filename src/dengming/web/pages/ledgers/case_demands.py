"""What regulations demand of the next step of a case, said on its page before the step is taken."""

from collections.abc import Iterator
from typing import Any

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.demands.asked import source_words
from dengming.ledgers.demands.plans import Plans
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import proofs_kept
from dengming.rulebook.registers import EntryStage


def demanded(entry: Entry, stage: EntryStage) -> Iterator[dict[str, Any]]:
    """What is demanded of the step today, each with its source; papers with whether they are there, and what shows
    already before the step is taken."""
    on, plans = clock.today(), Plans()
    for demand in stage.demand:
        if demand.in_force(on):
            there = proofs_kept(entry) if demand.materials else set()
            papers = [{"name": rules().rulebook.proofs[it].name, "there": it in there} for it in demand.materials or ()]
            told = plans.beyond(entry.register, entry, on) if demand.planned else ""
            yield {"name": demand.name, "source": source_words(demand, on), "papers": papers, "told": told}
