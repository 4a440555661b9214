"""What a register begins with, such as the nine problems of the speech: offered, filed as it stands, each once."""

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.register_parts import Preset


def missing(block: registers.Entry) -> list[Preset]:
    """The presets of which no living entry says the same in the fields that are unique."""
    if not block.preset:
        return []
    unique = [field.id for field in block.field if field.unique]
    living = Entry.objects.filter(register=block.id, withdrawn_at=None).exclude(stage__in=block.annulled)
    there = {tuple(str(it.fields.get(name, "")) for name in unique) for it in living}
    return [it for it in block.preset if tuple(it.fields.get(name, "") for name in unique) not in there]


@action("presets.filed", label="照预设登记台账", needs="read", at=subject_reach)
def file_missing(scope: Scope, subject: Subject, *, register: str) -> Done[int]:
    """File them all, or none. Raises Refusal where there is nothing left to file."""
    block = rules().rulebook.entries[register]
    found = missing(block)
    if not found:
        raise Refusal("都已经登记过了。")
    for preset in found:
        file_entry(scope, subject, register=register, happened=clock.today(), fields=preset.fields)
    return Done(len(found), about=block.name, note={"clauses": [it.clause for it in found]})
