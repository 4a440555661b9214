"""本月小结: the month on paper, in one action."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dengming.calendar.periods import add_months
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.standing.month import Held, Summary, summary
from dengming.standing.overview import Row
from dengming.standing.queries import AsOf
from dengming.standing.values import codes
from dengming.web.asked_day import month_asked
from dengming.web.pages.desk.gathered import listed_under, top_asked, tops
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_month(request: ScopedRequest) -> HttpResponse:
    """The month asked for (default: this one) of the organisation asked for, ready to print."""
    month, as_of, choices = month_asked(request), AsOf.at(), tops(request)
    top = top_asked(request, choices)
    found = summary(request.scope, top, listed_under(request, top, as_of), month, as_of)
    names = codes(list(found.overdue))
    context = {
        "top": top,
        "month": month,
        "today": clock.today(),
        "is_over": found.last < clock.today(),
        "held": [_held(item) for item in found.held],
        "totals": _totals(found),
        "due": [_due(row) for row in found.due],
        "overdue": [(names[item.subject][1], item) for item in found.overdue],
        "urged": found.urged,
        "before": f"{add_months(month, -1):%Y-%m}",
    }
    return render(request, "print/month.html", context)


def _held(item: Held) -> dict[str, Any]:
    return {"organisation": item.organisation.name, "kinds": _kinds(item.kinds), "total": item.total}


def _kinds(kinds: Counter[str]) -> str:
    activities = rules().rulebook.activities
    named = [(block.name, kinds[name]) for name, block in activities.items() if kinds[name]]
    return "、".join(f"{name}{count}次" for name, count in named)


def _due(row: Row) -> dict[str, Any]:
    total = row.total
    pending = total.owed - total.done - total.overdue
    return {"organisation": row.organisation.name, "cell": total, "pending": pending}


def _totals(found: Summary) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    for item in found.held:
        kinds.update(item.kinds)
    return {
        "records": sum(item.total for item in found.held),
        "kinds": _kinds(kinds),
        "owed": sum(row.total.owed for row in found.due),
        "done": sum(row.total.done for row in found.due),
        "overdue": sum(row.total.overdue for row in found.due),
        "urged": len(found.urged),
    }
