"""收缴: what members paid, for which months. One payment for several months counts for each that it pays whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of, day_of
from dengming.dues import queries
from dengming.dues.emission import rows_of_payment
from dengming.dues.models import PaidMonth, Payment
from dengming.dues.month_sql import Asked
from dengming.dues.monthly import MonthOf, months_of
from dengming.dues.months import apart, in_words, month_of
from dengming.dues.parts import refuse_under_later, spread
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.orgs.homes import home_reach, home_span, reach_at
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Paid:
    """What a member paid: for these months whatever they still owe, and `extra` fen freely beyond that; or `short` fen
    less, of which the newest month stays owing.

    `bank` marks the bank's row that says so, `reason` why more was paid back than is usual.
    """

    member: Subject
    months: Sequence[int]
    paid_on: date
    extra: int = 0
    short: int = 0
    reason: str = ""
    bank: str = ""


@action("dues.paid", label="登记党费交纳", needs="dues", at=lambda paid, **_: home_reach(paid.member.pk))
def pay(scope: Scope, paid: Paid, *, dues: Dues) -> Done[Payment]:
    """Enter one payment. Raises FieldRefusal where a month is not assessed or already paid, a day is still to come, or
    more months are paid back than may be without a reason."""
    made = _store(scope, paid, dues)
    return Done(made, about=f"{paid.member.code} {paid.member.name}", note=_note([made]))


@action("dues.collected", label="批量登记党费交纳", needs="dues", at=lambda organisation, **_: organisation.reach)
def collect(scope: Scope, organisation: Organisation, *, dues: Dues, paid: Sequence[Paid]) -> Done[list[Payment]]:
    """Enter payments of members who belong at or below an organisation. All or none.

    Raises Refusal that names the member whose payment does not agree.
    """
    if not paid:
        raise Refusal("一名党员也没有选：请勾选交了党费的党员。")
    made = []
    for one in paid:
        if not home_reach(one.member.pk).startswith(organisation.reach):
            raise Refusal(f"{one.member.name}不在{organisation.name}，没有登记任何一笔。")
        try:
            made.append(_store(scope, one, dues))
        except Refusal as refusal:
            raise Refusal(f"{one.member.name}：{refusal}没有登记任何一笔。") from refusal
    return Done(made, about=organisation.name, note=_note(made) | {"payments": len(made)})


@action("dues.payment-withdrawn", label="撤回党费交纳", needs="dues", at=lambda it, **_: reach_at(it.branch_id))
def withdraw_payment(scope: Scope, it: Payment, *, reason: str) -> Done[Payment]:
    """Take a payment back that was entered by mistake: its months are open again, its receipt is void. Done where the
    receipt was given, wherever the member belongs now."""
    now, told = clock.moment(), reason_at("reason", reason, "撤回")
    Subject.objects.select_for_update().get(pk=it.member_id)
    living = Payment.objects.filter(pk=it.pk, withdrawn=FAR_MOMENT)
    if not living.update(withdrawn=now, withdrawn_reason=told):
        raise Refusal("这一笔已经撤回过了。")
    refuse_under_later(it)
    facts.withdraw_all(it.source, now)
    return Done(it, about=f"{it.member.code} {it.member.name}", note=_note([it]) | {"reason": told})


def needs_reason(months: Sequence[int], paid_on: date, dues: Dues) -> str:
    """Why a payment for these months needs a reason; "" where it needs none."""
    term = dues.term_at(paid_on)
    back = apart(min(months), month_of(paid_on)) if months else 0
    if term is None or back <= term.back_months:
        return ""
    return f"补交一般不超过 {term.back_months} 个月，{in_words([min(months)])} 已是 {back} 个月以前的：请写明原因。"


def too_early(first: int | None, paid_on: date) -> str:
    """本系统做法: nothing is paid before the first month that has been assessed; "" where it is not."""
    if first is None or paid_on >= date_of(first):
        return ""
    return f"交纳日期 {paid_on} 早于开始核定的 {in_words([first])}，请核对日期，或先核定以前的月份。"


def _store(scope: Scope, paid: Paid, dues: Dues) -> Payment:
    span = home_span(paid.member.pk)
    assert span is not None  # permission was asked at that branch
    assert span.at_id is not None  # which a membership always has
    Subject.objects.select_for_update().get(pk=span.at_id)  # receipts are numbered one after the other
    months, now = spread(_owed(paid, dues), paid.short), clock.moment()
    source = Source.objects.create(sort=Source.Sort.DUES)
    made = Payment.objects.create(
        source=source,
        uid=source.uid,
        dues=dues.id,
        member=paid.member,
        branch_id=span.at_id,
        paid_on=day_of(paid.paid_on),
        extra=paid.extra,
        year=paid.paid_on.year,
        number=_next_number(span.at_id, paid.paid_on.year),
        reason=reason_at("reason", paid.reason, "补交") if paid.reason.strip() else "",
        bank=paid.bank,
        entered=now,
        entered_by=scope.actor,
    )
    for it in months:
        it.payment = made
    PaidMonth.objects.bulk_create(months)
    facts.replace(source, rows_of_payment(made, [it.month for it in months if not it.part]), now)
    return made


def _owed(paid: Paid, dues: Dues) -> list[MonthOf]:
    """The months with what each still owes. Raises FieldRefusal with every fault."""
    today, months = clock.today(), sorted(set(paid.months))
    problems = {}
    if paid.paid_on > today:
        problems["paid_on"] = f"交纳日期 {paid.paid_on} 还没到，请核对。"
    if not months and (paid.short or not paid.extra):
        problems["months"] = "没有选月份：请选这笔是交哪几个月的。"
    if paid.extra < 0:
        problems["extra"] = "收的比应交的少：只交了一部分的请写明；确有困难的，先办减免。"
    if paid.short < 0 or (paid.short and paid.extra):
        problems["extra"] = "一笔里不能又多又少，少交的数要大于 0，请核对。"
    if months and date_of(months[-1]).year > paid.paid_on.year:
        problems["months"] = f"{in_words(months[-1:])} 在下一年，还没有核定：最多预交到当年12月。"
    if months and (told := too_early(queries.first_months([paid.member.pk], dues).get(paid.member.pk), paid.paid_on)):
        problems["paid_on"] = told
    if not paid.reason.strip() and (told := needs_reason(months, paid.paid_on, dues)):
        problems["reason"] = told
    if problems:
        raise FieldRefusal(problems)
    asked = queries.asked_now(dues, max(today, paid.paid_on))
    found = _between(asked, paid.member.pk, months) if months else {}
    return [_open(found.get(month), month, paid.member.name) for month in months]


def _between(asked: Asked, member: int, months: Sequence[int]) -> dict[int, MonthOf]:
    found = months_of(asked, months[0], months[-1], members=[member])
    return {it.month: it for it in found.get(member, [])}


def _open(found: MonthOf | None, month: int, name: str) -> MonthOf:
    """The month, where something is left to pay for it."""
    said = in_words([month])
    if found is None:
        raise FieldRefusal({"months": f"{said}{name}不是这里的党员，不用交。"})
    if found.owed is None:
        raise FieldRefusal({"months": f"{said}还没有核定：请先核定{name}的党费。"})
    if not found.rest:
        raise FieldRefusal({"months": f"{said}{'已免交' if not found.owed else '已经交过'}，不用再交。"})
    return found


def _next_number(branch: int, year: int) -> int:
    newest = Payment.objects.filter(branch=branch, year=year).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _note(made: Sequence[Payment]) -> dict[str, str | int]:
    """Which payments for which months; never how much."""
    months = PaidMonth.objects.filter(payment__in=made).values_list("month", flat=True)
    return {
        "payments": len(made),
        "receipts": ", ".join(it.receipt for it in made),
        "months": in_words(set(months)),
    }
