"""一人一行: who owes an entry of a register in a period, who has one and who has none, and what was done by it."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from dengming.calendar.periods import Period, PeriodError, chinese_label, parse_period, period_of, previous
from dengming.editions import clock
from dengming.ledgers.gifts import places_given
from dengming.ledgers.permits import is_open
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import may_at
from dengming.ledgers.titles import stage_name
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Organisation
from dengming.rulebook.registers import Entry
from dengming.standing.owners import Owner, owners
from dengming.standing.visits import Visit, visits_of
from dengming.web.request_scope import ScopedRequest

SHOWN: Final = 50
LACKING: Final = "lacking"


def owners_context(request: ScopedRequest, block: Entry) -> dict[str, Any]:
    """What the page shows of the period asked for (`?period=`), of all or of those who have none (`?only=lacking`)."""
    period = period_asked(request, block)
    found = owners(request.scope, block, period)
    lacking = [it for it in found if it.entry is None]
    only = request.GET.get("only") == LACKING
    page = Paginator(lacking if only else found, SHOWN).get_page(request.GET.get("page"))
    made = visits_of([it.subject.pk for it in page], period) if block.gifts else {}
    places = places_given(it.entry for it in page if it.entry)
    now = period_of(block.one_per or "year", clock.today())
    begins = is_open(block) and period == now
    return {
        "period": period,
        "tabs": _tabs(block, period, len(found), len(lacking), only=only),
        "earlier": previous(block.one_per or "year", period).label,
        "now": now.label if period != now else "",
        "page": page,
        "rows": [_row(request, block, it, made.get(it.subject.pk, []), places, begins=begins) for it in page],
        "visited": bool(block.gifts),
    }


def period_asked(request: HttpRequest, block: Entry) -> Period:
    """The period in the address; one that cannot be read, or lies ahead, falls back to the present one."""
    now = period_of(block.one_per or "year", clock.today())
    try:
        every, period = parse_period(request.GET.get("period", now.label))
    except PeriodError:
        return now
    return period if every == block.one_per and period.first <= now.first else now


def _tabs(block: Entry, period: Period, whole: int, lacking: int, *, only: bool) -> list[dict[str, Any]]:
    url = reverse("entry-list", args=[block.id]) + f"?period={period.label}"
    return [
        {"label": f"{chinese_label(period.label)}全部", "url": url, "current": not only, "count": whole},
        {"label": "还没有的", "url": f"{url}&only={LACKING}", "current": only, "count": lacking},
    ]


def _row(
    request: ScopedRequest, block: Entry, it: Owner, made: list[Visit], places: dict[int, Organisation], *, begins: bool
) -> dict[str, Any]:
    there = places.get(it.entry.pk) if it.entry else None
    place = line_reach(it.entry) if it.entry else home_reach(it.subject.pk)
    new = begins and it.entry is None and may_at(request.scope, block.stage[0], place)
    return {
        "subject": it.subject,
        "branch": it.branch.name if it.branch else "",
        "url": reverse("case", args=[it.entry.uid]) if it.entry else "",
        "new": reverse("entry-new", args=[block.id]) + f"?subject={it.subject.code}" if new else "",
        "posts": it.posts,
        "place": there.name if there else "",
        "since": it.entry.happened if it.entry else None,
        "stage": stage_name(block, it.entry) if it.entry and it.entry.stage != block.stage[0].id else "",
        "state": str(it.standing.state) if it.standing else "",
        "visits": len(made),
        "lectures": sum(visit.lectured for visit in made),
    }
