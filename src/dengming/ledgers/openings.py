"""认领: at a stage that is open to members, whoever belongs to the organisation may take the work on, for themselves.

A member reaches nothing of the organisation by that but what waits there for somebody to take it.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import may_take, register_of
from dengming.orgs.models import Organisation, Subject
from dengming.rulebook.registers import EntryStage


def openings(scope: Scope) -> Q:
    """What waits for one of the members to take it, at the actor's own branch and the organisations above it."""
    return _at("stage") & _own(scope) & Q(doer=None, withdrawn_at=None)


def shown(scope: Scope) -> Q:
    """What its stage shows to the members, of the actor's own branch and the organisations above it."""
    return _at("stage", "to_members") & _own(scope) & Q(withdrawn_at=None)


def taken_meanwhile(scope: Scope, uid: UUID) -> Entry | None:
    """What the actor might have taken, and another member did first."""
    found: Entry | None = Entry.objects.filter(_at("moves__before") & _own(scope), uid=uid).exclude(doer=None).first()
    return found


def is_open_to(scope: Scope, entry: Entry, stage: EntryStage) -> bool:
    """Whether the step is one by which the actor, as a member, may take the work on."""
    block = register_of(entry)
    if not block.stage_of(entry.stage).open_to_members or not block.taken_up_by(stage):
        return False
    return bool(scope.home) and entry.doer_id is None and scope.home.startswith(line_reach(entry))


def check_own_name(scope: Scope, entry: Entry, stage: EntryStage, said: Mapping[str, str]) -> None:
    """Raise FieldRefusal where a member, who may take it on for themselves alone, names somebody else."""
    block = register_of(entry)
    if may_take(scope, entry, stage) or not block.doer:
        return
    own = own_subject(scope)
    if own is None or said.get(block.doer) != own.code:
        name = next(field.name for field in block.field if field.id == block.doer)
        whom = f"{own.name} {own.code}" if own else "党员"
        raise FieldRefusal({block.doer: f"“{name}”只能填您本人（{whom}）：别人的由其本人办，或由有登记权限的人登记。"})


def own_subject(scope: Scope) -> Subject | None:
    """The actor as a member; None for an account that belongs to nobody."""
    return Subject.objects.filter(pk=scope.person).first() if scope.person else None


def _at(key: str, flag: str = "open_to_members") -> Q:
    """Entries whose stage (by that key) has the flag: is open to members."""
    found = Q(pk__in=[])
    for block in rules().rulebook.entries.values():
        if stages := [stage.id for stage in block.stage if getattr(stage, flag)]:
            found |= Q(register=block.id, **{f"{key}__in": stages})
    return found


def _own(scope: Scope) -> Q:
    """Of the branch and all above it."""
    width = Organisation.steplen
    above = [scope.home[:end] for end in range(width, len(scope.home) + 1, width)]
    return Q(subject__in=Organisation.objects.filter(reach__in=above).values("pk"))
