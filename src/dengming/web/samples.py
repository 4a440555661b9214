"""Made-up data for the pattern page: `samples.toml`, and a month around the sample day."""

import tomllib
from calendar import Calendar
from datetime import date
from pathlib import Path
from typing import Any, Final

ON: Final = date(2020, 9, 10)
SAMPLES: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))


def sample_month() -> dict[str, Any]:
    """September 2020 with its entries, as `parts/_calendar_month.html` wants it."""
    entries = SAMPLES["calendar"]
    weeks = Calendar().monthdatescalendar(ON.year, ON.month)
    return {
        "year": ON.year,
        "month": ON.month,
        "before_url": "#",
        "after_url": "#",
        "weeks": [[_cell(day, entries.get(day.isoformat(), [])) for day in week] for week in weeks],
    }


def _cell(day: date, entries: list[dict[str, Any]]) -> dict[str, Any]:
    make_up = day == date(2020, 9, 27)
    holiday = "国庆节" if day == date(2020, 10, 1) else day.weekday() >= 5 and not make_up
    return {
        "day": day,
        "outside": day.month != ON.month,
        "today": day == ON,
        "rest": holiday,
        "work": make_up,
        "entries": entries,
    }
