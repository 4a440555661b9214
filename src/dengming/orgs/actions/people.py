"""Members: enrol, transfer, confirm or suspend, let go, correct particulars."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import kinds, spans
from dengming.orgs.actions.organisations import dated
from dengming.orgs.altering import alter
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.homes import home_reach, home_span, reach_at
from dengming.orgs.models import Member, Organisation
from dengming.orgs.moving import DAY, check_day, cut, lasting
from dengming.orgs.relocating import relocate
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal

_ALLOWED = {
    (kinds.PROBATIONARY, kinds.MEMBER),
    (kinds.MEMBER, kinds.SUSPENDED),
    (kinds.PROBATIONARY, kinds.SUSPENDED),
    (kinds.SUSPENDED, kinds.MEMBER),
}


@action("member.enrolled", label="编入党员", needs="roster", at=lambda new: reach_at(new.branch))
def enrol(scope: Scope, new: NewMember) -> Done[Member]:
    """Enrol one member in a branch."""
    (member,) = enrol_all([new])
    return Done(member, about=f"{member.code} {member.name}", note=dated(new.since, new.paper))


@action(
    "member.enrolled-many",
    label="批量编入党员",
    needs="roster",
    at=lambda news, **_: [reach_at(branch) for branch in sorted({new.branch for new in news})],
)
def enrol_many(scope: Scope, news: Sequence[NewMember], *, entered: int | None = None) -> Done[list[Member]]:
    """Enrol many members, as known from `entered` on (default: now)."""
    return Done(enrol_all(news, entered), about=f"{len(news)} 名党员")


@action(
    "member.transferred",
    label="转接组织关系",
    needs="roster",
    at=lambda member, *, to, **_: [home_reach(member.pk), to.reach],
)
def transfer(scope: Scope, member: Member, *, to: Organisation, on: date, paper: str = "") -> Done[Member]:
    """Take a member over into another branch from a day on; posts at the former branch end on the day before."""
    relocate(member.subject, to, on, paper)
    return Done(member, about=f"{member.code} {member.name} → {to.name}", note=dated(on, paper))


@action(
    "member.grouped",
    label="编入党小组",
    needs="roster",
    at=lambda member, **_: home_reach(member.pk),
)
def join_group(scope: Scope, member: Member, *, group: Organisation, on: date) -> Done[Member]:
    """Put a member into a Party group of the own branch from a day on, in place of the former group."""
    check_day(group, on, "编入")
    home = home_span(member.pk)
    under = spans.holders(kinds.UNDER, on).filter(subject=group.pk, at=home.at_id if home else None)
    if group.kind != kinds.GROUP or not under.exists():
        raise Refusal(f"“{group.name}”不是“{member.name}”所在党支部的党小组，请重新选择。")
    old, kept = cut(lasting(on, [kinds.GROUP_MEMBER]).filter(subject=member.pk), on - DAY)
    spans.replace(old, [*kept, NewSpan(member.pk, kinds.GROUP_MEMBER, on, at=group.pk)])
    return Done(member, about=f"{member.code} {member.name} → {group.name}", note=dated(on, ""))


@action("member.status-changed", label="变更人员类别", needs="roster", at=lambda member, **_: home_reach(member.pk))
def change_status(scope: Scope, member: Member, *, status: str, on: date, paper: str = "") -> Done[Member]:
    """From a day on a full member (转正), suspended (停止党籍), or full again (恢复党籍)."""
    held = spans.holders(kinds.STATUSES, on).filter(subject=member.pk).select_related("role").first()
    now = held.role.name if held else ""
    if held is None or (now, status) not in _ALLOWED:
        labels = kinds.STATUS_LABELS
        raise Refusal(
            f"“{member.name}”在 {on} 是“{labels.get(now, '无党籍')}”，不能改为“{labels.get(status, status)}”，请核对。"
        )
    if on > clock.today():
        raise Refusal(f"变更日期 {on} 晚于今天，请在当天或之后登记。")
    old, kept = cut(lasting(on, kinds.STATUSES).filter(subject=member.pk), on - DAY)
    spans.replace(old, [*kept, NewSpan(member.pk, status, on, at=held.at_id, paper=paper)])
    if now == kinds.PROBATIONARY and status == kinds.MEMBER:
        member.confirmed = on
        member.save(update_fields=["confirmed"])
    return Done(member, about=f"{member.code} {member.name}", note=dated(on, paper, status=status))


@action("member.left", label="结束组织关系", needs="roster", at=lambda member, **_: home_reach(member.pk))
def leave(scope: Scope, member: Member, *, on: date, paper: str = "") -> Done[Member]:
    """End membership with all that hangs on it; `on` is the last day. Why is in the paper, not here."""
    if on > clock.today():
        raise Refusal(f"日期 {on} 晚于今天，请在当天或之后登记。")
    old, kept = cut(lasting(on + DAY).filter(subject=member.pk), on)
    if not old:
        raise Refusal(f"“{member.name}”在 {on} 之后没有组织关系，不用再结束。")
    spans.replace(old, kept)
    return Done(member, about=f"{member.code} {member.name}", note=dated(on, paper))


@action(
    "member.returned",
    label="重新编入党员",
    needs="roster",
    at=lambda member, *, to, **_: [home_reach(member.pk), to.reach],
)
def come_back(
    scope: Scope, member: Member, *, to: Organisation, on: date, status: str = kinds.MEMBER, paper: str = ""
) -> Done[Member]:
    """Take a former member, whose membership here had ended, into a branch again from a day on."""
    if to.kind != kinds.BRANCH or status not in kinds.STATUSES:
        raise Refusal(f"“{member.name}”要编入一个党支部，并写明是正式党员还是预备党员，请重新填写。")
    check_day(to, on, "编入")
    if lasting(on, kinds.STATUSES).filter(subject=member.pk).exists():
        raise Refusal(f"“{member.name}”在 {on} 还有组织关系，换支部请办理组织关系转接。")
    spans.add(NewSpan(member.pk, status, on, at=to.pk, paper=paper))
    return Done(member, about=f"{member.code} {member.name} → {to.name}", note=dated(on, paper, status=status))


@action("member.corrected", label="更正党员信息", needs="roster", at=lambda member, **_: home_reach(member.pk))
def correct_particulars(scope: Scope, member: Member, *, changes: dict[str, Any]) -> Done[Member]:
    """Change what is recorded of a member (keys of Particulars, not `status`). The journal names fields, no values."""
    alter(member, changes)
    return Done(member, about=f"{member.code} {member.name}", note={"fields": sorted(changes)})
