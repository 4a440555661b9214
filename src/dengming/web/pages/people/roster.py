"""名册导入与导出: a dry run first with every fault by row and column; then all or nothing; the same columns back."""

import io
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.importing.apply import import_members
from dengming.refusal import Refusal
from dengming.reports.rosters import export_members
from dengming.web.forms.people import RosterForm
from dengming.web.request_scope import ScopedRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


def take_roster(request: ScopedRequest) -> HttpResponse:
    """Upload → report and preview → import. The file waits beside the data, keyed to the session, and is removed."""
    if not request.scope.prefixes("roster"):
        raise PermissionDenied("没有“名册”权限：请由党办或机关工委办理。")
    if request.method == "POST" and "apply" in request.POST:
        return _apply(request)
    form = RosterForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        waiting = _waiting(request)
        waiting.touch(mode=0o600)
        waiting.write_bytes(form.cleaned_data["file"].read())
        context |= _report(request, waiting, form)
    return render(request, "pages/people/import.html", context, status=422 if form.errors else 200)


def _report(request: ScopedRequest, waiting: Path, form: RosterForm) -> dict[str, Any]:
    """The dry run's answer; nothing is written."""
    try:
        with waiting.open("rb") as file:
            plan = import_members(request.scope, file, dry_run=True)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        waiting.unlink(missing_ok=True)
        return {}
    return {"plan": plan, "answer": plan.as_json(), "errors": plan.as_json()["errors"][:SHOWN]}


def _apply(request: ScopedRequest) -> HttpResponse:
    waiting = _waiting(request)
    if not waiting.exists():
        messages.error(request, "没有待导入的文件：请重新上传。")
        return redirect("roster-import")
    try:
        with waiting.open("rb") as file:
            answer = import_members(request.scope, file).as_json()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("roster-import")
    waiting.unlink(missing_ok=True)
    if answer["errors"]:
        messages.error(request, "名册在预览之后有了新的错误，没有导入任何一行：请重新上传查看。")
        return redirect("roster-import")
    messages.success(
        request, f"已导入：新增 {answer['new']} 人，更改 {answer['changed']} 人，未变 {answer['unchanged']} 人。"
    )
    return redirect("member-list")


def _waiting(request: ScopedRequest) -> Path:
    """Where this session's upload waits between the preview and the import."""
    if not request.session.session_key:
        request.session.create()
    folder = Path(settings.DENGMING_HOME) / "uploads" / "pending"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{request.session.session_key}.roster"
    return path


def give_roster(request: ScopedRequest) -> HttpResponse:
    """All members in reach, in the columns that the import takes."""
    target: BinaryIO = io.BytesIO()
    organisations = list(queries.visible(request.scope, "roster"))
    if not organisations:
        raise PermissionDenied("没有“名册”权限：请由党办或机关工委办理。")
    export_members(request.scope, target, organisations=organisations)
    target.seek(0)
    answer = HttpResponse(target.read(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="members-{clock.today():%Y%m%d}.xlsx"'
    return answer
