"""What regulations demand of the next step of a case, said on its page before the step is taken."""

from collections.abc import Iterator
from typing import Any, Final

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.demands.asked import is_asked, source_words
from dengming.ledgers.demands.days import counted
from dengming.ledgers.demands.kinds import KINDS
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import proofs_kept, register_of
from dengming.ledgers.way import way_of
from dengming.refusal import days_in_words
from dengming.rulebook.demands import Time
from dengming.rulebook.registers import EntryStage

_TOLD: Final = ("planned", "unseen_since", "no_open")
"""What is wrong by these does not hang on what the step will say."""


def demanded(entry: Entry, stage: EntryStage) -> Iterator[dict[str, Any]]:
    """What is demanded of the step today, each with its source; papers with whether they are there, and what shows
    already before the step is taken."""
    on = clock.today()
    taken = Taken(entry.subject, register_of(entry), stage, on, way_of(entry), entry.fields, part=entry.part)
    for demand in stage.demand:
        if is_asked(demand, taken):
            there = proofs_kept(entry) if demand.materials else set()
            papers = [{"name": rules().rulebook.proofs[it].name, "there": it in there} for it in demand.materials or ()]
            told = KINDS[demand.kind](demand, taken, entry) if demand.kind in _TOLD else ""
            told = _limit(demand.within, taken) if demand.within else told
            yield {
                "name": demand.name,
                "source": source_words(demand, on),
                "papers": papers,
                "told": days_in_words(told),
            }


def _limit(time: Time, taken: Taken) -> str:
    """最晚 2020-08-29，已过12天；“超过三个月的原因”写明的，最晚 2020-11-29."""
    without = counted(time, taken.way, {**taken.said, time.reason or "": ""})
    if without is None:
        return ""
    late = (taken.on - without).days
    told = f"最晚 {without}" + (f"，已过{late}天" if late > 0 else "")
    longest = counted(time, taken.way, {**taken.said, time.reason: "有"}) if time.reason else None
    return f"{told}；“{taken.name(time.reason or '')}”写明的，最晚 {longest}" if longest else told
