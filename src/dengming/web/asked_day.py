"""Days that come in an address: `?on=2020-09-10`, `?known=2020-09-30`, `?month=2020-09`.

An address is easily mistyped: a day that cannot be used falls back to what the page shows without one, and the page
says so.
"""

import re
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from dengming.calendar.limits import DayError, read_day
from dengming.editions import clock
from dengming.standing.queries import AsOf

INSTEAD: Final = {
    "on": "本页先按今天显示",
    "known": "本页先按判定那天已录入的情况显示",
    "month": "本页先按本月显示",
}


def day_asked(request: HttpRequest, key: str) -> date | None:
    """The day in the query; None where there is none, or none that can be used."""
    typed = request.GET.get(key, "").strip()
    try:
        return _read(key, typed) if typed else None
    except DayError as error:
        what = "月份" if key == "month" else "日期"
        messages.warning(request, f"{what}“{typed[:20]}”{error.what}，{INSTEAD[key]}：{error.cure}。")
        return None


def month_asked(request: HttpRequest) -> date:
    """The first day of the month in the query, else of this month."""
    return day_asked(request, "month") or clock.today().replace(day=1)


def as_of_asked(request: HttpRequest) -> AsOf:
    """The day judged and the moment known, by `on` and `known`; default today, and the end of the day judged."""
    return AsOf.at(day_asked(request, "on"), day_asked(request, "known"))


def query_of(request: HttpRequest) -> QueryDict:
    """The query without the days that cannot be used: what forms and links go by, so that nothing is told twice."""
    query = request.GET.copy()
    for key in INSTEAD.keys() & query.keys():
        try:
            _read(key, request.GET.get(key, "").strip())
        except DayError:
            del query[key]
    return query


def _read(key: str, typed: str) -> date:
    if key != "month":
        return read_day(typed)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", typed):
        raise DayError(typed, "看不懂", "请写成 2020-09")
    return read_day(f"{typed}-01")
