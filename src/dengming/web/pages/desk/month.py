"""本月小结: the month on paper or as a workbook, in one action."""

import io
from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dengming.calendar.periods import add_months
from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.records.models import Record
from dengming.reports.months import export_month, kinds_in_words
from dengming.rulebook.library import Rulebook
from dengming.standing.month import Summary, summary
from dengming.standing.values import codes
from dengming.web import served
from dengming.web.asked_day import month_asked
from dengming.web.pages.desk.place import Place, place_asked
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_month(request: ScopedRequest) -> HttpResponse:
    """The month asked for (default: this one) of the organisation asked for, ready to print."""
    place, month = place_asked(request), month_asked(request)
    found = summary(request.scope, place.top, place.listed, month)
    rulebook = rules().rulebook
    context = {
        "top": place.top,
        "month": month,
        "today": clock.today(),
        "as_of": found.as_of.on,
        "summary": found,
        "totals": _totals(found) | {"kinds": kinds_in_words(found.kinds, rulebook)},
        "lines": [(line, kinds_in_words(line.kinds, rulebook)) for line in found.lines],
        "late": [_late(record, rulebook) for record in found.late],
        "overdue": _overdue(found),
        "urgings": [(date_at(it.at), it) for it in found.urgings],
        "query": place.query(month=f"{month:%Y-%m}"),
        "desk_query": place.query(),
    }
    return render(request, "print/month.html", context | _neighbours(place, month))


@require_safe
def give_workbook(request: ScopedRequest) -> HttpResponse:
    """The same lines as xlsx."""
    place, month = place_asked(request), month_asked(request)
    target, title = io.BytesIO(), f"{place.top.name}{month:%Y年%-m月}党建工作小结"
    export_month(target, title, summary(request.scope, place.top, place.listed, month))
    return served.made(target.getvalue(), served.XLSX, "month.xlsx", f"{title}.xlsx")


def _neighbours(place: Place, month: date) -> dict[str, str]:
    """The queries of the months beside; none for a month that has not begun."""
    after = add_months(month, 1)
    return {
        "before": place.query(month=f"{add_months(month, -1):%Y-%m}"),
        "after": place.query(month=f"{after:%Y-%m}") if after <= clock.today() else "",
    }


def _totals(found: Summary) -> dict[str, Any]:
    due = [line.due for line in found.lines]
    urged: Counter[str] = Counter(it.by for it in found.urgings)
    return {
        "owed": sum(cell.owed for cell in due),
        "done": sum(cell.done for cell in due),
        "pending": sum(cell.pending for cell in due),
        "overdue": sum(cell.overdue for cell in due),
        "own_overdue": sum(line.overdue for line in found.lines),
        "members_overdue": sum(found.members.values()),
        "urged": sum(it.rows for it in found.urgings),
        "urged_by": "、".join(name for name in urged if name),
    }


def _late(record: Record, rulebook: Rulebook) -> dict[str, Any]:
    activities = [kind.activity for kind in record.kinds.all()]
    return {
        "organisation": record.organisation.name,
        "title": record.title or kinds_in_words(Counter(activities), rulebook),
        "on": record.on,
        "entered": date_at(record.entered_at) if record.entered_at else None,
    }


def _overdue(found: Summary) -> list[dict[str, Any]]:
    """By organisation, in the order given: what it has not done, in which periods."""
    names = codes([item for it in found.overdue for item in it.items])
    return [
        {"name": names[subject][1], "rows": [(it.duty.name, [item.called for item in it.items]) for it in those]}
        for subject, those in groupby(found.overdue, key=lambda it: it.subject)
    ]
