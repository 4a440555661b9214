"""Who owes how much for which month: one set-based SELECT, for one member or for twenty thousand (`month_sql`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from dengming.calendar.days import date_of
from dengming.dues.month_sql import Asked, listed, relations, these, those_at
from dengming.dues.months import LOOK_BACK, shifted
from dengming.orgs.models import Organisation


@dataclass(frozen=True)
class Line:
    """One member's month. Sums in fen.

    `assessed` is None where nobody has assessed, else what holds since `assessed_since`; `owed` is that, or less where
    relief was granted. `past`: the day by which it was due is over. `back` is what is still owed for earlier months
    past their day, `back_months` how many; `missed` how many months up to the last one past its day went by, in a row,
    without any payment: from `missed_since` to `missed_until`, 0 where there is none.
    """

    member: int
    branch: int
    assessed: int | None
    relief: int | None
    paid: int
    assessed_since: int | None
    quarterly: bool
    past: bool
    back: int
    back_months: int
    missed: int
    missed_since: int
    missed_until: int

    @property
    def owed(self) -> int | None:
        """What the month is to bring."""
        if self.assessed is None or self.relief is None:
            return self.assessed
        return min(self.assessed, self.relief)

    @property
    def rest(self) -> int:
        """What is still to be paid for the month."""
        return max((self.owed or 0) - self.paid, 0)

    def is_assessed_in(self, year: int) -> bool:
        """Whether what holds was assessed for this year, and is not carried on from an earlier one."""
        return self.assessed_since is not None and date_of(self.assessed_since).year == year

    @property
    def is_exempt(self) -> bool:
        """Whether nothing is owed because it was so approved."""
        return self.relief == 0

    @property
    def is_paid(self) -> bool:
        """Whether the month is assessed and nothing is left to pay."""
        return self.owed is not None and self.rest == 0


@dataclass(frozen=True)
class MonthOf:
    """One month of one member: sums in fen, None where nobody has assessed; whether its day is past."""

    member: int
    month: int
    owed: int | None
    paid: int
    relief: int | None
    past: bool

    @property
    def rest(self) -> int:
        """What is still to be paid."""
        return max((self.owed or 0) - self.paid, 0)

    @property
    def over(self) -> int:
        """What was paid for it beyond what it is to bring, where that is known: it has been assessed lower since."""
        return 0 if self.owed is None else max(self.paid - self.owed, 0)


_OF_THE_MONTH: Final = ("branch", "assessed", "relief", "paid", "since", "quarterly", "past")


def lines(asked: Asked, month: int, *, prefix: str = "", members: Iterable[int] | None = None) -> list[Line]:
    """The month of everybody who belongs under the path prefix on its last day (today while it runs), or of some."""
    number, run = LOOK_BACK, "CASE WHEN past = 1 AND i > broken THEN first END"
    sql = (
        f"{relations(asked, shifted(month, -number), month, _asked(asked, month, prefix, members))}, "
        "seen AS (SELECT o.*, MAX(CASE WHEN o.past = 1 AND o.skipped = 0 THEN o.i ELSE -1 END) "
        "OVER (PARTITION BY o.subject) AS broken FROM owed o) "
        f"SELECT subject, {', '.join(_at(number, column) for column in _OF_THE_MONTH)}, "
        f"SUM(CASE WHEN past = 1 AND i < {number} THEN rest ELSE 0 END), "
        f"SUM(CASE WHEN past = 1 AND i < {number} AND rest > 0 THEN 1 ELSE 0 END), "
        f"COUNT({run}), COALESCE(MIN({run}), 0), COALESCE(MAX({run}), 0) "
        f"FROM seen GROUP BY subject HAVING {_at(number, 'branch')} IS NOT NULL"
    )
    return [_line(row) for row in _run(sql)]


def _line(row: tuple[Any, ...]) -> Line:
    member, branch, assessed, relief, paid, since, quarterly, past, *sums = row
    held = (member, branch, assessed, relief, int(paid), since, bool(quarterly), bool(past))
    return Line(*held, *map(int, sums))


def months_of(
    asked: Asked, first: int, last: int, *, prefix: str = "", members: Iterable[int] | None = None
) -> dict[int, list[MonthOf]]:
    """Every month from the first to the last in which each belonged to a branch, oldest first: of all who belong under
    the path prefix in the last month, or of some."""
    return _months(relations(asked, first, last, _asked(asked, last, prefix, members)))


def months_at(asked: Asked, first: int, last: int, prefix: str) -> dict[int, list[MonthOf]]:
    """The same, of those months alone in which each belonged under the path prefix: a branch's own months, whoever has
    come or gone since."""
    places = _places(prefix)
    there = "" if places is None else f"WHERE branch IN ({listed(places)})"
    return _months(relations(asked, first, last, those_at(asked, first, last, places)), there)


def _months(owed: str, where: str = "") -> dict[int, list[MonthOf]]:
    found: dict[int, list[MonthOf]] = {}
    sql = f"{owed} SELECT subject, first, owed, paid, relief, past FROM owed {where} ORDER BY subject, i"
    for member, month, asked, paid, relief, past in _run(sql):
        found.setdefault(member, []).append(MonthOf(member, month, asked, int(paid), relief, bool(past)))
    return found


def _asked(asked: Asked, month: int, prefix: str, members: Iterable[int] | None) -> str:
    """Some members, or all who belong under the path prefix in the month."""
    return these(members) if members is not None else those_at(asked, month, month, _places(prefix))


def _places(prefix: str) -> list[int] | None:
    """The organisations under the path prefix; None for all. Looked up first, so that members are found by their place
    and no order of joining is left to guess."""
    under = Organisation.objects.filter(reach__startswith=prefix).order_by()
    return list(under.values_list("pk", flat=True)) if prefix else None


def _run(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _at(number: int, column: str) -> str:
    return f"MAX(CASE WHEN i = {number} THEN {column} END)"
