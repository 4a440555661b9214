"""参加情况异议: where the work log and the members' booklets differ, and how earlier differences were settled."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.editions import clock
from dengming.orgs.queries import get_visible
from dengming.records.booklet import CONCERNED, differences
from dengming.records.models import Participation
from dengming.web.pages.attendance.lines import lines
from dengming.web.pages.desk.place import frame, place_asked
from dengming.web.request_scope import ScopedRequest

_SETTLED: Final = 50
"""So many of those settled are listed, the newest answers first."""


@require_safe
def show_disputes(request: ScopedRequest) -> HttpResponse:
    """Open ones first. Who urges sees it as a page of the desk."""
    if not any(request.scope.prefixes(capability) for capability in CONCERNED):
        raise PermissionDenied("没有处理参加情况异议的权限：本人的参加情况在“我的”里核对。")
    top = get_visible(request.scope, request.GET["org"]) if request.GET.get("org") else None
    settled = differences(request.scope, top, answer=Participation.Answer.SETTLED)
    context = {
        "open": lines(request.scope, differences(request.scope, top)),
        "settled": lines(request.scope, settled.order_by("-answered_at", "-pk")[:_SETTLED]),
        "on": clock.today(),
        "crumbs": [{"label": "纪实", "url": reverse("record-list")}],
    }
    if request.scope.prefixes("urge"):
        context |= frame(request, place_asked(request), "dispute-list") | {"crumbs": []}
    return render(request, "pages/attendance/disputes.html", context)
