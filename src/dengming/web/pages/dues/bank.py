"""银行对账: a list of the bank is read and compared first; then what agrees is entered, all of it or none."""

from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.dues import bank, queries
from dengming.dues.bank import Outcome, Plan
from dengming.dues.bank_list import read_list
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.web import waiting
from dengming.web.forms.dues import BankForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest

_CHANGED: Final = "预览之后文件或登记又有了变化，没有入账任何一行：请核对下面新的预览。"
_KINDS: Final = (("csv", "bank-csv"), ("", "bank"))


def reconcile(request: ScopedRequest, code: str) -> HttpResponse:
    """Upload → comparison row by row → entry."""
    organisation, dues = queries.collecting_at(request.scope, code), queries.dues_named()
    if "apply" in request.POST:
        return _apply(request, organisation, dues)
    form = BankForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        for _, kind in _KINDS:
            waiting.place(request, kind).unlink(missing_ok=True)
        return _show(request, organisation, dues, form, waiting.keep(request, file, _kind_of(file.name)))
    return _page(request, organisation, form)


def _kind_of(name: str) -> str:
    return "bank-csv" if name.lower().endswith((".csv", ".txt")) else "bank"


def _plan(request: ScopedRequest, organisation: Organisation, dues: Dues, path: Path) -> Plan:
    with path.open("rb") as file:
        rows = read_list(file, "list.csv" if path.suffix == ".bank-csv" else "list.xlsx")
    return bank.plan(request.scope, organisation, dues, rows)


def _show(
    request: ScopedRequest, organisation: Organisation, dues: Dues, form: BankForm, path: Path, status: int = 200
) -> HttpResponse:
    """The comparison; nothing is written, and a list that cannot be read is not kept."""
    try:
        found = _plan(request, organisation, dues, path)
    except Refusal as refusal:
        path.unlink(missing_ok=True)
        form.add_error("file", str(refusal))
        return _page(request, organisation, form)
    groups = [(outcome, lines, sum(it.row.fen for it in lines)) for outcome in Outcome if (lines := found.of(outcome))]
    context = {"plan": found, "groups": groups, "ready": len(found.of(Outcome.READY))}
    return _page(request, organisation, form, status, token=waiting.stands_for(path, found.said), **context)


def _apply(request: ScopedRequest, organisation: Organisation, dues: Dues) -> HttpResponse:
    """Enter what the comparison said was ready; anything else is shown first."""
    path = next((it for _, kind in _KINDS if (it := waiting.place(request, kind)).exists()), None)
    if path is None:
        messages.error(request, "没有待入账的清单：请重新上传。")
        return redirect("dues-bank", code=organisation.code)
    try:
        found = _plan(request, organisation, dues, path)
        if waiting.stands_for(path, found.said) != request.POST.get("token"):
            messages.error(request, _CHANGED)
            return _show(request, organisation, dues, BankForm(), path, status=409)
        made = bank.take(request.scope, organisation, dues, found)
    except Refusal as refusal:
        messages.error(request, f"没有入账任何一行：{refusal}")
        return redirect("dues-bank", code=organisation.code)
    path.unlink(missing_ok=True)
    messages.success(request, f"已入账 {len(made)} 行；对不上和找不到人的没有动，请逐一核实。")
    return redirect("dues-branch", code=organisation.code)


def _page(
    request: ScopedRequest, organisation: Organisation, form: BankForm, status: int = 200, **context: Any
) -> HttpResponse:
    crumb = {"label": "党费", "url": reverse("dues-branch", args=[organisation.code])}
    context |= {"form": form, "organisation": organisation, "crumbs": [crumb]}
    return render(request, "pages/dues/bank.html", context, status=422 if form.errors else status)
