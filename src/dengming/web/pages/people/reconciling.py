"""核对名册: a roster from elsewhere beside ours, on the page and as a workbook. Nothing is changed."""

import io
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.editions import clock
from dengming.orgs.importing.reconciling import UNCOMPARED, Reconciliation, reconcile
from dengming.refusal import Refusal
from dengming.reports.reconciled import counted, write_reconciliation
from dengming.web import served, waiting
from dengming.web.forms.people import RosterForm
from dengming.web.forms.plain import sent
from dengming.web.pages.people.roster import require_roster
from dengming.web.request_scope import ScopedRequest

_KIND: Final = "reconciled"
"""The file of a session that waits for being asked for as a workbook."""


def show_reconciliation(request: ScopedRequest) -> HttpResponse:
    """Upload → what differs, both ways."""
    require_roster(request)
    form = RosterForm(sent(request), request.FILES or None)
    told = form.carry_out(lambda: _compare(request, form.cleaned_data["file"])) if form.is_bound else None
    context: dict[str, Any] = {"form": form, "crumbs": [{"label": "党员名册", "url": reverse("member-list")}]}
    if told:
        context |= {"told": told, "counts": counted(told), "uncompared": UNCOMPARED}
    return render(request, "pages/people/reconcile.html", context, status=422 if form.errors else 200)


@require_safe
def give_reconciliation(request: ScopedRequest) -> HttpResponse:
    """The report on the file last compared, as xlsx; read anew, so that it says what our roster holds now."""
    require_roster(request)
    path, target = waiting.place(request, _KIND), io.BytesIO()
    if not path.exists():
        messages.error(request, "没有待核对的文件：请重新上传。")
        return redirect("roster-reconcile")
    with path.open("rb") as file:
        write_reconciliation(reconcile(request.scope, file), target)
    name = f"名册核对{clock.today():%Y%m%d}.xlsx"
    return served.made(target.getvalue(), served.XLSX, "roster-reconciled.xlsx", name)


def _compare(request: ScopedRequest, upload: Any) -> Reconciliation:
    """What the file says beside ours; a file that cannot be read is not kept."""
    path = waiting.keep(request, upload, _KIND)
    try:
        with path.open("rb") as file:
            return reconcile(request.scope, file)
    except Refusal:
        path.unlink(missing_ok=True)
        raise
