"""The relations of which a month of dues is told, as text: named steps that run alike on SQLite and PostgreSQL.

    month   the months with the day on which each is judged, and by when it is due, by month and by quarter
    asked   the members asked about
    who     months × members with the branch of the day
    found   who, with the newest assessment of the month, relief, what was paid
    owed    the same with what is left, whether it is past its day

What belongs to a member and a month is looked up by its index, row by row, and each step is kept: nothing is joined
whose size the database would have to guess. Tables that were never analysed cost no more than others.
The text holds integers and checked names only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import add_months
from dengming.dues.months import between, quarter_at
from dengming.editions.words import role_id
from dengming.orgs import kinds
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Asked:
    """Of which dues, as of which day, as known at which moment."""

    dues: Dues
    on: date
    known: int

    def day_in(self, month: int) -> int:
        """The day on which a month is judged: its last, while it runs today."""
        last = day_of(add_months(date_of(month), 1)) - 1
        return min(last, max(day_of(self.on), month))


def these(members: Iterable[int]) -> str:
    """`asked`: these members."""
    values = ", ".join(f"({int(member)})" for member in members)
    return f"SELECT * FROM (VALUES {values}) AS v" if values else "SELECT 0 AS subject WHERE 1 = 0"


def those_at(asked: Asked, first: int, last: int, places: Iterable[int] | None) -> str:
    """`asked`: who belongs to one of the places (None: to any) on the days of these months, and in between."""
    there = "" if places is None else f" AND b.at_id IN ({listed(places)})"
    return (
        f"SELECT DISTINCT b.subject_id FROM orgs_span b WHERE b.role_id IN ({_members()}) "
        f"AND b.since <= {asked.day_in(last)} AND b.until >= {asked.day_in(first)} AND {_known('b', asked)}{there}"
    )


def relations(asked: Asked, first: int, last: int, members: str) -> str:
    """From WITH to `owed`, for the months from the first to the last and the `members` of one of the two above."""
    values = ", ".join(_value(asked, number, month) for number, month in enumerate(between(first, last)))
    found = ", ".join(f"{text} AS {name}" for name, text in _looked_up(asked).items())
    return (
        f"WITH month(i, first, at, due, by_quarter) AS (SELECT * FROM (VALUES {values}) AS v), "
        f"asked(subject) AS MATERIALIZED ({members}), "
        f"who AS MATERIALIZED (SELECT m.*, q.subject, {_branch(asked)} AS branch FROM asked q CROSS JOIN month m), "
        f"found AS MATERIALIZED (SELECT w.*, {found} FROM who w WHERE w.branch IS NOT NULL), "
        "due AS (SELECT f.*, CASE WHEN f.relief < f.assessed THEN f.relief ELSE f.assessed END AS owed, "
        f"CASE WHEN (CASE WHEN f.quarterly = 1 THEN f.by_quarter ELSE f.due END) < {day_of(asked.on)} "
        "THEN 1 ELSE 0 END AS past FROM found f), "
        "owed AS (SELECT d.*, CASE WHEN d.owed > d.paid THEN d.owed - d.paid ELSE 0 END AS rest, "
        "CASE WHEN d.owed > 0 AND d.paid = 0 THEN 1 ELSE 0 END AS skipped FROM due d)"
    )


def listed(numbers: Iterable[int]) -> str:
    """Numbers behind IN; nothing is among none."""
    return ", ".join(str(int(number)) for number in numbers) or "NULL"


def _looked_up(asked: Asked) -> dict[str, str]:
    """What is looked up for a member and a month of `who w`."""
    name = asked.dues.id
    newest = (
        "FROM dues_assessment a WHERE a.member_id = w.subject AND a.since <= w.first "
        f"AND a.dues = '{name}' AND {_known('a', asked)} ORDER BY a.since DESC LIMIT 1"
    )
    held = _held("w", "h", str(role_id(asked.dues.quarterly)), asked)
    return {
        "quarterly": f"CASE WHEN EXISTS (SELECT 1 {held}) THEN 1 ELSE 0 END",
        "since": f"(SELECT a.since {newest})",
        "assessed": f"(SELECT a.fen {newest})",
        "relief": "(SELECT MIN(r.fen) FROM dues_relief r WHERE r.member_id = w.subject AND r.since <= w.first "
        f"AND r.until >= w.first AND r.dues = '{name}' AND {_known('r', asked)})",
        "paid": "COALESCE((SELECT SUM(l.fen) FROM dues_paidmonth l WHERE l.member_id = w.subject AND l.month = w.first "
        f"AND (SELECT COUNT(*) FROM dues_payment p WHERE p.source_id = l.payment_id AND p.dues = '{name}' "
        f"AND p.paid_on <= {day_of(asked.on)} AND {_known('p', asked)}) > 0), 0)",
    }


def _branch(asked: Asked) -> str:
    return f"(SELECT MAX(s.at_id) {_held('q', 's', _members(), asked, day='m.at')})"


def _held(row: str, span: str, roles: str, asked: Asked, day: str = "w.at") -> str:
    """The spans of these roles that the subject of a row held on the day."""
    return (
        f"FROM orgs_span {span} WHERE {span}.subject_id = {row}.subject AND {span}.role_id IN ({roles}) "
        f"AND {span}.since <= {day} AND {span}.until >= {day} AND {_known(span, asked)}"
    )


def _value(asked: Asked, number: int, month: int) -> str:
    """A month as a row; it is due on its last day."""
    last = day_of(add_months(date_of(month), 1)) - 1
    return f"({number}, {month}, {asked.day_in(month)}, {last}, {day_of(quarter_at(month).last)})"


def _known(alias: str, asked: Asked) -> str:
    return f"{alias}.entered <= {asked.known} AND {alias}.withdrawn > {asked.known}"


def _members() -> str:
    return listed(role_id(name) for name in (kinds.MEMBER, kinds.PROBATIONARY))
