"""Months as the day numbers of their first days, and what dues are called there."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import Period, PeriodError, add_months, parse_period, period_of
from dengming.refusal import Refusal

LOOK_BACK: Final = 24
"""本系统做法: arrears are looked for in so many months before the one asked about."""


def month_of(day: date) -> int:
    """The month that a day lies in."""
    return day_of(day.replace(day=1))


def shifted(month: int, by: int) -> int:
    """So many months later."""
    return day_of(add_months(date_of(month), by))


def between(first: int, last: int) -> list[int]:
    """Every month from the first to the last."""
    found = [first]
    while found[-1] < last:
        found.append(shifted(found[-1], 1))
    return found if first <= last else []


def apart(first: int, last: int) -> int:
    """How many months the last lies behind the first."""
    one, other = date_of(first), date_of(last)
    return (other.year - one.year) * 12 + other.month - one.month


def label(month: int) -> str:
    """2020-03."""
    return f"{date_of(month):%Y-%m}"


def in_words(months: Iterable[int]) -> str:
    """2020年1—3月、5月; years are said once where they stay the same."""
    runs: list[tuple[int, int]] = []
    for month in sorted(months):
        if runs and shifted(runs[-1][1], 1) == month and date_of(runs[-1][0]).year == date_of(month).year:
            runs[-1] = runs[-1][0], month
        else:
            runs.append((month, month))
    said, year = [], 0
    for first, last in runs:
        start, end = date_of(first), date_of(last)
        prefix = f"{start.year}年" if start.year != year else ""
        year = start.year
        said.append(f"{prefix}{start.month}{f'—{end.month}' if end != start else ''}月")
    return "、".join(said)


def stretch(first: int, last: int) -> str:
    """2020年2月至2020年5月; of one month its name."""
    return in_words([first]) if first == last else f"{in_words([first])}至{in_words([last])}"


def asked_month(text: str, default: int) -> int:
    """The month of a label such as 2020-03; the default where nothing is said. Raises Refusal on anything else."""
    if not text:
        return default
    try:
        every, period = parse_period(text)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    if every != "month":
        raise Refusal(f"“{text}”不是月份：请写成 2020-03 的样子。")
    return day_of(period.first)


def quarter_at(month: int) -> Period:
    """The quarter that a month lies in."""
    return period_of("quarter", date_of(month))
