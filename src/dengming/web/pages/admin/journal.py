"""审计日志: every write and sign-in, and whether the chain holds; for the audit administrator only."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from dengming.accounts import queries
from dengming.accounts.actions import REGISTRY
from dengming.accounts.models import Line
from dengming.accounts.verification import verify
from dengming.web.forms.admin import JournalForm
from dengming.web.request_scope import ScopedRequest

PER_PAGE = 50


def show_journal(request: ScopedRequest) -> HttpResponse:
    """Lines by word and action, newest first, under the state of the whole chain."""
    form = JournalForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.lines(request.scope, **asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": [_shown(line) for line in page], "chain": verify()}
    return render(request, "pages/admin/journal.html", context)


def _shown(line: Line) -> dict[str, Any]:
    known = REGISTRY.get(line.action)
    label = known.label if known else line.action
    note = "" if line.note == "{}" else line.note
    return {"at": line.at, "actor": line.name, "action": label, "object": line.about, "text": note, "number": line.seq}
