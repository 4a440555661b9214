"""完成情况: every state in reach, narrowed as asked, as of any day and as known on any day; the same as a workbook."""

import io
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dengming.editions.queries import rules
from dengming.orgs import queries
from dengming.reports.standings import export_standings
from dengming.standing.dues_seen import in_sight
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from dengming.standing.values import codes
from dengming.web import served
from dengming.web.asked_day import as_of_asked, query_of
from dengming.web.forms.standings import StandingFilters
from dengming.web.pages.orgs import offers
from dengming.web.request_scope import ScopedRequest

PER_PAGE = 60


def show_standings(request: ScopedRequest) -> HttpResponse:
    """The table."""
    form, as_of = _form(request), as_of_asked(request)
    page = Paginator(_found(request, form, as_of), PER_PAGE).get_page(request.GET.get("page"))
    names = codes(list(page))
    rows = [_row(item, names[item.subject]) for item in page]
    context = {"form": form, "page": page, "rows": rows, "on": as_of.on, "query": query_of(request).urlencode()}
    return render(request, "pages/standings/list.html", context)


def give_workbook(request: ScopedRequest) -> HttpResponse:
    """The whole table as xlsx."""
    found = _found(request, _form(request), as_of_asked(request))
    target = io.BytesIO()
    export_standings(target, found, codes(found))
    return served.made(target.getvalue(), served.XLSX, "standing.xlsx")


def _form(request: ScopedRequest) -> StandingFilters:
    institutions = [(file.id, file.name) for file in rules().rulebook.institutions.values() if file.duty]
    return StandingFilters(
        query_of(request) or None, organisations=offers.organisations(request.scope), institutions=institutions
    )


def _found(request: ScopedRequest, form: StandingFilters, as_of: AsOf) -> list[Standing]:
    """The newest periods first, then by due day; far-off days last. An unreadable search finds nothing."""
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if form.is_bound and not form.is_valid():
        return []
    prefix = queries.get_visible(request.scope, asked["org"]).reach if asked.get("org") else None
    duties = rules(as_of.known).duties()
    if asked.get("institution"):
        duties = [duty for duty in duties if duty.institution == asked["institution"]]
    found = in_sight(request.scope, standings(request.scope, as_of, prefix=prefix, duties=duties))
    if asked.get("state"):
        found = [item for item in found if item.state == asked["state"]]
    return sorted(
        found, key=lambda item: (item.is_far_off(as_of.on), -item.due.toordinal(), item.duty.id, item.subject)
    )


def _row(item: Standing, name: tuple[str, str]) -> dict[str, Any]:
    institution = rules().rulebook.institutions[item.duty.institution]
    return {
        "name": item.duty.name,
        "institution": institution.name,
        "subject": name[1],
        "period": item.period,
        "due": item.due,
        "done": f"{item.done:g}",
        "needed": f"{item.needed:g}",
        "state": str(item.state),
        "marks": ["entered-late"] if item.entered_late else [],
        "url": reverse("rulebook-institution", args=[item.duty.institution]),
        "why_url": reverse("why", args=[name[0], item.duty.id, item.period]),
    }


urlpatterns = [
    path("standing/", show_standings, name="standing-list"),
    path("standing.xlsx", give_workbook, name="standing-export"),
]
