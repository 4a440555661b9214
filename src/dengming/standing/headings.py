"""Under which heading of 本月待办 something stands: by its state and its day."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.calendar.periods import period_of


@dataclass(frozen=True)
class Heading:
    """`tone` is the state whose look it takes."""

    label: str
    tone: str


OVERDUE: Final = Heading("已逾期", "overdue")
GRACE: Final = Heading("宽限期", "grace")
SOON: Final = Heading("本月到期", "open")
LATER: Final = Heading("稍后", "upcoming")
HEADINGS: Final = (OVERDUE, GRACE, SOON, LATER)


def heading_of(state: str, due: date | None, on: date) -> Heading:
    """Where it stands on a day; what has no day is to be done now."""
    for heading in (OVERDUE, GRACE):
        if state == heading.tone:
            return heading
    return SOON if due is None or due <= period_of("month", on).last else LATER
