"""What runs beside a case about the same person or organisation, and does not go with it."""

from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.one_open import running
from dengming.ledgers.way import way_of


def running_beside(register: str, taken: Taken) -> str:
    """The case of that register that is not over today, where it stands and what can be done there; "" where none is.

    Of today, not of the day of the step: once it is over there nothing is to be looked at any more."""
    block = rules().rulebook.entries[register]
    there = running(block).filter(subject=taken.subject).order_by("-pk").first()
    if there is None:
        return ""
    stage = block.stage_of(way_of(there)[-1].stage)
    steps = "”“".join(it.verb or it.name for it in block.after(stage.id, there.part))
    cure = f"请先核对那一件，该办的先办（“{steps}”）" if steps else "请先核对那一件"
    return f"{taken.subject.name}还有一份“{block.name}”没有办结，现在是“{stage.name}”：{cure}"
