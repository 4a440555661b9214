"""Agreements such as 责任书: with whom an organisation signs, for which year, what was agreed, when it was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.steps import register_of, way_of
from dengming.orgs import spans
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.agreements import Item


@dataclass(frozen=True)
class Checked:
    """The day of the year-end check, and the moment up to which things were known at it."""

    on: date
    known: int


def kinds_for(block: registers.Entry) -> Sequence[str]:
    """To which kinds of organisation an entry of the register is issued: of agreements, to those that sign.

    Raises Refusal while the committee has not said who signs with whom.
    """
    if block.agreement is None:
        return block.issue_to
    parties = rules().parameters.parties.get(block.id)
    if parties is None:
        raise Refusal(f"“{block.name}”的双方还没有确定：请先在“本地参数”里写明哪一类组织与谁签订和依据文件。")
    return tuple(kind for kind in block.issue_to if kind in parties.first)


def first_said(block: registers.Entry, above: Entry, subject: Subject) -> dict[str, str]:
    """What an agreement that is issued says from the start: what is said above in fields of the same name, and with
    whom it is signed. Of what else is issued nothing: that is for whoever gets it to say."""
    if block.agreement is None:
        return {}
    named = {field.id for field in block.field}
    said = {name: value for name, value in above.fields.items() if name in named}
    held = set(spans.roles_of(subject.pk, clock.today()).values_list("role__name", flat=True))
    first = rules().parameters.parties[block.id].first
    kind = next(kind for kind in kinds_for(block) if kind in held)
    return said | {block.agreement.first: first[kind]}


def year_of(entry: Entry) -> int:
    """The year that an agreement is for; of what says none, the year in which it was filed."""
    agreement = register_of(entry).agreement
    said = entry.fields.get(agreement.year) if agreement else None
    return int(said) if said else entry.about.year


def items_of(entry: Entry) -> Sequence[Item]:
    """What was promised: as the register said it when it was agreed, until then as it says it now."""
    agreement = register_of(entry).agreement
    if agreement is None:
        return ()
    agreed = _reached(entry, agreement.firm)
    if agreed is None:
        return agreement.item
    then = rules(agreed.moved_at).rulebook.entries.get(entry.register)
    return (then.agreement if then and then.agreement else agreement).item


def more_items(entry: Entry) -> list[str]:
    """What the two parties have added, a line for each."""
    agreement = register_of(entry).agreement
    lines = entry.fields.get(agreement.more, "").splitlines() if agreement else []
    return [line.strip() for line in lines if line.strip()]


def checked(entry: Entry) -> Checked | None:
    """When the year-end check was made; None before, and again once it was sent back."""
    agreement = register_of(entry).agreement
    move = _reached(entry, agreement.compared) if agreement else None
    return Checked(move.happened, move.moved_at) if move else None


def _reached(entry: Entry, stage: str) -> Move | None:
    """The step by which a stage on the present way was reached last."""
    if stage not in [it.stage for it in way_of(entry)]:
        return None
    moves = [it for it in entry.moves.all() if it.way == Move.Way.ON and it.after == stage]
    return moves[-1] if moves else None
