"""Points as pages and commands ask for them: within a scope, as of a day, as known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dengming.calendar.periods import Period
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.rulebook.scores import Score, ScoreTerm
from dengming.standing.engine import DatabaseEngine
from dengming.standing.points import ledger
from dengming.standing.points.ledger import PointRow, Total, period_at
from dengming.standing.queries import AsOf
from dengming.standing.question import Among, Question


@dataclass(frozen=True)
class Kept:
    """One person's points with everything behind them. `total` is None where no points are kept (exempt)."""

    score: Score
    period: Period
    term: ScoreTerm | None
    total: Total | None
    rows: tuple[PointRow, ...]
    overdue: tuple[tuple[str, str], ...]


def kept_of(as_of: AsOf, score: Score, subject: int, period: Period | None = None) -> Kept:
    """The points of one person, who comes from a scoped query; of the period that the day lies in, or of another."""
    now = rules(as_of.known)
    period = period or period_at(score, as_of.on)
    engine, question = DatabaseEngine(now), _question(as_of, period, Among(subjects=(subject,)))
    total = next(iter(ledger.totals(engine, now, question, score, period)), None)
    rows = ledger.ledger(engine, now, question, score, period) if total else ()
    overdue = ledger.overdue_of(engine, now, question, score, period) if total else ()
    return Kept(score, period, score.term_at(min(as_of.on, period.last)), total, tuple(rows), tuple(overdue))


def totals_of(as_of: AsOf, score: Score, subjects: Iterable[int], now: Rules | None = None) -> dict[int, Total]:
    """The totals of people who come from a scoped query, by number; who is exempt is not in it."""
    now, among = now or rules(as_of.known), Among(subjects=tuple(subjects))
    return _totals(as_of, score, among, now)


def all_totals(as_of: AsOf, score: Score, now: Rules | None = None) -> dict[int, Total]:
    """The totals of everybody, for who reaches the whole installation."""
    return _totals(as_of, score, Among(), now or rules(as_of.known))


def _totals(as_of: AsOf, score: Score, among: Among, now: Rules) -> dict[int, Total]:
    period = period_at(score, as_of.on)
    found = ledger.totals(DatabaseEngine(now), now, _question(as_of, period, among), score, period)
    return {total.subject: total for total in found}


def _question(as_of: AsOf, period: Period, among: Among) -> Question:
    until: date = min(as_of.on, period.last)
    return Question(as_of.on, as_of.known, period.first, until, among)
