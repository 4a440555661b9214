"""四查: one button that checks the cases in sight, or of one organisation, against what is demanded of their steps."""

import io

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.reports.inspection import export_inspection, inspect
from dengming.reports.reached import organisations_with, whole_reach
from dengming.rulebook.register_parts import Inspection
from dengming.rulebook.registers import Entry
from dengming.web import served
from dengming.web.pages.ledgers.exporting import asked_organisations
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_inspection(request: ScopedRequest, register: str) -> HttpResponse:
    """What the check finds."""
    block, asked = _inspected(request, register)
    found = organisations_with(request.scope, block)
    context = {
        "register": block,
        "inspection": asked,
        "made": inspect(request.scope, block, asked_organisations(request)),
        "organisations": found if len(found) > 1 else [],
        "chosen": request.GET.get("org", ""),
        "crumbs": [{"label": block.name, "url": reverse("entry-list", args=[block.id])}],
    }
    return render(request, "pages/ledgers/inspection.html", context)


@require_safe
def give_inspection(request: ScopedRequest, register: str) -> HttpResponse:
    """The same as xlsx."""
    block, asked = _inspected(request, register)
    target = io.BytesIO()
    export_inspection(request.scope, target, register=block, organisations=asked_organisations(request))
    return served.made(target.getvalue(), served.XLSX, f"{block.id}-check.xlsx", f"{block.name}{asked.name}.xlsx")


def _inspected(request: ScopedRequest, register: str) -> tuple[Entry, Inspection]:
    block = register_named(request, register)
    if block.inspection is None:
        raise Http404("这种台账没有核查。")
    if not whole_reach(request.scope):
        raise PermissionDenied(f"没有可以核查的组织：{block.inspection.name}由有查看权限的人办理。")
    return block, block.inspection
