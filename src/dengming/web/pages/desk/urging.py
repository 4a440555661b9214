"""催办: what may be urged, by organisation or by duty, ticked and sent at once."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dengming.ledgers.urges import Pending, urge, without_account
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.standing.desk import Outstanding
from dengming.web.forms.desk import BY_DUTY, UrgeFilters
from dengming.web.pages.desk.gathered import Gathered, gather
from dengming.web.pages.desk.groups import by_duty, by_organisation
from dengming.web.pages.desk.place import frame, institutions, page_of, place_asked
from dengming.web.request_scope import ScopedRequest

_LISTED: Final = 300
"""More rows than this are not shown at once: whoever has more chooses an organisation or an institution first."""
_NOTHING: Final = "还没有勾选：请先勾选要催办的事项。"
_ALL_DONE: Final = "勾选的都已办成或已不在本页范围内，没有催办。"


@require_http_methods(["GET", "HEAD", "POST"])
def urge_many(request: ScopedRequest) -> HttpResponse:
    """The list; by POST urge what was ticked."""
    place = place_asked(request)
    form = UrgeFilters(request.GET, organisations=place.offered, institutions=institutions())
    page = None if form.said("institution") else page_of(request, place)
    found = gather(request, place, form.said("institution"), None if page is None else list(page))
    rows = found.outstanding(form.said("state"))
    if request.method != "POST":
        return _page(request, found, form, rows, page=page)
    picked = set(request.POST.getlist("pick"))
    chosen = [row for row in rows if found.key(row) in picked]
    try:
        _urge(request, chosen, picked)
    except Refusal as refusal:
        return _page(request, found, form, rows, refusal=str(refusal), picked=picked, page=page)
    return redirect(request.get_full_path())


def _urge(request: ScopedRequest, chosen: list[Outstanding], picked: set[str]) -> None:
    """Urge all periods of what is still outstanding, and say whom it reaches."""
    if not chosen:
        raise Refusal(_ALL_DONE if picked else _NOTHING)
    pending = [Pending(item.subject, item.duty.id, item.period) for row in chosen for item in row.items]
    urge(request.scope, pending, note=request.POST.get("note", ""))
    said = f"已催办 {len(chosen)} 项，对方会在本月待办里看到。"
    if gone := len(picked) - len(chosen):
        said += f"另有 {gone} 项已办成或不在本页范围内，没有催。"
    if silent := without_account({item.subject for item in pending}):
        said += f"其中 {silent} 名党员没有账号，请所在支部转告。"
    messages.success(request, said)


def _page(
    request: ScopedRequest,
    found: Gathered,
    form: UrgeFilters,
    rows: list[Outstanding],
    *,
    refusal: str = "",
    picked: Iterable[str] = (),
    page: Page[Organisation] | None = None,
) -> HttpResponse:
    gathered = by_duty if form.said("by") == BY_DUTY else by_organisation
    context: dict[str, Any] = frame(request, found.place, "desk-urge") | {
        "form": form,
        "page": page,
        "groups": gathered(rows[:_LISTED], found, set(picked)),
        "count": len(rows),
        "hidden": max(len(rows) - _LISTED, 0),
        "action": request.get_full_path(),
        "refusal": refusal,
        "note": request.POST.get("note", ""),
    }
    return render(request, "pages/desk/urge.html", context, status=422 if refusal else 200)
