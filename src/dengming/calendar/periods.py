"""Periods: the stretches of time that a duty is owed for (月、季、半年、年……).

A period has a label that people and the command line use: `2020-03`, `2020-Q1`, `2020-H1`, `2020`, `2020-W11`, `once`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dengming.calendar.limits import FIRST_DAY, LAST_DAY

OF_CASE = "case-"
"""What the label of a duty per case begins with, before the case's number."""
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


class Cadence(StrEnum):
    """How often a duty recurs."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    ONCE = "once"
    CASE = "case"


class PeriodError(ValueError):
    """A period label that cannot be read; the message is one Chinese sentence."""


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, both included, and the label."""

    first: date
    last: date
    label: str


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    next_first = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (next_first - timedelta(days=1)).day))


def period_of(every: Cadence | str, day: date) -> Period:
    """The period of this cadence that holds the day. `once` and `case` have no calendar period."""
    every = Cadence(every)
    if every is Cadence.WEEK:
        first = day - timedelta(days=day.weekday())
        year, week, _ = day.isocalendar()
        return Period(first, first + timedelta(days=6), f"{year}-W{week:02d}")
    if every in (Cadence.ONCE, Cadence.CASE):
        raise PeriodError(f"“{every}”没有日历周期。")
    months = MONTHS[every]
    number = (day.month - 1) // months
    first = date(day.year, number * months + 1, 1)
    last = add_months(first, months) - timedelta(days=1)
    return Period(first, last, _label(every, first.year, number))


def _label(every: Cadence, year: int, number: int) -> str:
    form = {"month": f"-{number + 1:02d}", "quarter": f"-Q{number + 1}", "half-year": f"-H{number + 1}", "year": ""}
    return f"{year}{form[every]}"


def periods_between(every: Cadence | str, since: date, until: date) -> list[Period]:
    """All periods of this cadence that touch the days from `since` to `until`, oldest first."""
    found = []
    day = since
    while day <= until:
        period = period_of(every, day)
        found.append(period)
        day = period.last + timedelta(days=1)
    return found


def previous(every: Cadence | str, period: Period) -> Period:
    """The period just before."""
    return period_of(every, period.first - timedelta(days=1))


_FORMS = {
    r"(\d{4})-W(\d{2})": "week",
    r"(\d{4})-Q([1-4])": "quarter",
    r"(\d{4})-H([12])": "half-year",
    r"(\d{4})-(0[1-9]|1[0-2])": "month",
    r"(\d{4})": "year",
}


def parse_period(label: str) -> tuple[Cadence, Period]:
    """Read a label. Raises PeriodError with a sentence that names the accepted forms, or the accepted years."""
    for form, every in _FORMS.items():
        match = re.fullmatch(form, label)
        if not match:
            continue
        year = int(match[1])
        if not FIRST_DAY.year <= year <= LAST_DAY.year:
            raise PeriodError(f"周期“{label}”超出范围：请填 {FIRST_DAY.year} 年到 {LAST_DAY.year} 年之间的周期。")
        try:
            if every == "week":
                return Cadence.WEEK, period_of("week", date.fromisocalendar(year, int(match[2]), 1))
            number = int(match[2]) if match.lastindex == 2 else 1
            return Cadence(every), period_of(every, date(year, (number - 1) * MONTHS[every] + 1, 1))
        except ValueError:
            break
    raise PeriodError(
        f"看不懂周期“{label}”：请写成 2020-03（月）、2020-Q1（季）、2020-H1（半年）、2020（年）或 2020-W11（周）。"
    )


def chinese_label(label: str) -> str:
    """The label as people say it: 2020年第一季度; a case is 这一件: its number means nothing to anybody."""
    if label.startswith(OF_CASE):
        return "这一件"
    if label == "once":
        return "一次"
    try:
        every, period = parse_period(label)
    except PeriodError:
        return label
    year = period.first.year
    if every is Cadence.MONTH:
        return f"{year}年{period.first.month}月"
    if every is Cadence.QUARTER:
        return f"{year}年第{'一二三四'[(period.first.month - 1) // 3]}季度"
    if every is Cadence.HALF_YEAR:
        return f"{year}年{'上' if period.first.month == 1 else '下'}半年"
    if every is Cadence.WEEK:
        return f"{period.first:%Y年%m月%d日}起的一周"
    return f"{year}年"
