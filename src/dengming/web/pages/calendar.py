"""日历: what is planned, held and due in a month, of the organisations in reach and of oneself."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dengming.calendar.periods import add_months
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.records import queries
from dengming.records.queries import name_of
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf, standings
from dengming.standing.values import codes
from dengming.web.asked_day import month_asked
from dengming.web.request_scope import ScopedRequest

Entries = dict[date, list[dict[str, Any]]]
RECORD_STATES: Final = {"planned": "upcoming", "confirmed": "met"}
SHOWN_A_DAY: Final = 8
"""More than this on one day is summed up in a line that leads to the list."""


def show_calendar(request: ScopedRequest) -> HttpResponse:
    """One month: records on their day, own duties on the day they are due."""
    first = month_asked(request)
    last = add_months(first, 1) - timedelta(days=1)
    entries: Entries = defaultdict(list)
    _dues(request, first, last, entries)
    _records(request, first, entries)
    context = {"month": _month(first, last, entries), "holidays_known": rules().holidays.knows(first.year)}
    return render(request, "pages/calendar/month.html", context)


def _records(request: ScopedRequest, first: date, entries: Entries) -> None:
    records = list(queries.month_of(request.scope, first))
    heads = {record.organisation.name for record in records}
    for record in records:
        if record.on is None:
            continue
        title = f"{_told(record.organisation.name, heads)}{name_of(record)}"
        url = reverse("record-detail", args=[record.uid])
        entries[record.on].append({"title": title, "url": url, "state": RECORD_STATES.get(record.status, "open")})


def _dues(request: ScopedRequest, first: date, last: date, entries: Entries) -> None:
    """What falls due this month for where one works and for oneself; each leads to its 依据."""
    own = {item.pk: item.name for item in organisations(request.scope, "record", clock.today())}
    subjects = [*own, *([request.scope.person] if request.scope.person else [])]
    if not subjects:
        return
    items = standings(request.scope, AsOf.at(), subjects=subjects, since=first, until=last)
    named = codes(items)
    for item in items:
        if first <= item.due <= last:
            title = f"到期：{_told(own.get(item.subject, ''), own.values())}{item.duty.name}"
            url = reverse("why", args=[named[item.subject][0], item.duty.id, item.period])
            entries[item.due].append({"title": title, "url": url, "state": str(item.state)})


def _told(name: str, heads: Collection[str]) -> str:
    """The name before a title: none for the only organisation, and of a group only what its branch does not say."""
    top = min(heads, key=len, default="")
    if all(head.startswith(top) for head in heads):
        name = name.removeprefix(top)
    return f"{name} " if name else ""


def _month(first: date, last: date, entries: Entries) -> dict[str, Any]:
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        weeks.append([_cell(start + timedelta(days=number), first, entries) for number in range(7)])
        start += timedelta(days=7)
    return {
        "year": first.year,
        "month": first.month,
        "weeks": weeks,
        "before_url": f"?month={add_months(first, -1):%Y-%m}",
        "after_url": f"?month={add_months(first, 1):%Y-%m}",
    }


def _cell(day: date, first: date, entries: Entries) -> dict[str, Any]:
    works, plain = rules().holidays.is_workday(day), day.weekday() < 5
    outside = day.month != first.month
    found = [] if outside else entries.get(day, [])
    shown = found[:SHOWN_A_DAY]
    if len(found) > SHOWN_A_DAY:
        url = f"{reverse('record-list')}?month={day:%Y-%m}"
        shown.append({"title": f"还有 {len(found) - SHOWN_A_DAY} 项", "url": url, "state": "upcoming"})
    return {
        "day": day,
        "outside": outside,
        "today": day == clock.today(),
        "rest": plain and not works,
        "work": works and not plain,
        "entries": shown,
    }


urlpatterns = [path("calendar/", show_calendar, name="calendar")]
