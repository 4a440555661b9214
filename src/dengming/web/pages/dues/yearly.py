"""A year of dues: the table that is made public, the ledger as a workbook, receipts in Word."""

import io
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.dues import queries
from dengming.dues.publishing import may_publish, readable_at
from dengming.dues.yearly import of_the_gone, year_of
from dengming.editions import clock
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.dues_ledgers import export_dues
from dengming.reports.dues_papers import NOTE, print_own_receipt, print_receipt, print_year
from dengming.web import served
from dengming.web.request_scope import ScopedRequest

_FIRST: Final = 2000


@require_safe
def show_year(request: ScopedRequest, code: str, year: int) -> HttpResponse:
    """The sums of a year: for who collects, and once they are public for the members, without a name."""
    _check_year(year)
    dues = queries.dues_named()
    organisation = readable_at(request.scope, code, dues, year)
    collects = request.scope.may(queries.COLLECT, organisation.reach)
    context = {"organisation": organisation, "dues": dues, "found": year_of(request.scope, organisation, dues, year)}
    context |= {"note": NOTE, "year": year, "collects": collects, "before": year - 1}
    context["gone"] = of_the_gone(organisation, dues, year) if collects else []
    context["publishes"] = collects and may_publish(organisation, dues, year)
    context["crumbs"] = [_crumb(organisation) if collects else {"label": dues.name, "url": reverse("dues")}]
    return render(request, "pages/dues/year.html", context)


@require_safe
def give_year(request: ScopedRequest, code: str, year: int) -> HttpResponse:
    """The same as a Word file, to be put up."""
    organisation, dues = _at(request, code, year), queries.dues_named()
    made = print_year(request.scope, organisation, dues=dues, year=year)
    shown = f"{organisation.name}{year}年{dues.name}公布表.docx"
    return served.made(made, served.DOCX, f"dues-{organisation.code}-{year}.docx", shown)


@require_safe
def give_workbook(request: ScopedRequest, code: str, year: int) -> HttpResponse:
    """The ledger of the year: members × months, payments, what went up."""
    organisation, dues = _at(request, code, year), queries.dues_named()
    target = io.BytesIO()
    export_dues(request.scope, target, organisation=organisation, dues=dues, year=year)
    shown = f"{organisation.name}{year}年{dues.name}台账.xlsx"
    return served.made(target.getvalue(), served.XLSX, f"dues-{organisation.code}-{year}.xlsx", shown)


@require_safe
def give_receipt(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The receipt of a payment, for oneself and for who collects."""
    it, dues = queries.get_payment(request.scope, uid), queries.dues_named()
    printed = print_own_receipt if request.scope.person == it.member_id else print_receipt
    try:
        data = printed(request.scope, it, dues=dues)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("dues-card", code=it.member.code)
    shown = f"{it.member.name}{dues.name}收据{it.receipt}.docx"
    return served.made(data, served.DOCX, f"receipt-{it.year}-{it.number:04d}.docx", shown)


def _check_year(year: int) -> None:
    if not _FIRST <= year <= clock.today().year:
        raise Http404("没有这一年。")


def _at(request: ScopedRequest, code: str, year: int) -> Organisation:
    _check_year(year)
    return queries.collecting_at(request.scope, code)


def _crumb(organisation: Organisation) -> dict[str, str]:
    return {"label": "党费", "url": reverse("dues-branch", args=[organisation.code])}
