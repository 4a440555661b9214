"""党办工作台: branches × duties, what to urge, what to look at; and urging many at once."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dengming.editions.queries import rules
from dengming.ledgers.urges import Pending, urge
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.records.queries import Filters, visible
from dengming.refusal import Refusal
from dengming.rulebook.words import State
from dengming.standing.desk import Board, Cell, board
from dengming.standing.judge import Standing
from dengming.web.pages.desk.gathered import Gathered, gather, top_asked, tops
from dengming.web.pages.records.listing import row as record_row
from dengming.web.request_scope import ScopedRequest

LISTED: Final = 200
"""More pending rows than this are not shown at once: whoever has more chooses an organisation first."""
RECORDS: Final = 12


def show_desk(request: ScopedRequest) -> HttpResponse:
    """The desk of the organisation asked for."""
    choices = tops(request)
    return _page(request, gather(request, top_asked(request, choices)), choices)


@require_POST
def urge_chosen(request: ScopedRequest) -> HttpResponse:
    """Urge what was ticked; what has been done meanwhile is left out."""
    choices = tops(request)
    found = gather(request, top_asked(request, choices))
    picked, note = set(request.POST.getlist("pick")), request.POST.get("note", "")
    chosen = [item for item in found.pending if found.key(item) in picked]
    if not chosen:
        said = "勾选的都已办成，不用催了。" if picked else "还没有勾选：请先勾选要催办的事项。"
        return _page(request, found, choices, refusal=said, note=note)
    pending = [Pending(item.subject, item.duty.id, item.period) for item in chosen]
    try:
        urge(request.scope, pending, note=note)
    except Refusal as refusal:
        return _page(request, found, choices, refusal=str(refusal), note=note, picked=picked)
    messages.success(request, f"已催办 {len(chosen)} 项，对方会在本月待办里看到。")
    return redirect(f"{reverse('desk')}?{_query(found.top)}")


def _page(
    request: ScopedRequest,
    found: Gathered,
    choices: list[Organisation],
    *,
    refusal: str = "",
    note: str = "",
    picked: set[str] | None = None,
) -> HttpResponse:
    table = board(found.organisations, found.items, found.places)
    pending = found.pending
    context = {
        "top": found.top,
        "choices": choices,
        "on": found.as_of.on,
        "stats": _stats(found),
        "duties": table.duties,
        "lines": _lines(table, found),
        "rows": [_row(item, found, picked or set()) for item in pending[:LISTED]],
        "hidden": max(len(pending) - LISTED, 0),
        "records": _records(request, found.top),
        "refusal": refusal,
        "note": note,
        "query": _query(found.top),
    }
    return render(request, "pages/desk/board.html", context, status=422 if refusal else 200)


def _query(top: Organisation) -> str:
    query = QueryDict(mutable=True)
    query["org"] = top.code
    return query.urlencode()


def _stats(found: Gathered) -> list[dict[str, Any]]:
    """The few figures above the board."""
    listed = f"{reverse('standing-list')}?{_query(found.top)}"
    shown = (
        (State.OPEN, "state-open", ""),
        (State.GRACE, "state-grace", "grace"),
        (State.OVERDUE, "state-overdue", "overdue"),
    )
    return [
        {
            "label": state.label,
            "value": sum(item.state == state for item in found.items),
            "unit": "项",
            "icon": icon,
            "tone": tone,
            "url": f"{listed}&state={state}",
        }
        for state, icon, tone in shown
    ]


def _lines(table: Board, found: Gathered) -> list[dict[str, Any]]:
    return [
        {
            "organisation": line.organisation,
            "cells": [cell and _cell(cell, found) for cell in line.cells],
            "members_overdue": line.members_overdue,
            "members_url": f"{reverse('standing-list')}?{_query(line.organisation)}&state=overdue",
        }
        for line in table.lines
    ]


def _cell(cell: Cell, found: Gathered) -> dict[str, Any]:
    item = cell.item
    code, _ = found.names[item.subject]
    return {
        "state": str(item.state),
        "overdue": cell.overdue if cell.overdue > 1 else 0,
        "period": item.period,
        "url": reverse("why", args=[code, item.duty.id, item.period]),
    }


def _row(item: Standing, found: Gathered, picked: set[str]) -> dict[str, Any]:
    code, name = found.names[item.subject]
    urge = found.urged.get((item.subject, item.duty.id, item.period))
    return {
        "key": found.key(item),
        "picked": found.key(item) in picked,
        "subject": name,
        "name": item.duty.name,
        "institution": rules().rulebook.institutions[item.duty.institution].name,
        "period": item.period,
        "due": item.due,
        "state": str(item.state),
        "urged_at": urge.urged_at if urge else None,
        "why_url": reverse("why", args=[code, item.duty.id, item.period]),
    }


def _records(request: ScopedRequest, top: Organisation) -> list[dict[str, Any]]:
    """The newest records below, which the office looks through and hands back where something is wrong."""
    records = visible(request.scope, Filters(organisation=top, subtree=True))
    records = records.filter(status__in=(Record.Status.FILED, Record.Status.CONFIRMED))
    return [record_row(record) for record in records.order_by("-changed_at", "-pk")[:RECORDS]]
