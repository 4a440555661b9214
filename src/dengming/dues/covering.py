"""What is collected at once: of everybody in a branch this month's sum, the quarter's, or all that is still owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dengming.calendar.days import date_of, day_of
from dengming.dues.month_sql import Asked
from dengming.dues.monthly import MonthOf, months_of
from dengming.dues.months import LOOK_BACK, month_of, quarter_at, shifted
from dengming.orgs.models import Organisation

COVERS: Final = {"month": "这个月", "quarter": "这个季度", "arrears": "这个月和以前欠的"}


@dataclass(frozen=True)
class Cover:
    """The months for which a member still owes something, and how much together, in fen."""

    months: tuple[int, ...] = ()
    fen: int = 0


def covers(asked: Asked, branch: Organisation, month: int, cover: str) -> Mapping[int, Cover]:
    """For every member of the branch in the month what there is to collect; nobody who owes nothing, and nothing of a
    year that has not come: it is not assessed yet."""
    if date_of(month).year > asked.on.year:
        return {}
    first, last = _stretch(month, cover)
    found = months_of(asked, first, last, prefix=branch.reach)
    return {member: made for member, lines in found.items() if (made := _made(lines)).fen}


def _stretch(month: int, cover: str) -> tuple[int, int]:
    if cover == "quarter":
        quarter = quarter_at(month)
        return day_of(quarter.first), month_of(quarter.last)
    return (shifted(month, -LOOK_BACK) if cover == "arrears" else month), month


def _made(lines: list[MonthOf]) -> Cover:
    owed = [it for it in lines if it.rest]
    return Cover(tuple(it.month for it in owed), sum(it.rest for it in owed))
