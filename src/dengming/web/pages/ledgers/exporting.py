"""A register as files: the workbook, its lists and 督办单 in Word; of all in reach or of one organisation (`?org=`)."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers import queries
from dengming.ledgers.agreements import year_of
from dengming.ledgers.models import Entry as Case
from dengming.ledgers.steps import register_of
from dengming.orgs.models import Organisation
from dengming.orgs.queries import get_visible
from dengming.refusal import Refusal
from dengming.reports.agreements import print_agreement, print_comparison
from dengming.reports.case_papers import lists_of, print_list, print_supervision
from dengming.reports.reached import enclosed_by, organisations_with, whole_reach
from dengming.reports.registers import export_register
from dengming.rulebook.registers import Entry
from dengming.web import served
from dengming.web.asked_day import day_asked
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


def exports(request: ScopedRequest, block: Entry) -> dict[str, Any] | None:
    """What the page offers: the organisations that have something in the register, the lists; None without reach."""
    if not whole_reach(request.scope):
        return None
    found = organisations_with(request.scope, block)
    behind = enclosed_by(block)
    return {
        "organisations": found if len(found) > 1 else [],
        "on": clock.today(),
        "lists": lists_of(block),
        "enclosed": behind.sheets if behind else [],
    }


@require_safe
def give_workbook(request: ScopedRequest, register: str) -> HttpResponse:
    """Every line or case, as xlsx."""
    block, organisations = register_named(request, register), asked_organisations(request)
    target = io.BytesIO()
    on = _asked_day(request)
    export_register(request.scope, target, register=block, organisations=organisations, on=on)
    return served.made(target.getvalue(), served.XLSX, f"{block.id}.xlsx", f"{_whose(organisations)}{block.name}.xlsx")


@require_safe
def give_list(request: ScopedRequest, register: str, number: int) -> HttpResponse:
    """One of the register's lists, counted from 1, as docx."""
    block, organisations = register_named(request, register), asked_organisations(request)
    names = lists_of(block)
    if not 1 <= number <= len(names):
        raise Http404("没有这张清单。")
    name, scope, on = names[number - 1], request.scope, _asked_day(request)

    def made() -> bytes:
        return print_list(scope, register=block, name=name, organisations=organisations, on=on)

    return _paper(request, block, made, f"{block.id}-{number}.docx", f"{_whose(organisations)}{name}.docx")


@require_safe
def give_supervision(request: ScopedRequest, register: str) -> HttpResponse:
    """督办单 for what is late, as docx."""
    block, organisations = register_named(request, register), asked_organisations(request)
    if not block.is_supervised:
        raise Http404("这种台账没有督办单。")

    def made() -> bytes:
        return print_supervision(request.scope, register=block, organisations=organisations)

    return _paper(request, block, made, f"{block.id}-late.docx", f"{_whose(organisations)}{block.name}督办单.docx")


@require_safe
def give_agreement(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """An agreement with its items and places to sign, as docx."""
    return _of_two(request, uid, print_agreement, "agreement", "")


@require_safe
def give_comparison(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Its items beside the facts, as docx."""
    return _of_two(request, uid, print_comparison, "comparison", "年终对照")


def _of_two(
    request: ScopedRequest, uid: UUID, printed: Callable[[Scope, Case], bytes], plain: str, what: str
) -> HttpResponse:
    entry = queries.get_entry(request.scope, uid)
    block = register_of(entry)
    if block.agreement is None:
        raise Http404("这一件不是双方签订的。")
    name = f"{entry.subject.name}{year_of(entry)}年{block.name}{what}.docx"
    return served.made(printed(request.scope, entry), served.DOCX, f"{block.id}-{plain}.docx", name)


def asked_organisations(request: ScopedRequest) -> list[Organisation]:
    """The organisation in the address, else everything in reach. PermissionDenied for whoever reaches nothing."""
    if not (reach := whole_reach(request.scope)):
        raise PermissionDenied("没有可以导出的组织：请由本组织有查看权限的人导出。")
    return [get_visible(request.scope, code)] if (code := request.GET.get("org")) else reach


def _asked_day(request: ScopedRequest) -> date:
    """The day in the address, else today; what will be is not known yet."""
    return min(day_asked(request, "on") or clock.today(), clock.today())


def _whose(organisations: list[Organisation]) -> str:
    return organisations[0].name if len(organisations) == 1 else ""


def _paper(request: ScopedRequest, block: Entry, made: Callable[[], bytes], plain: str, shown: str) -> HttpResponse:
    """The paper; where there is nothing to print, back to the register with the sentence that says so."""
    try:
        return served.made(made(), served.DOCX, plain, shown)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("entry-list", register=block.id)
