"""The clock that all pages and commands go by: the real one, or in demo mode the visible 演示日期.

A demo day never ends: its moments run from its first second with real time and stop at its last, so that what is
entered later is never known earlier.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from dengming.editions.models import DemoDate

ZONE = ZoneInfo("Asia/Shanghai")
_DAY_SECONDS = 86400
_still: ContextVar[int | None] = ContextVar("still", default=None)


@contextmanager
def standing_still(at: int) -> Iterator[None]:
    """The clock stands at a moment: for a demo that is built the same each time, never for what people do."""
    token = _still.set(at)
    try:
        yield
    finally:
        _still.reset(token)


def demo_date() -> date | None:
    """The 演示日期, or None outside demo mode."""
    row = DemoDate.objects.first()
    return row.date if row else None


def today() -> date:
    """Today in Beijing time, or the 演示日期."""
    if (still := _still.get()) is not None:
        return date_at(still)
    return demo_date() or timezone.now().astimezone(ZONE).date()


def moment() -> int:
    """Now, in whole seconds since 1970 (UTC); in demo mode a second of the 演示日期."""
    if (still := _still.get()) is not None:
        return still
    row = DemoDate.objects.first()
    now = int(time.time())
    if row is None:
        return now
    return start_of(row.date) + min(max(now - row.started, 0), _DAY_SECONDS - 1)


def start_of(day: date) -> int:
    """The first second of a day in Beijing."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp())


def end_of(day: date) -> int:
    """The last second of a day in Beijing: what was known at its close."""
    return start_of(day + timedelta(days=1)) - 1


def date_at(at: int) -> date:
    """The Beijing date of a moment."""
    return datetime.fromtimestamp(at, tz=UTC).astimezone(ZONE).date()
