"""Relief, one member's payment, and what is taken back: forms of their own."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.days import day_of
from dengming.calendar.periods import add_months
from dengming.dues import queries
from dengming.dues.actions.assessing import withdraw_assessment as take_assessment_back
from dengming.dues.actions.paying import Paid, pay
from dengming.dues.actions.paying import withdraw_payment as take_payment_back
from dengming.dues.actions.relieving import Approval, approvers, relieve
from dengming.dues.actions.relieving import withdraw_relief as take_relief_back
from dengming.dues.models import Assessment, Payment, Relief
from dengming.dues.money import fen_of
from dengming.dues.money import in_words as yuan
from dengming.dues.months import in_words, month_of, quarter_at, stretch
from dengming.editions import clock
from dengming.orgs.homes import home_reach, reach_at
from dengming.orgs.models import Member
from dengming.rulebook.dues import Dues
from dengming.web.forms.dues import PayForm, ReliefForm, month_choice
from dengming.web.forms.ledgers import WithdrawForm
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.request_scope import ScopedRequest

_BY_THE_MONTH: Final = "党费按月交；特殊情况经支部同意的，可以每季度交一次。"
MENDING: Final = (
    "多交的，先撤回那几笔收据，按现在的应交数重新登记：多出的抵以后的月份（不够一个月的，勾“只交了一部分”），"
    "或写明是本人自愿多交。"
)
"""本系统做法: what was paid too much is set off by entering the payment anew; nothing is paid back here."""


def relieve_member(request: ScopedRequest, code: str) -> HttpResponse:
    """Enter relief that the committee above has approved."""
    member, dues = _collected(request, code), queries.dues_named()
    today = clock.today()
    above = approvers(member.pk)
    initial = {"since": month_choice(today), "until": f"{today.year}-12", "approver": next(iter(above), "")}
    form = ReliefForm(sent(request), approvers=above, initial=initial)

    def act() -> object:
        said = dict(form.cleaned_data)
        days = {"since": said.pop("since"), "until": said.pop("until"), "fen": fen_of(said.pop("amount"))}
        return relieve(request.scope, member.subject, dues=dues, approval=Approval(**said), **days)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已登记{member.name}的减免。")
        if told := _overpaid(member, dues, form.cleaned_data["since"], form.cleaned_data["until"]):
            messages.warning(request, told)
        return redirect("dues-card", code=code)
    lead = "先由支部研究，报上一级党委批准，再登记。免交的月份免办，少交的按减后的数交。"
    return _form(request, form, member, "登记减免", lead)


def take_payment(request: ScopedRequest, code: str) -> HttpResponse:
    """Enter one member's payment: also what is paid back beyond the limit, given freely, or paid in part."""
    member, dues = _collected(request, code), queries.dues_named()
    form = PayForm(sent(request), owed=_owed(member, dues), initial={"paid_on": clock.today()})

    def act() -> object:
        said = form.cleaned_data
        paid = Paid(member.subject, said["months"], said["paid_on"], said["extra"], said["short"], said["reason"])
        return pay(request.scope, paid, dues=dues)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已登记{member.name}交纳的党费。")
        if ahead := _ahead(member, dues, form.cleaned_data["months"]):
            messages.warning(request, f"其中{in_words(ahead)}是预交。{_BY_THE_MONTH}")
        return redirect("dues-card", code=code)
    lead = f"一次交几个月的，把月份都勾上；收据按支部、按年连续编号。{_BY_THE_MONTH}"
    return _form(request, form, member, "登记交纳", lead)


