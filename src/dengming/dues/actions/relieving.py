"""减免: less, or nothing, for some months. The branch studied it and the committee above approved, by a paper."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.dues import queries
from dengming.dues.emission import rows_of_relief
from dengming.dues.models import Relief
from dengming.dues.months import apart, between, in_words, stretch
from dengming.dues.parts import settle
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.ledgers.fields import NOTHING, FieldRefusal, reason_at
from dengming.orgs import kinds
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.tree import where_on
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.secrecy import refuse_marked

LONGEST: Final = 24
"""本系统做法: who needs relief for longer is studied again."""
_LABELS: Final = {"approver": "批准的上一级党委", "paper": "批准文号"}
_AT_MOST: Final = 80


@dataclass(frozen=True)
class Approval:
    """Who studied and who approved it, on which days, by which paper."""

    studied_on: date
    approver: str
    approved_on: date
    paper: str


@action("dues.relieved", label="登记党费减免", needs="dues", at=lambda member, **_: home_reach(member.pk))
def relieve(
    scope: Scope, member: Subject, *, dues: Dues, since: int, until: int, fen: int, approval: Approval
) -> Done[Relief]:
    """Enter what was approved: `fen` a month from `since` to `until`, both months included; 0 is exemption.

    Raises Refusal for oneself, FieldRefusal with a sentence for each field that does not agree.
    """
    if scope.person == member.pk:
        raise Refusal("不能给自己登记减免：请由支部其他人或上级办理。")
    Subject.objects.select_for_update().get(pk=member.pk)
    if problems := _problems(member, dues, since, until, fen, approval):
        raise FieldRefusal(problems)
    now, source = clock.moment(), Source.objects.create(sort=Source.Sort.DUES)
    made = Relief.objects.create(
        source=source,
        uid=source.uid,
        dues=dues.id,
        member=member,
        since=since,
        until=until,
        fen=fen,
        studied_on=day_of(approval.studied_on),
        approver=approval.approver.strip(),
        approved_on=day_of(approval.approved_on),
        paper=approval.paper.strip(),
        entered=now,
        entered_by=scope.actor,
    )
    facts.replace(source, rows_of_relief(made, dues), now)
    settle([member.pk], dues)
    return Done(made, about=f"{member.code} {member.name}", note=_note(made))


@action("dues.relief-withdrawn", label="撤回党费减免", needs="dues", at=lambda it, **_: home_reach(it.member_id))
def withdraw_relief(scope: Scope, it: Relief, *, reason: str) -> Done[Relief]:
    """It ends now; the line stays and shows why."""
    if scope.person == it.member_id:
        raise Refusal("不能撤回自己的减免：请由支部其他人或上级办理。")
    now, told = clock.moment(), reason_at("reason", reason, "撤回")
    living = Relief.objects.filter(pk=it.pk, withdrawn=FAR_MOMENT)
    if not living.update(withdrawn=now, withdrawn_reason=told):
        raise Refusal("这条减免已经撤回过了。")
    facts.withdraw_all(it.source, now)
    return Done(it, about=f"{it.member.code} {it.member.name}", note=_note(it) | {"reason": told})


def approvers(member: int) -> list[str]:
    """The committees above the member's branch, the nearest first: one of them approved."""
    found, place = [], Organisation.objects.filter(reach=home_reach(member)).first()
    while place is not None:
        place = where_on(place, clock.today())
        if place is not None and place.kind in (kinds.COMMITTEE, kinds.WORK_COMMITTEE):
            found.append(place.name)
    return found


def _problems(member: Subject, dues: Dues, since: int, until: int, fen: int, approval: Approval) -> dict[str, str]:
    problems = {name: told for name in _LABELS if (told := _fault(name, getattr(approval, name).strip()))}
    if "approver" not in problems and approval.approver.strip() not in (above := approvers(member.pk)):
        problems["approver"] = (
            f"“{approval.approver.strip()}”不是{member.name}所在支部的上级党委：请选{'或'.join(above)}。"
        )
    if until < since:
        problems["until"] = f"{in_words([until])} 早于 {in_words([since])}，请核对起止月份。"
    elif apart(since, until) >= LONGEST:
        problems["until"] = f"一次最多登记 {LONGEST} 个月：更长的，到期再研究、再登记。"
    if approval.approved_on > clock.today():
        problems["approved_on"] = f"{approval.approved_on} 还没到，请批准以后再登记。"
    if approval.studied_on > approval.approved_on:
        problems["studied_on"] = f"支部研究（{approval.studied_on}）应在批准（{approval.approved_on}）以前，请核对。"
    there = queries.reliefs(member.pk, dues).filter(since__lte=until, until__gte=since).first()
    if there is not None:
        problems["since"] = f"{stretch(there.since, there.until)}已有一条减免：请先撤回那一条。"
    return problems if "until" in problems else problems | _against_assessed(member, dues, between(since, until), fen)


def _against_assessed(member: Subject, dues: Dues, months: list[int], fen: int) -> dict[str, str]:
    """In each month it is less than what is assessed for that month, whatever has been assessed since."""
    assessed = [(it.since, it.fen) for it in queries.assessments(member.pk, dues)]  # the newest first
    held = {month: next((fen for since, fen in assessed if since <= month), None) for month in months}
    problems = {}
    if without := [month for month, asked in held.items() if asked is None]:
        problems["since"] = f"{member.name}{in_words(without)}还没有核定党费：请先核定，或改起止月份。"
    if above := [month for month, asked in held.items() if asked is not None and fen >= asked]:
        problems["amount"] = f"减后的月交数不低于核定的数（{in_words(above)}），不是减免：请核对，或分开登记。"
    return problems


def _fault(name: str, typed: str) -> str:
    refuse_marked(typed, _LABELS[name])
    if not typed or typed in NOTHING:
        return f"“{_LABELS[name]}”还没有填：减免要由支部研究、报上一级党委批准。"
    return f"“{_LABELS[name]}”太长：请不超过 {_AT_MOST} 字。" if len(typed) > _AT_MOST else ""


def _note(it: Relief) -> dict[str, str]:
    return {"relief": str(it.uid), "months": stretch(it.since, it.until), "paper": it.paper}
