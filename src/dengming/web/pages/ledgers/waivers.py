"""免办: asked for from 依据, granted with reason, decider and paper; withdrawn with a reason, never deleted."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.periods import PeriodError, parse_period
from dengming.editions.queries import rules
from dengming.ledgers import queries, waivers
from dengming.ledgers.places import line_reach, subject_reach
from dengming.ledgers.waivers import Grounds
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, one
from dengming.web.forms.ledgers import WaiverForm, WithdrawForm
from dengming.web.forms.plain import sent
from dengming.web.pages.why import subject_of
from dengming.web.request_scope import ScopedRequest


def show_waivers(request: ScopedRequest) -> HttpResponse:
    """All waivers in reach, withdrawn ones with why."""
    page = Paginator(queries.waivers(request.scope), 50).get_page(request.GET.get("page"))
    duties = rules().rulebook.duties
    rows = [{"waiver": it, "duty": duties[it.duty].name if it.duty in duties else it.duty} for it in page]
    return render(request, "pages/ledgers/waivers.html", {"page": page, "rows": rows})


def grant_waiver(request: ScopedRequest) -> HttpResponse:
    """Excuse a subject from a duty for the period that the address names."""
    subject, duty = subject_of(request.scope, request.GET.get("subject", "")), request.GET.get("duty", "")
    authorise(request.scope, "waive", subject_reach(subject))
    try:
        standing = one(request.scope, AsOf.at(), subject=subject, duty_id=duty, period=request.GET.get("period", ""))
    except (PeriodError, Refusal) as error:
        raise Http404(str(error)) from error
    if standing is None:
        raise Http404("这一周期不应办，不需要免办。")
    form = WaiverForm(sent(request))
    days = {"since": standing.opens, "until": _last_day(standing)}
    given = form.carry_out(
        lambda: waivers.grant(request.scope, subject, duty=duty, grounds=Grounds(**form.cleaned_data), **days)
    )
    if given is not None:
        messages.success(request, f"已登记免办：{subject.name}，{standing.duty.name}。")
        return redirect("why", subject=subject.code, duty=duty, period=standing.period)
    return _form(request, form, f"免办：{standing.duty.name}", f"{subject.name}", subject)


def withdraw_waiver(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """End a waiver, saying why."""
    waiver, form = queries.get_waiver(request.scope, uid), WithdrawForm(sent(request))
    authorise(request.scope, "waive", line_reach(waiver))
    if form.carry_out(lambda: waivers.withdraw_waiver(request.scope, waiver, **form.cleaned_data)) is not None:
        messages.success(request, "已撤回免办。")
        return redirect("waiver-list")
    return _form(request, form, "撤回免办", waiver.subject.name, waiver.subject)


def _last_day(standing: Standing) -> date:
    """The last day of the period: a waiver covers a period when it covers that day."""
    try:
        return parse_period(standing.period)[1].last
    except PeriodError:
        return standing.due


def _form(
    request: ScopedRequest, form: WaiverForm | WithdrawForm, title: str, lead: str, subject: Subject
) -> HttpResponse:
    crumbs = [{"label": "免办", "url": reverse("waiver-list")}]
    context = {"form": form, "title": title, "lead": lead, "crumbs": crumbs, "back": reverse("waiver-list")}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)
