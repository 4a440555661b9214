"""依据 of a grouping: exactly the items that a line of a bulletin or a monthly check counts, each with its 依据."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.actions import authorise
from dengming.calendar.periods import Period, PeriodError, parse_period
from dengming.editions import clock
from dengming.orgs.queries import get_visible
from dengming.rulebook.words import EVERY_LABELS
from dengming.standing.bulletins import cut_off, line_of
from dengming.standing.dues_seen import in_sight
from dengming.standing.grouping import counted, sentences
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf
from dengming.standing.values import names_of
from dengming.web.asked_day import day_asked
from dengming.web.pages.bulletins.committee import first_bulletin
from dengming.web.request_scope import ScopedRequest

SHOWN = 100


@require_safe
def show_line(request: ScopedRequest, period: str, code: str) -> HttpResponse:
    """The arithmetic of one organisation's group in a period, and every item in sight that it counts."""
    organisation = get_visible(request.scope, code)
    authorise(request.scope, "record", organisation.reach)
    bulletin, stretch = first_bulletin(), _period(period)
    on = day_asked(request, "on")
    as_of = AsOf.at(on) if on else cut_off(bulletin, stretch)
    line = line_of(request.scope, bulletin, stretch, as_of, organisation)
    items = counted(line)
    told = in_sight(request.scope, items)
    page = Paginator(told, SHOWN).get_page(request.GET.get("page"))
    names = names_of([item.subject for item in page])
    context = {
        "organisation": organisation,
        "sentences": sentences(bulletin, line, stretch, as_of),
        "page": page,
        "left_out": len(items) - len(told),
        "rows": [_row(item, names[item.subject], as_of) for item in page],
        "crumbs": [{"label": "季通报", "url": reverse("bulletins")}],
    }
    return render(request, "pages/bulletins/line.html", context)


def _period(label: str) -> Period:
    try:
        every, period = parse_period(label)
    except PeriodError as error:
        raise Http404(str(error)) from error
    if every not in EVERY_LABELS or period.first > clock.today():
        raise Http404("没有这个期间。")
    return period


def _row(item: Standing, name: tuple[str, str], as_of: AsOf) -> dict[str, Any]:
    code, words = name
    url = reverse("why", args=[code, item.duty.id, item.period])
    return {"item": item, "who": words, "url": f"{url}?on={as_of.on:%Y-%m-%d}"}
