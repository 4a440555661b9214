"""Who owes how much for which month: one set-based SELECT, for one member or for twenty thousand.

Every step is a named relation:

    month   the months with the day on which each is judged, and by when it is due, by month and by quarter
    who     months × members, by the spans of the day
    paid    what living payments say of each member and month
    joined  who × the newest assessment of a month, relief, what was paid: looked up by their indexes
    owed    the same with what is left, whether it is past its day

The text runs alike on SQLite and PostgreSQL. It holds integers and checked tree paths only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import add_months
from dengming.dues.months import LOOK_BACK, between, quarter_at, shifted
from dengming.editions.words import role_id
from dengming.orgs import kinds
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Line:
    """One member's month. Sums in fen.

    `assessed` is None where nobody has assessed; `owed` is that, or less where relief was granted. `back` is what is
    still owed for earlier months past their day, `back_months` how many; `missed` how many months up to the last one
    past its day went by, in a row, without any payment.
    """

    member: int
    branch: int
    assessed: int | None
    relief: int | None
    paid: int
    assessed_since: int | None
    quarterly: bool
    back: int
    back_months: int
    missed: int

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


@dataclass(frozen=True)
class Asked:
    """Of which dues, as of which day, as known at which moment."""

    dues: Dues
    on: date
    known: int


def lines(asked: Asked, month: int, *, prefix: str = "", members: Iterable[int] | None = None) -> list[Line]:
    """The month of everybody who belongs under the path prefix on its last day (today while it runs), or of some."""
    first = shifted(month, -LOOK_BACK)
    number = LOOK_BACK
    sql = (
        f"{_relations(asked, first, month, _among(prefix, members, asked, month))}, "
        "seen AS (SELECT o.*, MAX(CASE WHEN o.past = 1 AND o.skipped = 0 THEN o.i ELSE -1 END) "
        "OVER (PARTITION BY o.subject) AS broken FROM owed o) "
        f"SELECT subject, {_at(number, 'branch')}, {_at(number, 'assessed')}, {_at(number, 'relief')}, "
        f"{_at(number, 'paid')}, {_at(number, 'since')}, {_at(number, 'quarterly')}, "
        f"SUM(CASE WHEN past = 1 AND i < {number} THEN rest ELSE 0 END), "
        f"SUM(CASE WHEN past = 1 AND i < {number} AND rest > 0 THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN past = 1 AND i > broken THEN 1 ELSE 0 END) "
        f"FROM seen GROUP BY subject HAVING {_at(number, 'branch')} IS NOT NULL"
    )
    return [_line(row) for row in _run(sql)]


def _line(row: tuple[Any, ...]) -> Line:
    member, branch, assessed, relief, paid, since, quarterly, back, back_months, missed = row
    sums = int(back), int(back_months), int(missed)
    return Line(member, branch, assessed, relief, int(paid), since, bool(quarterly), *sums)


def months_of(
    asked: Asked, first: int, last: int, *, prefix: str = "", members: Iterable[int] | None = None
) -> dict[int, list[MonthOf]]:
    """Every month from the first to the last in which each belonged to a branch, oldest first: of all who belong under
    the path prefix in the last month, or of some."""
    months = between(first, last)
    sql = (
        f"{_relations(asked, first, last, _among(prefix, members, asked, last))} SELECT subject, i, "
        "CASE WHEN relief < assessed THEN relief ELSE assessed END, paid, relief, past FROM owed ORDER BY subject, i"
    )
    found: dict[int, list[MonthOf]] = {}
    for member, number, owed, paid, relief, past in _run(sql):
        line = MonthOf(member, months[number], owed, int(paid), relief, bool(past))
        found.setdefault(member, []).append(line)
    return found


def _run(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _at(number: int, column: str) -> str:
    return f"MAX(CASE WHEN i = {number} THEN {column} END)"


def _relations(asked: Asked, first: int, last: int, among: str) -> str:
    values = ", ".join(_value(number, month, asked.on) for number, month in enumerate(between(first, last)))
    belongs = _roles((kinds.MEMBER, kinds.PROBATIONARY))
    quarterly, name, on = role_id(asked.dues.quarterly), asked.dues.id, day_of(asked.on)
    return (
        f"WITH month(i, first, at, due, by_quarter) AS (SELECT * FROM (VALUES {values}) AS v), "
        "who AS (SELECT m.i, m.first, m.due, m.by_quarter, s.subject_id AS subject, MAX(s.at_id) AS branch, "
        f"CASE WHEN EXISTS (SELECT 1 FROM orgs_span q WHERE q.subject_id = s.subject_id AND q.role_id = {quarterly} "
        f"AND q.since <= m.at AND q.until >= m.at AND {_known('q', asked)}) THEN 1 ELSE 0 END AS quarterly "
        f"FROM month m JOIN orgs_span s ON s.role_id IN ({belongs}) AND s.since <= m.at AND s.until >= m.at "
        f"AND {_known('s', asked)} WHERE s.subject_id {among} "
        "GROUP BY m.i, m.first, m.at, m.due, m.by_quarter, s.subject_id), "
        "paid AS (SELECT l.member_id, l.month, SUM(l.fen) AS fen FROM dues_paidmonth l "
        f"JOIN dues_payment p ON p.source_id = l.payment_id WHERE p.dues = '{name}' AND {_known('p', asked)} "
        f"AND p.paid_on <= {on} AND l.member_id {among} GROUP BY l.member_id, l.month), "
        "joined AS (SELECT w.i, w.subject, w.branch, w.quarterly, a.since, a.fen AS assessed, r.fen AS relief, "
        "COALESCE(p.fen, 0) AS paid, CASE WHEN r.fen < a.fen THEN r.fen ELSE COALESCE(a.fen, 0) END AS due_fen, "
        f"CASE WHEN (CASE WHEN w.quarterly = 1 THEN w.by_quarter ELSE w.due END) < {on} THEN 1 ELSE 0 END AS past "
        "FROM who w LEFT JOIN dues_assessment a ON a.member_id = w.subject "
        f"AND a.dues = '{name}' AND {_known('a', asked)} AND a.since = (SELECT MAX(x.since) FROM dues_assessment x "
        f"WHERE x.member_id = w.subject AND x.since <= w.first AND x.dues = '{name}' AND {_known('x', asked)}) "
        f"LEFT JOIN dues_relief r ON r.member_id = w.subject AND r.since <= w.first AND r.until >= w.first "
        f"AND r.dues = '{name}' AND {_known('r', asked)} "
        "LEFT JOIN paid p ON p.member_id = w.subject AND p.month = w.first), "
        "owed AS (SELECT j.*, CASE WHEN j.due_fen > j.paid THEN j.due_fen - j.paid ELSE 0 END AS rest, "
        "CASE WHEN j.due_fen > 0 AND j.paid = 0 THEN 1 ELSE 0 END AS skipped FROM joined j)"
    )


def _value(number: int, month: int, on: date) -> str:
    """A month as a row: it is judged on its last day, while it runs today; it is due on its last day."""
    last = day_of(add_months(date_of(month), 1)) - 1
    return f"({number}, {month}, {min(last, max(day_of(on), month))}, {last}, {day_of(quarter_at(month).last)})"


def _known(alias: str, asked: Asked) -> str:
    return f"{alias}.entered <= {asked.known} AND {alias}.withdrawn > {asked.known}"


def _roles(names: Sequence[str]) -> str:
    return ", ".join(str(role_id(name)) for name in names)


def _among(prefix: str, members: Iterable[int] | None, asked: Asked, month: int) -> str:
    """The members asked about, as a condition behind a column."""
    if members is not None:
        return f"IN ({', '.join(str(int(member)) for member in members) or 'NULL'})"
    if not all(sign.isalnum() for sign in prefix):
        raise ValueError(prefix)
    day = min(day_of(add_months(date_of(month), 1)) - 1, max(day_of(asked.on), month))
    return (
        "IN (SELECT b.subject_id FROM orgs_span b JOIN orgs_organisation g ON g.subject_id = b.at_id "
        f"WHERE b.role_id IN ({_roles((kinds.MEMBER, kinds.PROBATIONARY))}) AND b.since <= {day} AND b.until >= {day} "
        f"AND {_known('b', asked)} AND substr(g.reach, 1, {len(prefix)}) = '{prefix}')"
    )
