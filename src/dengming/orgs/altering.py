"""Changing what is recorded of a member, so that all of it still agrees.

Asks no permission and leaves no journal line: `orgs.actions.people` and the import do.
"""

import dataclasses
from typing import Any

from dengming.accounts.encryption import blind_index
from dengming.editions import clock
from dengming.orgs import kinds, spans
from dengming.orgs.holding_once import one_holder_each
from dengming.orgs.models import Member
from dengming.orgs.moving import recut_probation
from dengming.orgs.particulars import Particulars, faults
from dengming.refusal import Refusal


def particulars_of(member: Member, status: str = kinds.MEMBER) -> Particulars:
    """What is recorded of a member, as a value."""
    fields = [field.name for field in dataclasses.fields(Particulars) if field.name not in ("name", "status")]
    return Particulars(name=member.name, status=status, **{field: getattr(member, field) for field in fields})


def alter(member: Member, changes: dict[str, Any]) -> None:
    """Set fields (keys of Particulars but `status`) after checking that all agree.

    Raises Refusal for the first that does not. A new 转正日期 moves the end of the probationary time with it.
    """
    wanted = dataclasses.replace(particulars_of(member, _status(member)), **changes)
    if not wanted.name.strip():
        raise Refusal("党员姓名不能为空，请补上。")
    for _, sentence in faults(wanted, clock.today()):
        raise Refusal(f"“{member.name}”：{sentence}")
    index = blind_index(wanted.identity)
    if index and _is_taken(index, member):
        raise Refusal(f"“{member.name}”的身份证号已经登记在别人名下，请核对。")
    for field in changes:
        if field != "name":
            setattr(member, field, getattr(wanted, field))
    member.identity_index = index
    with one_holder_each():
        member.save()
    if "name" in changes:
        member.subject.name = wanted.name.strip()
        member.subject.save(update_fields=["name", "name_order"])
    if changes.get("confirmed") and wanted.status == kinds.MEMBER:
        recut_probation(member.pk, changes["confirmed"])


def _is_taken(index: str, member: Member) -> bool:
    return Member.objects.filter(identity_index=index).exclude(pk=member.pk).exists()


def _status(member: Member) -> str:
    held = spans.holders(kinds.STATUSES, clock.today()).filter(subject=member.pk).select_related("role").first()
    return held.role.name if held else kinds.MEMBER
