"""月检查: how the organisations of a bulletin stood in one month, from what is held; nothing is asked for or kept."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.calendar.periods import add_months, period_of
from dengming.editions import clock
from dengming.standing.bulletins import Line, cut_off, tell
from dengming.web.asked_day import month_asked
from dengming.web.pages.bulletins.committee import first_bulletin
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_month(request: ScopedRequest) -> HttpResponse:
    """The month asked for, else the last one that is over; of the organisations within reach."""
    if not request.scope.prefixes("urge"):
        raise PermissionDenied("月检查由机关工委和党办查看。")
    bulletin, last = first_bulletin(), add_months(clock.today().replace(day=1), -1)
    month = period_of("month", month_asked(request) if request.GET.get("month") else last)
    told = tell(request.scope, bulletin, month, cut_off(bulletin, month))
    context = {
        "bulletin": bulletin,
        "month": month,
        "as_of": told.as_of,
        "groups": [(grade, [_row(line) for line in told.graded(grade)]) for grade in bulletin.grade],
        "blank": [line.name for line in told.lines if line.grade is None],
        "total": told.total,
        "crumbs": [{"label": "季通报", "url": reverse("bulletins")}],
    }
    return render(request, "pages/bulletins/month.html", context)


def _row(line: Line) -> dict[str, Any]:
    return {"organisation": line.organisation, "count": line.total}
