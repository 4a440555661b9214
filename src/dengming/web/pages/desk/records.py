"""Records below, the newest first: the office looks through them and hands back several for one reason."""

import re
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dengming.records.actions import send_back_all
from dengming.records.models import Record
from dengming.records.queries import Filters, is_entered_late, visible
from dengming.refusal import Refusal
from dengming.web.forms.desk import LATE, RecordFilters
from dengming.web.pages.desk.place import Place, frame, place_asked
from dengming.web.pages.records.listing import row as record_row
from dengming.web.pages.records.stages import may
from dengming.web.request_scope import ScopedRequest

_ROWS: Final = 30
_NAMED: Final = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})")
_SHOWN: Final = (Record.Status.FILED, Record.Status.CONFIRMED, Record.Status.RETURNED)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back_many(request: ScopedRequest) -> HttpResponse:
    """The list; by POST hand back what was ticked."""
    place = place_asked(request)
    if request.method != "POST":
        return _page(request, place)
    picked = set(request.POST.getlist("pick"))
    try:
        returned = send_back_all(request.scope, _picked(request, place, picked), reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return _page(request, place, refusal=str(refusal), picked=picked)
    messages.success(request, f"已退回 {len(returned)} 条，从现在起不再计入；对方会在待办里看到原因。")
    return redirect(request.get_full_path())


def _picked(request: ScopedRequest, place: Place, picked: set[str]) -> list[tuple[Record, int]]:
    """The records named `uid:version`, each with the version that the page showed. Refusal where one is gone."""
    versions = {UUID(uid): int(version) for uid, version in _NAMED.findall(" ".join(picked))}
    records = _below(request, place).in_bulk(list(versions), field_name="uid")
    if len(records) < len(picked):
        raise Refusal("勾选的纪实有的已经撤回或不在这里了，勾选的都没有退回：请重新勾选。")
    return [(record, versions[uid]) for uid, record in records.items()]


def _below(request: ScopedRequest, place: Place) -> QuerySet[Record]:
    records = visible(request.scope, Filters(organisation=place.top, subtree=True)).filter(status__in=_SHOWN)
    return records.order_by("-changed_at", "-pk")


def _page(request: ScopedRequest, place: Place, *, refusal: str = "", picked: set[str] | None = None) -> HttpResponse:
    form = RecordFilters(request.GET, organisations=place.offered, institutions=())
    page = Paginator(_narrowed(_below(request, place), form), _ROWS).get_page(request.GET.get("page"))
    context = frame(request, place, "desk-records") | {
        "form": form,
        "page": page,
        "rows": [_row(request, record, picked or set()) for record in page],
        "action": request.get_full_path(),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "pages/desk/records.html", context, status=422 if refusal else 200)


def _narrowed(records: QuerySet[Record], form: RecordFilters) -> QuerySet[Record] | list[Record]:
    if status := form.said("status"):
        records = records.filter(status=status)
    return [record for record in records if is_entered_late(record)] if form.said("entered") == LATE else records


def _row(request: ScopedRequest, record: Record, picked: set[str]) -> dict[str, Any]:
    key = f"{record.uid}:{record.version}"
    return record_row(record) | {
        "key": key,
        "picked": key in picked,
        "may_return": may(request.scope, record).send_back,
    }
