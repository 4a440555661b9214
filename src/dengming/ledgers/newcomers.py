"""A case about somebody who is not here yet, or no more: the person and the first step at once, such as an application
to join."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dengming.accounts.actions import Done, action
from dengming.accounts.encryption import blind_index
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.sent_once import made_before, uid_of
from dengming.orgs import kinds, spans
from dengming.orgs.altering import alter
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.homes import home_span
from dengming.orgs.models import Member, Organisation, Subject
from dengming.orgs.moving import check_day, lasting
from dengming.orgs.namesakes import holder_of, is_over, namesakes
from dengming.orgs.particulars import Particulars
from dengming.orgs.queries import get_member
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal
from dengming.rulebook import registers


def may_register(scope: Scope, block: registers.Entry, reach: str) -> bool:
    """Whether the actor may bring somebody to the branch there: who takes the first step by a post at the branch
    itself, or who keeps the roster above it. To record for branches below is not to say who belongs to them."""
    may = block.stage[0].may
    own = any(it.prefix == reach and may in it.capabilities and not it.exact for it in scope.grants)
    return scope.may(may, reach) and (own or scope.may("roster", reach))


def register_once(scope: Scope, branch: Organisation, *, token: str, **sent: Any) -> Entry:
    """Register somebody with what `register_newcomer` takes, or somebody who was here (`again`, a code) with what
    `register_again` takes; or give back the case that the same form has made (as `sent_once.file_once` does). Without a
    token everybody who is sent is registered."""
    act = register_again if "again" in sent else register_newcomer
    if not token:
        found: Entry = act(scope, branch, **sent)
        return found
    said = {name: asdict(it) if isinstance(it, Particulars) else it for name, it in sent.items()}
    uid = uid_of(scope, branch.code, token, said)
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=branch.pk)  # of two at once the second waits for the first
        return made_before(scope, uid) or act(scope, branch, uid=uid, **sent)


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
    actor knows of those who bear the same name, and says that it is somebody else.

    Raises PermissionDenied for who may not, and whatever enrolling or filing refuses.
    """
    block, role = _asked(scope, branch, register, happened)
    if refused := _held(scope, person):
        raise FieldRefusal({"identity": refused})
    if not aware and (there := namesakes(scope, branch, person)):
        told = "、".join(it.words for it in there)
        raise FieldRefusal({"aware": f"已有同名的人：{told}。请先核对；确是另一个人的，勾选后再登记。"})
    member = _brought(scope, branch, replace(person, status=role), happened)
    entry: Entry = file_entry(scope, member.subject, register=register, happened=happened, fields=fields, uid=uid)
    return Done(entry, about=f"{member.code} {member.name} {block.name}", note={"entry": str(entry.uid)})


@action("newcomer.returned", label="再次登记离开过的人员", needs="read", at=_branch_reach)
def register_again(
    scope: Scope,
    branch: Organisation,
    *,
    again: str,
    register: str,
    happened: date,
    fields: Mapping[str, str],
    uid: UUID | None = None,
) -> Done[Entry]:
    """Somebody who was on the roster and is not any more (`again`, the code) comes to the branch as what the register
    says: the same person, and another case. Raises NotVisible where the actor does not reach the person."""
    block, role = _asked(scope, branch, register, happened)
    member = get_member(scope, again)
    if not is_over(member.pk):
        raise Refusal(f"{member.name}还在名册上，不用再登记到支部：请直接登记“{block.name}”。")
    check_day(branch, happened, "登记")
    if lasting(happened, kinds.WAY).filter(subject=member.pk).exists():
        raise FieldRefusal({"happened": f"{member.name}在 {happened} 或者以后还在名册上：请核对日期。"})
    spans.add(NewSpan(member.pk, role, happened, at=branch.pk))
    entry: Entry = file_entry(scope, member.subject, register=register, happened=happened, fields=fields, uid=uid)
    return Done(entry, about=f"{member.code} {member.name} {block.name}", note={"entry": str(entry.uid)})


def returners(scope: Scope, branch: Organisation, person: Particulars) -> list[Member]:
    """Those who are probably the person, and were on the roster before: their case is begun again as theirs."""
    _, holder = holder_of(scope, person.identity)
    known = [*([holder] if holder else []), *namesakes(scope, branch, person)]
    index = blind_index(person.identity)
    known = [it for it in known if it is holder or not index or it.member.identity_index in ("", index)]
    over = [it.member for it in known if it.over and (it is holder or it.member.born in (None, person.born))]
    return list(dict.fromkeys(over))


def _asked(scope: Scope, branch: Organisation, register: str, happened: date) -> tuple[registers.Entry, str]:
    """The register, and what somebody becomes by it. Raises PermissionDenied for who may not bring anybody there."""
    block = rules().rulebook.entries[register]
    if block.newcomer is None:
        raise Refusal(f"“{block.name}”只登记名册里已有的人员。")
    if not may_register(scope, block, branch.reach):
        raise PermissionDenied(f"没有登记“{block.name}”的权限：请由{branch.name}或管名册的上级登记。")
    if happened > clock.today():
        raise FieldRefusal({"happened": f"日期 {happened} 还没到，请核对。"})
    return block, block.newcomer


def _brought(scope: Scope, branch: Organisation, person: Particulars, on: date) -> Member:
    """Enrolled at the branch. Whose number is there already, but who belonged nowhere by what is known now, had been
    registered by mistake and taken back: that person is taken, with what is said now."""
    there, _ = holder_of(scope, person.identity)
    if there is None:
        return enrol_all([NewMember(person, branch.pk, on)])[0]
    check_day(branch, on, "登记")
    alter(there, {name: it for name, it in asdict(person).items() if name != "status"})
    spans.add(NewSpan(there.pk, person.status, on, at=branch.pk))
    return there


def _held(scope: Scope, person: Particulars) -> str:
    """Who bears the identity number already, and how to go on; of somebody out of sight nothing but that."""
    there, known = holder_of(scope, person.identity)
    if there is None or home_span(there.pk) is None:
        return ""
    if known is None:
        away = "是同一个人的，请由看得到原来登记的上级党组织登记，再转接过来"
        return f"这个号码已经登记过，登记的人员不在您能看到的范围内：请核对号码；{away}。"
    again = "是同一个人的，请照下面的链接再次登记" if known.over else "是同一个人的，不重复登记，请在原来的那一件上办理"
    return f"这个号码是{known.words}的：{again}；不是的，请改正号码。"
