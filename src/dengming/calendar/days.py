"""Days as integers: the form in which facts, spans and periods are stored and compared.

A day is `date.toordinal()`. `FAR_DAY` stands for "no end" and compares greater than any real day.
"""

from datetime import date
from typing import Final

FAR_DAY: Final = 3652059  # 9999-12-31


def day_of(value: date) -> int:
    """The day number of a date."""
    return value.toordinal()


def date_of(day: int) -> date:
    """The date of a day number."""
    return date.fromordinal(day)
