"""佐证材料 of a case: a record or line that exists already is linked, so that nothing is typed or uploaded twice."""

from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.ledgers.emission import rows_of
from dengming.ledgers.links import source_at
from dengming.ledgers.models import Entry, Material
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import is_over, register_of
from dengming.ledgers.writing import note_of, told
from dengming.refusal import Refusal


def _material_reach(material: Material, **_: Any) -> str:
    return line_reach(material.entry)


@action("material.linked", label="关联佐证", needs="record", at=line_reach)
def link(scope: Scope, entry: Entry, *, proof: str, source: str) -> Done[Material]:
    """Link a confirmed record or a line of the organisation by its uid. Raises Refusal where it is none of it."""
    check_taken(entry, proof)
    found = source_at(source, line_reach(entry))
    if entry.materials.filter(proof=proof, source=found, removed_at=None).exists():
        raise Refusal("这条记录已经关联过了。")
    made = Material.objects.create(
        entry=entry, proof=proof, source=found, added_at=clock.moment(), added_by=scope.actor
    )
    return Done(made, about=told(entry), note=emitted(entry) | {"proof": proof, "source": str(found.uid)})


@action("material.removed", label="取下佐证", needs="record", at=_material_reach)
def remove(scope: Scope, material: Material) -> Done[None]:
    """Take a proof away; the line stays with who took it away and when."""
    check_taken(material.entry, material.proof)
    gone = Material.objects.filter(pk=material.pk, removed_at=None)
    if not gone.update(removed_at=clock.moment(), removed_by=scope.actor):
        raise Refusal("这份材料已经取下了。")
    return Done(None, about=told(material.entry), note=emitted(material.entry) | {"proof": material.proof})


def proofs_of(entry: Entry) -> list[str]:
    """The kinds of proof that the steps of its register ask for, each once, in the order of the file."""
    return list(dict.fromkeys(name for stage in register_of(entry).stage for name in stage.materials))


def check_taken(entry: Entry, proof: str) -> None:
    """Raise Refusal where the case takes no such proof, or nothing any more."""
    if is_over(entry):
        raise Refusal("这一件已经办结，不能再改材料：要改的，先重新打开。")
    if proof not in proofs_of(entry):
        known = rules().rulebook.proofs
        raise Refusal(f"“{register_of(entry).name}”不收“{known[proof].name if proof in known else proof}”。")


def emitted(entry: Entry) -> dict[str, str | int]:
    """Let the facts follow; the journal's note."""
    facts.replace(entry.source, rows_of(entry), clock.moment())
    return note_of(entry)
