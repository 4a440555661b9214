"""核定: category and base from a month on. Once a year; within the year only for a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of, day_of
from dengming.dues import queries
from dengming.dues.emission import rows_of_assessments
from dengming.dues.models import Assessment
from dengming.dues.money import fen_of
from dengming.dues.months import in_words, month_of, shifted
from dengming.dues.parts import settle
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.orgs import kinds, spans
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_amounts import NotAssessable, monthly


@dataclass(frozen=True)
class Said:
    """What is said of a member: the category, and the base that its rate is taken of (for a range: the agreed sum)."""

    member: Subject
    category: str
    base: Decimal


@action("dues.assessed", label="核定党费", needs="dues", at=lambda said, **_: home_reach(said.member.pk))
def assess(scope: Scope, said: Said, *, dues: Dues, since: int, on: date, reason: str = "") -> Done[Assessment]:
    """Assess a member from a month on. An assessment of the same month takes the place of the one before.

    Raises FieldRefusal with a sentence for each field: a month out of bounds, a change within the year without reason.
    Refusal for oneself.
    """
    check_assessable(scope, said.member, since=since, on=on)
    source = Source.objects.create(sort=Source.Sort.DUES)
    made = _store(scope, said, dues, since, on, reason, source)
    _emit(source)
    _mark([said.member.pk], dues)
    settle([said.member.pk], dues)
    return Done(made, about=f"{said.member.code} {said.member.name}", note=_note([made]))


@action("dues.assessed-many", label="年初核定党费", needs="dues", at=lambda branch, **_: branch.reach)
def assess_many(
    scope: Scope, branch: Organisation, *, dues: Dues, year: int, on: date, said: Sequence[Said]
) -> Done[list[Assessment]]:
    """Assess members of a branch for a year, from its first month (or that in which they came). All or none."""
    start = day_of(date(year, 1, 1))
    _check_days(start, on)
    if not said:
        raise Refusal("一名党员也没有填：请至少填一名的类别和基数。")
    _not_own(scope, [one.member.pk for one in said], "核定自己的党费")
    made, source = [], Source.objects.create(sort=Source.Sort.DUES)
    for one in said:
        if _home(one.member, shifted(start, 11)) != branch.pk:
            raise Refusal(_not_here(one.member, branch))
        first = max(start, _joined(one.member))
        made.append(_store(scope, one, dues, first, on, "", source))
    _emit(source)
    _mark([one.member.pk for one in said], dues)
    settle([one.member.pk for one in said], dues)
    return Done(made, about=branch.name, note=_note(made) | {"members": len(made)})


@action("dues.assessment-withdrawn", label="撤回党费核定", needs="dues", at=lambda it, **_: home_reach(it.member_id))
def withdraw_assessment(scope: Scope, it: Assessment, *, reason: str) -> Done[Assessment]:
    """Take an assessment back that was wrong from the beginning: the one before holds on."""
    _not_own(scope, [it.member_id], "撤回自己的核定")
    told = reason_at("reason", reason, "撤回")
    _withdraw(it, told)
    _mark([it.member_id], queries.dues_named(it.dues))
    settle([it.member_id], queries.dues_named(it.dues))
    return Done(it, about=f"{it.member.code} {it.member.name}", note=_note([it]) | {"reason": told})


def check_assessable(scope: Scope, member: Subject, *, since: int, on: date) -> None:
    """What no other sum could mend. Raises Refusal for oneself, FieldRefusal for a month out of bounds."""
    _not_own(scope, [member.pk], "核定自己的党费")
    _check_days(since, on)


def amount_of(said: Said, dues: Dues, since: int) -> Decimal:
    """The monthly sum that follows. Raises FieldRefusal at the base where none does."""
    settled = rules().parameters.dues.get(dues.id)
    try:
        return monthly(dues, said.category, said.base, date_of(since), settled.rounding if settled else None)
    except NotAssessable as error:
        raise FieldRefusal({"base": str(error)}) from None


def _not_own(scope: Scope, members: Sequence[int], what: str) -> None:
    if scope.person in members:
        raise Refusal(f"不能{what}：请由支部其他人或上级办理。")


def _store(scope: Scope, said: Said, dues: Dues, since: int, on: date, reason: str, source: Source) -> Assessment:
    Subject.objects.select_for_update().get(pk=said.member.pk)  # of two at once the second sees the first
    branch = _home(said.member, since)
    if branch is None:
        raise FieldRefusal({"since": f"{said.member.name}在 {in_words([since])} 还不是党员，请核对月份。"})
    fen, told = fen_of(amount_of(said, dues, since)), reason.strip()
    before = queries.assessments(said.member.pk, dues)
    if not told and (same := _within_year(before, since)):
        raise FieldRefusal({"reason": f"今年已从 {in_words([same.since])} 起核定过，年内一般不变动：变动要写明原因。"})
    if told:
        told = reason_at("reason", told, "变动")
    for old in before.filter(since=since):
        _withdraw(old, told or "重新核定")
    return Assessment.objects.create(
        source=source,
        dues=dues.id,
        member=said.member,
        branch_id=branch,
        category=said.category,
        base=str(said.base),
        fen=fen,
        since=since,
        assessed_on=day_of(on),
        reason=told,
        entered=clock.moment(),
        entered_by=scope.actor,
    )


def _within_year(before: QuerySet[Assessment], since: int) -> Assessment | None:
    year = date_of(since).year
    return before.filter(since__range=(day_of(date(year, 1, 1)), day_of(date(year, 12, 31)))).first()


def _withdraw(it: Assessment, reason: str) -> None:
    living = Assessment.objects.filter(pk=it.pk, withdrawn=FAR_MOMENT)
    if not living.update(withdrawn=clock.moment(), withdrawn_reason=reason):
        raise Refusal("这次核定已经撤回过了。")
    if it.source is not None:
        _emit(it.source)


def _emit(source: Source) -> None:
    """The facts of an act: what is left of it."""
    living = Assessment.objects.filter(source=source, withdrawn=FAR_MOMENT)
    facts.replace(source, rows_of_assessments(living), clock.moment())


def _check_days(since: int, on: date) -> None:
    today = clock.today()
    problems = {}
    if on > today:
        problems["on"] = f"{on} 还没到，请核对。"
    if not day_of(date(today.year - 1, 1, 1)) <= since <= day_of(date(today.year + 1, 1, 1)):
        problems["since"] = f"{in_words([since])} 太早或太晚：请填去年1月到明年1月之间的月份。"
    if problems:
        raise FieldRefusal(problems)


def _mark(members: Sequence[int], dues: Dues) -> None:
    """Who is assessed holds the role of it from the first assessed month on: by that the duty is asked."""
    living = Assessment.objects.filter(dues=dues.id, member__in=members, withdrawn=FAR_MOMENT).order_by("-since")
    wanted = dict(living.values_list("member", "since"))
    held = spans.alive(Span.objects.filter(subject__in=members, role=role_id(dues.assessed)))
    stale = [span for span in held if wanted.get(span.subject_id) != span.since]
    right = {span.subject_id for span in held} - {span.subject_id for span in stale}
    new = [NewSpan(it, dues.assessed, date_of(since)) for it, since in wanted.items() if it not in right]
    if stale or new:
        spans.replace(stale, new)


def _home(member: Subject, month: int) -> int | None:
    """The branch to which the member belongs at the end of the month, or now; None for who does not yet."""
    last = min(shifted(month, 1) - 1, max(day_of(clock.today()), month))
    held = spans.holders((kinds.MEMBER, kinds.PROBATIONARY), date_of(last)).filter(subject=member)
    return held.values_list("at", flat=True).first()


def _not_here(member: Subject, branch: Organisation) -> str:
    why = owes_none(member, f"{branch.name}的")
    return f"{member.name}{why}，不能在这里核定：请把这一名改为“不核定”，再保存其余的。"


def owes_none(member: Subject, whose: str = "") -> str:
    """Why somebody who is no member (of a branch) today owes no dues."""
    suspended = spans.holders((kinds.SUSPENDED,), clock.today()).filter(subject=member).exists()
    return "停止党籍期间不交党费" if suspended else f"现在不是{whose}党员"


def _joined(member: Subject) -> int:
    """The month of the member's first membership that is known."""
    roles = [role_id(name) for name in (kinds.MEMBER, kinds.PROBATIONARY)]
    held = spans.alive(Span.objects.filter(subject=member, role__in=roles)).order_by("since")
    return month_of(date_of(held.values_list("since", flat=True)[0]))


def _note(made: Sequence[Assessment]) -> dict[str, str | int]:
    """Whom and from when; neither base nor sum."""
    return {"assessments": "、".join(str(it.uid) for it in made), "since": in_words({it.since for it in made})}
