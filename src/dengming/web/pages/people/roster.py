"""名册导入与导出: a dry run row by row, every fault with its cure; then all or nothing; the same columns back."""

import io
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.importing.apply import apply_plan, import_members
from dengming.orgs.importing.results import Plan
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.rosters import export_members, print_members
from dengming.web import served, waiting
from dengming.web.asked_day import day_asked
from dengming.web.forms.people import RosterForm
from dengming.web.forms.plain import sent
from dengming.web.pages.people.preview import preview
from dengming.web.request_scope import ScopedRequest

PRINTED_BY: Final = ("roster", "record")
"""By which capabilities the list on paper is given: it says no more than the pages of the members."""
_CHANGED_SINCE: Final = "预览之后文件或名册又有了变化，没有导入任何一行：请核对下面新的预览，再点“导入”。"


def take_roster(request: ScopedRequest) -> HttpResponse:
    """Upload → preview row by row → import."""
    require_roster(request)
    if request.method == "POST" and "apply" in request.POST:
        return _apply(request)
    form = RosterForm(sent(request), request.FILES or None)
    if form.is_valid():
        return _show(request, form, waiting.keep(request, form.cleaned_data["file"]))
    return _page(request, form)


def _show(request: ScopedRequest, form: RosterForm, path: Path, status: int = 200) -> HttpResponse:
    """The dry run's answer; nothing is written, and a file that cannot be imported is not kept."""
    try:
        plan = _dry_run(request, path)
    except Refusal as refusal:
        path.unlink(missing_ok=True)
        form.add_error("file", str(refusal))
        return _page(request, form)
    context = {"plan": plan, "preview": preview(plan), "token": waiting.token(path, plan)}
    if plan.errors or plan.changes_nothing:
        path.unlink(missing_ok=True)
    return _page(request, form, status, **context)


def _page(request: ScopedRequest, form: RosterForm, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"form": form, "crumbs": [{"label": "党员名册", "url": reverse("member-list")}]}
    return render(request, "pages/people/import.html", context, status=422 if form.errors else status)


def _apply(request: ScopedRequest) -> HttpResponse:
    """Import what the preview said; anything else is shown first."""
    path = waiting.place(request)
    if not path.exists():
        messages.error(request, "没有待导入的文件：请重新上传。")
        return redirect("roster-import")
    try:
        plan = _dry_run(request, path)
        if waiting.token(path, plan) != request.POST.get("token"):
            messages.error(request, _CHANGED_SINCE)
            return _show(request, RosterForm(), path, status=409)
        apply_plan(request.scope, plan)
    except Refusal as refusal:
        messages.error(request, f"没有导入任何一行：{refusal}")
        return redirect("roster-import")
    path.unlink(missing_ok=True)
    counts = "，".join(f"{label} {count} 人" for label, count in preview(plan).counts.items() if label != "有错误")
    messages.success(request, f"已导入：{counts}。")
    return redirect("member-list")


def _dry_run(request: ScopedRequest, path: Path) -> Plan:
    with path.open("rb") as file:
        return import_members(request.scope, file, dry_run=True)


def give_roster(request: ScopedRequest) -> HttpResponse:
    """The roster in the columns that the import takes, as xlsx; of the organisation and the day asked for."""
    organisations, on = _asked(request)
    target = io.BytesIO()
    export_members(request.scope, target, organisations=organisations, on=on)
    return served.made(target.getvalue(), served.XLSX, f"members-{on:%Y%m%d}.xlsx")


def give_printed(request: ScopedRequest) -> HttpResponse:
    """The same people as a list on paper, as docx, without identity numbers and phones: for whoever works with the
    members there, too."""
    organisations, on = _asked(request, PRINTED_BY)
    try:
        data = print_members(request.scope, organisations=organisations, on=on)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("member-list")
    return served.made(data, served.DOCX, f"members-{on:%Y%m%d}.docx", f"党员名册{on:%Y%m%d}.docx")


def _asked(request: ScopedRequest, by: tuple[str, ...] = ("roster",)) -> tuple[list[Organisation], date]:
    """The organisation asked for (`?org=`), else all where the actor has one of these capabilities; the day (`?on=`),
    else today."""
    require_roster(request, by)
    kept = listed(request.scope, by)
    if code := request.GET.get("org"):
        kept = kept.filter(pk=queries.get_visible(request.scope, code).pk)
    if not (organisations := list(kept)):
        raise PermissionDenied("没有这个组织的“名册”权限：请由党办或机关工委办理。")
    return organisations, day_asked(request, "on") or clock.today()


def listed(scope: Scope, by: tuple[str, ...]) -> QuerySet[Organisation]:
    """The organisations where the actor has one of these capabilities."""
    able = [queries.visible(scope, capability).values("pk") for capability in by]
    return queries.visible(scope).filter(reduce(or_, (Q(pk__in=it) for it in able)))


def require_roster(request: ScopedRequest, by: tuple[str, ...] = ("roster",)) -> None:
    """PermissionDenied for whoever keeps no roster anywhere, or has none of the capabilities by which it is given."""
    if not any(request.scope.prefixes(capability) for capability in by):
        raise PermissionDenied("没有“名册”权限：请由党办或机关工委办理。")
