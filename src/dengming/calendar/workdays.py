"""Working days. The holiday table is data that is kept with each edition, so that a past judgement stays what it was.

Source of the table: the State Council's yearly notice on public holidays, as packaged by `chinesecalendar`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True)
class HolidayTable:
    """Known years, and the days in them whose kind differs from the plain week (True = a working day)."""

    years: frozenset[int] = frozenset()
    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is known; if not, Saturdays and Sundays are the only days off."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether people are at work that day."""
        return self.exceptions.get(day, day.weekday() < 5)

    def shift(self, day: date) -> date:
        """The day itself if worked, else the next working day."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, workdays: int) -> date:
        """The n-th working day after the day."""
        while workdays > 0:
            day += timedelta(days=1)
            workdays -= self.is_workday(day)
        return day


@lru_cache
def packaged_table() -> HolidayTable:
    """The table of the installed `chinesecalendar` release."""
    from chinese_calendar import constants

    exceptions = dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True)
    years = frozenset(day.year for day in constants.holidays)
    plain = {day: works for day, works in exceptions.items() if works != (day.weekday() < 5)}
    return HolidayTable(years, plain)
