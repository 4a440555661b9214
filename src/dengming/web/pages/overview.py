"""总览表: organisations × institutions in the official order; neutral, no ranking. Each cell leads to its states."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.standing.overview import Row, note_missing, places_of, rows
from dengming.standing.queries import standings
from dengming.web.asked_day import as_of_asked
from dengming.web.pages.ledgers.lacking import lacking_below
from dengming.web.request_scope import ScopedRequest

ROWS_A_PAGE: Final = 20
"""Only what is shown is judged: twenty directly subordinate organisations with all below them are quick."""


def show_overview(request: ScopedRequest, code: str = "") -> HttpResponse:
    """The organisations directly below the one asked for (default: the topmost in reach)."""
    top = queries.get_visible(request.scope, code) if code else None
    if not request.scope.prefixes("urge"):
        raise PermissionDenied("没有“总览表”的权限：请由机关党委（总支）或工委查看。")
    as_of = as_of_asked(request)
    page = Paginator(queries.below(request.scope, top, as_of.on), ROWS_A_PAGE).get_page(request.GET.get("page"))
    whole = top.reach if top else None
    items = standings(request.scope, as_of, prefix=[it.reach for it in page] if page.has_other_pages() else whole)
    table = rows(page, items, places_of(items, Roster(as_of.on, as_of.known)))
    if as_of.on == clock.today():
        for block, name, found in lacking_below(request, whole or ""):
            home = rules().rulebook.home_of[f"entry:{block.id}"]
            note_missing(table, home.id, name, [it.reach for it in found])
    institutions = [file for key, file in rules(as_of.known).rulebook.institutions.items() if _used(table, key)]
    context = {
        "institutions": institutions,
        "rows": [_row(row, [file.id for file in institutions]) for row in table],
        "page": page,
        "on": as_of.on,
        "top": top,
        "crumbs": [{"label": "总览表", "url": reverse("overview")}] if top else [],
    }
    return render(request, "pages/overview/table.html", context)


def _used(table: list[Row], institution: str) -> bool:
    return any(institution in row.cells for row in table)


def _row(row: Row, institutions: list[str]) -> dict[str, Any]:
    organisation: Organisation = row.organisation
    listed = reverse("standing-list") + f"?org={organisation.code}"
    url = listed if organisation.kind in ("branch", "group") else reverse("overview-below", args=[organisation.code])
    cells = [(row.cells.get(key), f"{listed}&institution={key}") for key in institutions]
    return {"organisation": organisation, "url": url, "cells": cells, "total": row.total}


urlpatterns = [
    path("overview/", show_overview, name="overview"),
    path("overview/<str:code>/", show_overview, name="overview-below"),
]
