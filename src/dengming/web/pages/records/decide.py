"""What the secretary and the organisation above decide: confirm, return, withdraw, correct; and discarding a draft."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from dengming.records import actions
from dengming.records.models import Record
from dengming.records.queries import get_visible
from dengming.records.readiness import NotReady
from dengming.refusal import Refusal
from dengming.web.forms.records import version_of
from dengming.web.pages.records.detail import detail_page
from dengming.web.pages.records.stages import may
from dengming.web.pages.records.steps_taken import by_post
from dengming.web.request_scope import ScopedRequest


def confirm(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The confirmation page: read, then 确认 or 退回; by POST 确认."""
    record = get_visible(request.scope, uid)
    if request.method != "POST":
        return detail_page(request, record) if may(request.scope, record).decide else redirect("record-detail", uid=uid)
    version = version_of(request.POST)
    return _decided(
        request, record, "已确认，计入情况见下。", lambda: actions.confirm(request.scope, record, version=version)
    )


@by_post("record-detail")
def return_(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """退回 with a reason: by the own secretary while it waits, else by the organisation above."""
    record = get_visible(request.scope, uid)
    act = actions.return_ if may(request.scope, record).decide else actions.send_back
    return _with_reason(request, record, act, "已退回，对方会在待办里看到原因。")


@by_post("record-detail")
def withdraw(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """撤回 with a reason: it counts no more from now on."""
    return _with_reason(request, get_visible(request.scope, uid), actions.withdraw, "已撤回，从现在起不再计入。")


@by_post("record-detail")
def correct(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """更正 with a reason: the form opens again; what was confirmed stands until it is confirmed again."""
    record = get_visible(request.scope, uid)
    answer = _with_reason(request, record, actions.correct, "可以更正了；改好后请再次确认，确认前仍按原来的计入。")
    return redirect("record-edit", uid=uid) if answer.status_code == 302 else answer


@by_post("record-detail")
def discard(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Throw away a draft or a plan."""
    record = get_visible(request.scope, uid)
    try:
        actions.discard(request.scope, record, version=version_of(request.POST))
    except Refusal as refusal:
        return detail_page(request, record, refusal=str(refusal))
    messages.success(request, "草稿已删除。")
    return redirect("record-list")


def _with_reason(request: ScopedRequest, record: Record, act: Callable[..., object], done: str) -> HttpResponse:
    version, reason = version_of(request.POST), request.POST.get("reason", "")
    return _decided(request, record, done, lambda: act(request.scope, record, version=version, reason=reason), reason)


def _decided(
    request: ScopedRequest, record: Record, done: str, act: Callable[[], object], reason: str = ""
) -> HttpResponse:
    """Do it and go back to the record; where it is refused, show why above what was read, the reason still there."""
    try:
        act()
    except NotReady as found:
        return detail_page(request, record, problems=found.problems, reason=reason)
    except Refusal as refusal:
        return detail_page(request, record, refusal=str(refusal), reason=reason)
    messages.success(request, done)
    return redirect("record-detail", uid=record.uid)
