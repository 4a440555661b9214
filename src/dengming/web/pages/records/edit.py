"""Writing a record: the form, drafts kept as one types, the steps 计划, 通知, 上报, and the live “将计入”."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.records import actions, reading
from dengming.records.drafts import StaleVersion
from dengming.records.models import Record
from dengming.records.never_stored import NEVER_STORED
from dengming.records.problems import Problem
from dengming.records.queries import get_visible
from dengming.records.validation import notes
from dengming.refusal import Refusal
from dengming.web.forms.records import parse, version_of
from dengming.web.pages.records.counting import counting_of
from dengming.web.pages.records.editor import edit_page
from dengming.web.pages.records.stages import may
from dengming.web.pages.records.steps_taken import by_post, nothing_more, save_and
from dengming.web.request_scope import ScopedRequest


def edit(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The form; by POST 暂存. Who may not change it, or no longer, reads it instead."""
    record = get_visible(request.scope, uid)
    if not may(request.scope, record).edit:
        return redirect("record-detail", uid=uid)
    if request.method == "POST":
        return save_and(request, uid, nothing_more, lambda saved: _kept(request, saved))
    return edit_page(request, record, notes=_worth_knowing(record))


def _worth_knowing(record: Record) -> list[Problem]:
    """Likely duplicates and people in two places; hours left out are said by the panel “将计入”."""
    return [note for note in notes(record, rules()) if note.field != "hours"]


@require_POST
def autosave(request: ScopedRequest, uid: UUID) -> JsonResponse:
    """Keep the draft while it is typed: the new version, or why not (409: changed elsewhere; 422: refused).

    `unread` says what was kept as it was typed, since it cannot be read yet."""
    record = get_visible(request.scope, uid)
    try:
        saved = actions.save(request.scope, record, version=version_of(request.POST), draft=parse(request.POST))
    except StaleVersion as stale:
        return JsonResponse({"message": str(stale)}, status=409)
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    unread = [reading.complaint(name, typed) for name, typed in saved.unread.items()]
    return JsonResponse({"version": saved.version, "at": f"{timezone.localtime():%H:%M}", "unread": unread})


@require_safe
def counts(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The inside of the panel “这份记录将计入”, by what is saved."""
    record = get_visible(request.scope, uid)
    return render(request, "pages/records/_counting.html", {"counting": counting_of(request.scope, record)})


@by_post("record-edit")
def plan(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """登记计划."""
    return save_and(request, uid, _plan, lambda saved: _planned(request, saved))


@by_post("record-edit")
def file(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """报书记确认; whoever may confirm goes on to the confirmation at once."""
    return save_and(request, uid, _file, lambda saved: _filed(request, saved))


@by_post("record-detail")
def notify(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """发出通知: the moment is kept, the notice opens for printing."""
    record = get_visible(request.scope, uid)
    try:
        actions.notify(request.scope, record, version=version_of(request.POST))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("record-detail", uid=uid)
    return redirect("record-notice", uid=uid)


@require_GET
def never_stored(request: HttpRequest) -> HttpResponse:
    """What this system never keeps, and why."""
    return render(request, "pages/records/never_stored.html", {"never_stored": NEVER_STORED})


def _plan(scope: Scope, record: Record) -> None:
    actions.plan(scope, record, version=record.version)


def _file(scope: Scope, record: Record) -> None:
    if record.status != Record.Status.FILED:  # one that is filed already was just corrected in place
        actions.file(scope, record, version=record.version)


def _kept(request: ScopedRequest, record: Record) -> HttpResponse:
    messages.success(request, "已暂存，可以随时回来接着写。")
    return redirect("record-edit", uid=record.uid)


def _planned(request: ScopedRequest, record: Record) -> HttpResponse:
    messages.success(request, "计划已登记。可以打印通知和签到表；开展之后回来写纪实。")
    return redirect("record-detail", uid=record.uid)


def _filed(request: ScopedRequest, record: Record) -> HttpResponse:
    if may(request.scope, record).decide:
        return redirect("record-confirm", uid=record.uid)
    messages.success(request, "已报书记确认。")
    return redirect("record-detail", uid=record.uid)
