"""个人档案: one member's years, on the page, on paper and as a workbook."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import queries
from dengming.orgs.models import Member
from dengming.records.archive import POSTS, REPORTS, Moment
from dengming.records.booklet import Stretch
from dengming.reports import archives
from dengming.web import served
from dengming.web.forms.people import ArchiveFilters
from dengming.web.pages.people.portrait import crumbs, home_of, particulars
from dengming.web.request_scope import ScopedRequest

_ICONS: Final = {POSTS: "stamp", REPORTS: "file", "学习教育": "rulebook"}
_OWN_PARTICULARS: Final = ("性别", "民族", "出生日期", "学历", "工作岗位", "入党日期", "转正日期")


@dataclass(frozen=True)
class Asked:
    """Whose archive, which days, which theme ("" for all); the form it was asked with."""

    member: Member
    form: ArchiveFilters
    stretch: Stretch
    theme: str


@require_safe
def show_archive(request: ScopedRequest, code: str) -> HttpResponse:
    """The timeline of the days asked for (default: this year and the last), newest first."""
    asked = _asked(request, code)
    found = archives.chosen(request.scope, asked.member, asked.stretch, asked.theme)
    context = _context(asked) | {
        "form": asked.form,
        "events": [event(moment) for moment in reversed(found)],
        "themes": archives.themes_of(found),
        "query": request.GET.urlencode(),
        "crumbs": crumbs(asked.member),
    }
    return render(request, "pages/people/archive.html", context)


@require_safe
def print_archive(request: ScopedRequest, code: str) -> HttpResponse:
    """The same on A4, oldest first, with the particulars but no numbers, and lines to sign on."""
    asked = _asked(request, code)
    found = archives.chosen(request.scope, asked.member, asked.stretch, asked.theme)
    home = home_of(queries.person_timeline(request.scope, asked.member), clock.today())
    facts = [item for item in particulars(asked.member) if item["term"] in _OWN_PARTICULARS]
    context = _context(asked) | {
        "lines": found,
        "themes": archives.themes_of(found),
        "home": home,
        "items": [{"term": "所在党支部", "value": home.at if home else ""}, *facts],
        "today": clock.today(),
        "query": request.GET.urlencode(),
    }
    return render(request, "print/archive.html", context)


@require_safe
def give_archive(request: ScopedRequest, code: str) -> HttpResponse:
    """The same as a workbook."""
    asked, target = _asked(request, code), io.BytesIO()
    own = request.scope.person == asked.member.pk
    export = archives.export_own_archive if own else archives.export_archive
    export(request.scope, target, member=asked.member, stretch=asked.stretch, theme=asked.theme)
    name = f"archive-{asked.member.code}-{asked.stretch.since:%Y%m%d}-{asked.stretch.until:%Y%m%d}.xlsx"
    return served.made(target.getvalue(), served.XLSX, name)


def _asked(request: ScopedRequest, code: str) -> Asked:
    """What the address asks for; days that cannot be read fall back, and the form says so."""
    member, today = queries.get_member(request.scope, code), clock.today()
    first = date(today.year - 1, 1, 1)
    themes = [theme for pack in rules().rulebook.packs for theme in pack.theme]
    form = ArchiveFilters(
        request.GET or None, themes=dict.fromkeys([*themes, REPORTS, POSTS]), initial={"since": first, "until": today}
    )
    read = form.cleaned_data if form.is_valid() else {}
    since, until = read.get("since") or first, read.get("until") or today
    return Asked(member, form, Stretch(since, until), read.get("theme") or "")


def _context(asked: Asked) -> dict[str, Any]:
    return {"member": asked.member, "stretch": asked.stretch, "theme": asked.theme}


def event(moment: Moment) -> dict[str, Any]:
    """A line of the archive as `parts/_timeline.html` wants it."""
    url = reverse("record-detail", args=[moment.record]) if moment.record else ""
    icon = _ICONS.get(moment.theme, "record")
    return {"day": moment.on, "title": moment.title, "text": moment.detail, "url": url, "icon": icon, "marks": []}
