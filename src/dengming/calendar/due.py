"""Due days: from the end of a period (or a case's opening day) to the day by which a duty must be met."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dengming.calendar.periods import Period, add_months, period_of
from dengming.calendar.workdays import HolidayTable

Unit = Literal["days", "workdays", "weeks", "months", "years"]
_STRETCH = re.compile(r"(\d+) (day|workday|week|month|year)s?")


@dataclass(frozen=True)
class Stretch:
    """A length of time such as `5 workdays` or `3 years`."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Stretch":
        """Read `3 years`. Raises ValueError with a Chinese sentence."""
        match = _STRETCH.fullmatch(text)
        if not match:
            raise ValueError(f"看不懂时长“{text}”：请写成 5 workdays、30 days、2 weeks、6 months 或 3 years。")
        return cls(int(match[1]), f"{match[2]}s")  # type: ignore[arg-type]

    def after(self, day: date, holidays: HolidayTable) -> date:
        """The day this long after `day`."""
        match self.unit:
            case "days":
                return day + timedelta(days=self.amount)
            case "weeks":
                return day + timedelta(weeks=self.amount)
            case "workdays":
                return holidays.add(day, self.amount)
            case "months":
                return add_months(day, self.amount)
            case "years":
                return add_months(day, self.amount * 12)

    def last_day(self, first: date, holidays: HolidayTable) -> date:
        """The last day of a stretch of which `first` is the first: a year from 29 February lasts until 28 February."""
        if self.unit == "workdays":
            return self.after(first - timedelta(days=1), holidays)
        end = self.after(first, holidays)
        return end if self.unit in ("months", "years") and end.day < first.day else end - timedelta(days=1)

    def before(self, day: date) -> date:
        """The day this long before `day` (for reminders; working days count as days)."""
        if self.unit in ("months", "years"):
            return add_months(day, -self.amount * (12 if self.unit == "years" else 1))
        return day - timedelta(days=self.amount * (7 if self.unit == "weeks" else 1))

    def chinese(self) -> str:
        """The stretch as people say it."""
        unit = {"days": "天", "workdays": "个工作日", "weeks": "周", "months": "个月", "years": "年"}[self.unit]
        return f"{self.amount}{unit}"


@dataclass(frozen=True)
class DueRule:
    """How the due day follows from a period: its last day unless something is said; `by_quarter`: the last day of the
    quarter that it lies in; `month`: the last day of this month of its year, of which `day` is a day then."""

    day: int | None = None
    after: Stretch | None = None
    shift: bool = False
    by_quarter: bool = False
    month: int | None = None

    def due_day(self, period: Period, holidays: HolidayTable) -> date:
        """The day by which a duty of this period is due."""
        due = period_of("quarter", period.last).last if self.by_quarter else period.last
        if self.month is not None:
            due = add_months(date(due.year, self.month, 1), 1) - timedelta(days=1)
        if self.day is not None:
            first = due.replace(day=1)
            due = min(first + timedelta(days=self.day - 1), due)
        if self.after is not None:
            due = self.after.after(due, holidays)
        return holidays.shift(due) if self.shift else due
