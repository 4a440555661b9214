"""Days that come in an address: `?on=2020-09-10`, `?known=2020-09-30`, `?month=2020-09`."""

from datetime import date

from django.http import HttpRequest

from dengming.editions import clock
from dengming.standing.queries import AsOf


def day_asked(request: HttpRequest, key: str) -> date | None:
    """The day in the query; None where there is none or it cannot be read, for an address is easily mistyped."""
    try:
        return date.fromisoformat(request.GET.get(key, ""))
    except ValueError:
        return None


def month_asked(request: HttpRequest) -> date:
    """The first day of the month in the query, else of this month."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return clock.today().replace(day=1)


def as_of_asked(request: HttpRequest) -> AsOf:
    """The day judged and the moment known, by `on` and `known`; default today, and the end of the day judged."""
    return AsOf.at(day_asked(request, "on"), day_asked(request, "known"))