def withdraw_assessment(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take an assessment back."""
    it = queries.get_assessment(request.scope, uid)
    authorise(request.scope, queries.COLLECT, home_reach(it.member_id))
    lead = f"{it.member.name}自{in_words([it.since])}起，每月 {yuan(it.fen)} 元"
    return _withdraw(
        request, it, lambda reason: take_assessment_back(request.scope, it, reason=reason), "撤回核定", lead
    )


def withdraw_relief(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take relief back."""
    it = queries.get_relief(request.scope, uid)
    authorise(request.scope, queries.COLLECT, home_reach(it.member_id))
    lead = f"{it.member.name}{stretch(it.since, it.until)}，减后每月交 {yuan(it.fen)} 元（{it.paper}）"
    return _withdraw(request, it, lambda reason: take_relief_back(request.scope, it, reason=reason), "撤回减免", lead)


def withdraw_payment(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a payment back, at the branch that gave the receipt: its year's page lists those of who has gone."""
    it = queries.get_payment(request.scope, uid)
    authorise(request.scope, queries.COLLECT, reach_at(it.branch_id))
    back = (
        None if queries.may_see(request.scope, it.member_id) else reverse("dues-year", args=[it.branch.code, it.year])
    )
    lead = f"{it.member.name}收据 {it.receipt}，{yuan(it.total)} 元" + (f"（{it.covered_words}）" if it.covered else "")
    return _withdraw(
        request, it, lambda reason: take_payment_back(request.scope, it, reason=reason), "撤回交纳", lead, back
    )


def _withdraw(
    request: ScopedRequest,
    it: Assessment | Relief | Payment,
    act: Callable[[str], object],
    title: str,
    lead: str,
    back: str | None = None,
) -> HttpResponse:
    """`it`: an assessment, relief or payment. What was taken back already is only told."""
    form, back = WithdrawForm(sent(request)), back or reverse("dues-card", args=[it.member.code])
    if not it.is_living:
        messages.info(request, f"{lead}：已经撤回过了（{it.withdrawn_reason}）。")
        return redirect(back)
    if form.is_bound and form.carry_out(lambda: act(form.cleaned_data["reason"])) is not None:
        messages.success(request, f"已{title}。")
        return redirect(back)
    context = {"form": form, "title": title, "lead": lead, "back": back}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _collected(request: ScopedRequest, code: str) -> Member:
    """A member whom the actor collects from; oneself as a mere member: 403."""
    member = queries.member_seen(request.scope, code)
    authorise(request.scope, queries.COLLECT, home_reach(member.pk))
    return member


def _owed(member: Member, dues: Dues) -> list[tuple[int, str, int]]:
    """What is left to pay: what was owed before, this month, and the months to the end of the year."""
    today = clock.today()
    ahead = queries.card(member.pk, dues, month_of(add_months(today, 1)), day_of(today.replace(month=12, day=1)))
    owed = [*queries.unpaid(member.pk, dues), *(it for it in ahead if it.rest and today.month < 12)]
    return [(it.month, in_words([it.month]), it.rest) for it in owed]


def _overpaid(member: Member, dues: Dues, since: int, until: int) -> str:
    """What was already paid for these months beyond what they now ask, in words; "" where nothing was."""
    found = [it for it in queries.card(member.pk, dues, since, until) if it.over]
    if not found:
        return ""
    return f"{in_words([it.month for it in found])}已经交过，多交 {yuan(sum(it.over for it in found))} 元。{MENDING}"


def _ahead(member: Member, dues: Dues, months: list[int]) -> list[int]:
    """Those of the months that are not yet asked of the member: beyond this month, or beyond this quarter."""
    line, this = queries.line_of(member.pk, dues), month_of(clock.today())
    last = month_of(quarter_at(this).last) if line is not None and line.quarterly else this
    return [month for month in months if month > last]


def _form(request: ScopedRequest, form: PlainForm, member: Member, title: str, lead: str) -> HttpResponse:
    crumbs = [{"label": f"{member.name}的党费", "url": reverse("dues-card", args=[member.code])}]
    context = {"form": form, "title": f"{title}：{member.name}", "lead": lead, "crumbs": crumbs}
    context["back"] = crumbs[0]["url"]
    return render(request, "pages/dues/form.html", context, status=422 if form.errors else 200)
