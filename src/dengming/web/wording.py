"""Days, moments and amounts as Chinese office writing has them: 2020年9月10日, 还有3天, 32.5.

A day comes as a `date`, a `datetime` or a day number (`calendar.days`); a moment as a `datetime` or as Unix seconds.
"""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from dengming.calendar.days import FAR_DAY, date_of

WEEKDAYS: Final = "一二三四五六日"

Day = date | int | None
Moment = datetime | int | None


def as_date(day: Day) -> date | None:
    """The date meant, or None for nothing and for "no end"."""
    if isinstance(day, datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    if isinstance(day, int):
        return None if day >= FAR_DAY else date_of(day)
    return day


def chinese_date(day: Day) -> str:
    """2020年9月10日; empty for None, 长期 for "no end"."""
    value = as_date(day)
    if value is None:
        return "" if day is None else "长期"
    return f"{value.year}年{value.month}月{value.day}日"


def short_date(day: Day, on: Day = None) -> str:
    """9月10日; with the year where it is not the year of `on`."""
    value, today = as_date(day), as_date(on)
    if value is None or (today is not None and value.year != today.year):
        return chinese_date(day)
    return f"{value.month}月{value.day}日"


def opening(day: Day, on: Day) -> str:
    """From when something may be done: 最早9月15日可办 while it lies ahead of the day `on`, 9月2日起可办 afterwards."""
    value, today = as_date(day), as_date(on)
    if value is None or today is None:
        return ""
    told = short_date(value, today)
    return f"最早{told}可办" if value > today else f"{told}起可办"


def weekday(day: Day) -> str:
    """周四."""
    value = as_date(day)
    return f"周{WEEKDAYS[value.weekday()]}" if value else ""


def days_left(due: Day, on: Day) -> str:
    """How far the due day is from the day `on`: 还有3天, 今天到期, 已过5天."""
    value, today = as_date(due), as_date(on)
    if value is None or today is None:
        return ""
    left = (value - today).days
    if left == 0:
        return "今天到期"
    return f"还有{left}天" if left > 0 else f"已过{-left}天"


def moment(at: Moment) -> str:
    """2020年9月10日 14:05 in the local time zone."""
    if at is None:
        return ""
    zone = timezone.get_current_timezone()
    if isinstance(at, int):
        at = datetime.fromtimestamp(at, tz=zone)
    elif timezone.is_aware(at):
        at = at.astimezone(zone)
    return f"{chinese_date(at.date())} {at:%H:%M}"


def signed(hundredths: int | None) -> str:
    """Points given or taken: +1.5, −2, 0."""
    told = amount(hundredths)
    return f"+{told}" if (hundredths or 0) > 0 else told.replace("-", "−")


def amount(hundredths: int | None) -> str:
    """A stored quantity (integer hundredths) without needless zeros: 3200 → 32, 3250 → 32.5."""
    if hundredths is None:
        return ""
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
