"""个人档案: one member's years, on the page and on paper."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.editions import clock
from dengming.orgs import queries
from dengming.records.archive import Moment, timeline
from dengming.records.booklet import Stretch
from dengming.web.asked_day import day_asked
from dengming.web.request_scope import ScopedRequest


def show_archive(request: ScopedRequest, code: str) -> HttpResponse:
    """The timeline of the years asked for (default: this and the last), newest first."""
    member, today = queries.get_member(request.scope, code), clock.today()
    since = day_asked(request, "since") or date(today.year - 1, 1, 1)
    found = timeline(request.scope, member, Stretch(since, day_asked(request, "until") or today))
    context = {
        "member": member,
        "events": [event(moment) for moment in found],
        "since": since,
        "crumbs": [{"label": member.name, "url": reverse("member-detail", args=[code])}],
    }
    return render(request, "pages/people/archive.html", context)


def event(moment: Moment) -> dict[str, Any]:
    """A line of the archive as `parts/_timeline.html` wants it."""
    url = reverse("record-detail", args=[moment.record]) if moment.record else ""
    return {"day": moment.on, "title": moment.title, "text": moment.detail, "url": url, "icon": "record", "marks": []}
