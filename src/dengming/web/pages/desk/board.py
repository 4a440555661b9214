"""党办工作台, first page: branches × duties. A cell leads to its 依据, a line or column to what may be urged there."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.records.models import Record
from dengming.records.queries import Filters, visible
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.words import State
from dengming.standing.desk import Cell, Line, board
from dengming.web.forms.desk import BY_DUTY, SOON, BoardFilters
from dengming.web.pages.desk.gathered import Gathered, gather
from dengming.web.pages.desk.place import Place, frame, institutions, page_of, place_asked
from dengming.web.pages.ledgers.lacking import lacking_below
from dengming.web.request_scope import ScopedRequest

_LEGEND: Final = [
    str(it) for it in (State.UPCOMING, State.OPEN, State.GRACE, State.OVERDUE, State.MET, State.LATE, State.WAIVED)
]
_FIGURES: Final = (
    (str(State.OVERDUE), "逾期未完成", "state-overdue", "overdue"),
    (str(State.GRACE), "宽限期", "state-grace", "grace"),
    (SOON, "七天内到期", "clock", ""),
)
_SHORT_BY: Final = 4
"""A name is shortened only where it shares so many characters with that of the head."""
_SHORTEST: Final = 3


@require_safe
def show_desk(request: ScopedRequest) -> HttpResponse:
    """The board of the organisation asked for."""
    place = place_asked(request)
    form = BoardFilters(request.GET, organisations=place.offered, institutions=institutions())
    page = page_of(request, place)
    shown = place.listed if page is None else list(page)
    found = gather(request, place, form.said("institution"), None if page is None else shown)
    table = board(shown, found.items, found.places)
    context = frame(request, place, "desk") | {
        "form": form,
        "page": page,
        "stats": [*([] if page else _pending(found)), _waiting(request, place), *_lacking(request, place)],
        "duties": [_column(duty, place) for duty in table.duties],
        "lines": [_line(line, found, form.said("institution")) for line in table.lines],
        "legend": _LEGEND,
    }
    return render(request, "pages/desk/board.html", context)


def _pending(found: Gathered) -> list[dict[str, Any]]:
    """The figures above the board, each a way to its rows."""
    return [
        {
            "label": label,
            "value": len(found.pending(which)),
            "unit": "项",
            "icon": icon,
            "tone": tone,
            "url": f"{reverse('desk-urge')}?{found.place.query(state=which)}",
        }
        for which, label, icon, tone in _FIGURES
    ]


def _waiting(request: ScopedRequest, place: Place) -> dict[str, Any]:
    filed = visible(request.scope, Filters(organisation=place.top, subtree=True, status=Record.Status.FILED)).count()
    url = f"{reverse('desk-records')}?{place.query(status=Record.Status.FILED)}"
    return {"label": "等支部书记确认", "value": filed, "unit": "条纪实", "icon": "stamp", "url": url}


def _lacking(request: ScopedRequest, place: Place) -> Iterator[dict[str, Any]]:
    """Who has none of a register of which each organisation has one (届期没有登记): who owes by it cannot be judged."""
    for block, name, found in lacking_below(request, place.top.reach):
        url = reverse("entry-list", args=[block.id])
        yield {
            "label": name,
            "value": len(found),
            "unit": "个组织",
            "icon": "state-overdue",
            "tone": "overdue",
            "url": url,
        }


def _column(duty: PlainDuty, place: Place) -> dict[str, str]:
    query = place.query(institution=duty.institution, by=BY_DUTY)
    return {"name": duty.name, "url": f"{reverse('desk-urge')}?{query}#{duty.id}"}


def _line(line: Line, found: Gathered, institution: str) -> dict[str, Any]:
    """In a large place a line with its sums opens the board of its organisation."""
    organisation, place = line.organisation, found.place
    own = Place(organisation, place.choices)
    opens = place.is_large and organisation != place.top and place.stands_over(organisation)
    url = f"{reverse('desk')}?{own.query(institution=institution)}" if opens else ""
    return {
        "organisation": organisation,
        "name": shortened(organisation.name, place.top.name),
        "url": url or reverse("org-detail", args=[organisation.code]),
        "cells": [cell and _cell(cell, found, url) for cell in line.cells],
        "overdue": line.overdue,
        "members_overdue": line.members_overdue,
        "urge_url": f"{reverse('desk-urge')}?{own.query(state=str(State.OVERDUE))}#{organisation.code}",
    }


def _cell(cell: Cell, found: Gathered, url: str) -> dict[str, Any]:
    item = cell.item
    code, _ = found.names[item.subject]
    return {
        "state": str(item.state),
        "overdue": cell.overdue if cell.overdue > 1 else 0,
        "period": item.called,
        "url": url or reverse("why", args=[code, item.duty.id, item.period]),
    }


def shortened(name: str, head: str) -> str:
    """Without the beginning shared with the head's name: under 财政局机关党委, 财政局机关第一党支部 is 第一党支部."""
    shared = next((i for i, (mine, its) in enumerate(zip(name, head, strict=False)) if mine != its), len(name))
    rest = name[shared:]
    return rest if shared >= _SHORT_BY and len(rest) >= _SHORTEST else name
