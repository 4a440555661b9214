"""Points as pages and commands ask for them: within a scope, as of a day, as known at a moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dengming.calendar.days import day_of
from dengming.calendar.periods import Period
from dengming.editions.queries import rules
from dengming.rulebook.scores import Colour, Score, ScoreTerm
from dengming.rulebook.words import Colour as Reached
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

    @property
    def line(self) -> Colour | None:
        """The line that is reached, None where no colour is proposed."""
        if self.term is None or self.total is None:
            return None
        return {Reached.RED: self.term.red, Reached.YELLOW: self.term.yellow}.get(self.total.colour)

    @property
    def reasons(self) -> list[str]:
        """Why the colour is proposed, each in one phrase."""
        if self.line is None or self.total is None:
            return []
        return ledger.reasons_for(self.line, self.total.points, self.total.overdue)

    @property
    def lifted_when(self) -> list[str]:
        """What would end it: out of the lower of the two lines."""
        if self.line is None or self.total is None or self.term is None:
            return []
        return ledger.lifted_when(self.term.yellow or self.line, self.total.points, self.total.overdue)


def kept_of(as_of: AsOf, score: Score, subject: int, period: Period | None = None) -> Kept:
    """The points of one person, who comes from a scoped query; of the period that the day lies in, or of another.

    The score is read as the rules had it that were known at the moment.
    """
    now = rules(as_of.known)
    then = now.scores.get(score.id)
    period = period or period_at(then or score, as_of.on)
    if then is None:
        return Kept(score, period, None, None, (), ())
    engine, question = DatabaseEngine(now), _question(as_of, period, Among(subjects=(subject,)))
    total = next(iter(ledger.totals(engine, now, question, then, period)), None)
    rows = ledger.ledger(engine, now, question, then, period) if total else ()
    overdue = ledger.overdue_of(engine, now, question, then, period) if total else ()
    return Kept(then, period, then.term_at(min(as_of.on, period.last)), total, tuple(rows), tuple(overdue))


def totals_of(as_of: AsOf, score: Score, among: Among, without: Collection[str] = ()) -> dict[int, Total]:
    """The totals of those asked about, who come from a scoped query, by number; who is exempt is not in it.

    `without`: as if these rules were not there, so that what they took of a cap is free for others.
    """
    now = rules(as_of.known)
    then = now.scores.get(score.id)
    if then is None:
        return {}
    counted = then.model_copy(update={"rule": tuple(rule for rule in then.rule if rule.id not in without)})
    period = period_at(then, as_of.on)
    engine = DatabaseEngine(now)
    question = _question(as_of, period, among.narrowed(day_of(as_of.on), as_of.known, engine))
    return {it.subject: it for it in ledger.totals(engine, now, question, counted, period)}


def _question(as_of: AsOf, period: Period, among: Among) -> Question:
    until: date = min(as_of.on, period.last)
    return Question(as_of.on, as_of.known, period.first, until, among)
