"""A case about somebody who is not here yet: the person and the first step at once, such as an application to join."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.sent_once import made_before, uid_of
from dengming.orgs import kinds, spans
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.particulars import Particulars
from dengming.refusal import Refusal
from dengming.rulebook import registers


def may_register(scope: Scope, block: registers.Entry, reach: str) -> bool:
    """Whether the actor may bring somebody to the branch there: who takes the first step by a post at the branch
    itself, or who keeps the roster above it. To record for branches below is not to say who belongs to them."""
    may = block.stage[0].may
    own = any(it.prefix == reach and may in it.capabilities and not it.exact for it in scope.grants)
    return scope.may(may, reach) and (own or scope.may("roster", reach))


def register_once(scope: Scope, branch: Organisation, *, token: str, **sent: Any) -> Entry:
    """Register somebody with what `register_newcomer` takes, or give back the case that the same form has made (as
    `sent_once.file_once` does). Without a token everybody who is sent is registered."""
    if not token:
        found: Entry = register_newcomer(scope, branch, **sent)
        return found
    uid = uid_of(scope, branch.code, token, {**sent, "person": asdict(sent["person"])})
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=branch.pk)  # of two at once the second waits for the first
        return made_before(scope, uid) or register_newcomer(scope, branch, uid=uid, **sent)


def _branch_reach(branch: Organisation, **_: Any) -> str:
    return branch.reach


@action("newcomer.registered", label="登记新的人员", needs="read", at=_branch_reach)
def register_newcomer(
    scope: Scope,
    branch: Organisation,
    *,
    register: str,
    person: Particulars,
    happened: date,
    fields: Mapping[str, str],
    aware: bool = False,
    uid: UUID | None = None,
) -> Done[Entry]:
    """The person comes to the branch as what the register says, and the case begins, both or neither. `aware`: the
    actor knows of those there who bear the same name, and says that it is somebody else.

    Raises PermissionDenied for who may not, and whatever enrolling or filing refuses.
    """
    block = rules().rulebook.entries[register]
    if block.newcomer is None:
        raise Refusal(f"“{block.name}”只登记名册里已有的人员。")
    if not may_register(scope, block, branch.reach):
        raise PermissionDenied(f"没有登记“{block.name}”的权限：请由{branch.name}或管名册的上级登记。")
    if happened > clock.today():
        raise FieldRefusal({"happened": f"日期 {happened} 还没到，请核对。"})
    if not aware and (told := _namesakes(branch, person.name.strip())):
        raise FieldRefusal({"aware": f"{branch.name}已有同名的人：{told}。请先核对；确是另一个人的，勾选后再登记。"})
    (member,) = enrol_all([NewMember(replace(person, status=block.newcomer), branch.pk, happened)])
    entry: Entry = file_entry(scope, member.subject, register=register, happened=happened, fields=fields, uid=uid)
    return Done(entry, about=f"{member.code} {member.name} {block.name}", note={"entry": str(entry.uid)})


def _namesakes(branch: Organisation, name: str) -> str:
    """Who belongs to the branch today and bears the same name, each with what the person is and when born."""
    there = spans.holders(kinds.WAY, clock.today(), at=branch.pk).filter(subject__name=name)
    roles = rules().rulebook.roles
    return "、".join(
        f"{name}（{roles[it.role.name].name}{f'，{born}生' if (born := it.subject.member.born) else ''}）"
        for it in there.select_related("role", "subject__member").order_by("subject__code")
    )
