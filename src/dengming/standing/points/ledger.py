"""积分: totals and ledger rows as values, and the colour that follows. Nothing is stored: asked again, it is judged
again, as of any day and as known at any moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dengming.calendar.days import date_of
from dengming.calendar.periods import Period, period_of
from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.scores import Colour as Line
from dengming.rulebook.scores import PointRule, PointTerm, Score, ScoreTerm
from dengming.rulebook.words import Colour
from dengming.standing.points.compile import SLOTS, PointsCompiler
from dengming.standing.points.limits import hundredths
from dengming.standing.question import Engine, Question


@dataclass(frozen=True)
class Total:
    """What one person has in a period, in hundredths of a point, how many own duties are overdue, and the colour.

    `sum` is what the rows give; `points` has the base added and the floor and the ceiling applied.
    """

    subject: int
    sum: int
    points: int
    overdue: int
    colour: Colour


@dataclass(frozen=True)
class PointRow:
    """One row of a person's ledger: its rule and dated term, and the record or the verdict that it cites.

    Amounts are in hundredths and signed: `raw` before any limit, `capped` under the rule's own cap, `paid` in the end.
    `once` is false where the record already paid by another rule of the group.
    """

    rule: PointRule
    term: PointTerm
    subject: int
    source: int | None
    duty: PlainDuty | None
    period: str
    about: date
    happened: date
    quantity: float
    raw: int
    once: bool
    capped: int
    paid: int

    @property
    def why_less(self) -> str:
        """Why the row gives less than its rule says, in one phrase; "" where it gives all."""
        if not self.once:
            return "同一次纪实，本类已按另一项计分"
        if abs(self.capped) < abs(self.raw):
            return "本项已到上限"
        return "本类已到上限" if abs(self.paid) < abs(self.capped) else ""


def period_at(score: Score, on: date) -> Period:
    """The score's period that a day lies in."""
    return period_of(score.every, on)


def totals(engine: Engine, rules: Rules, question: Question, score: Score, period: Period) -> list[Total]:
    """One for each person whose points are kept on the day, by number; none before its first term."""
    compiler = PointsCompiler(engine, question, rules, score, period)
    term = compiler.term
    if term is None:
        return []
    rows = engine.rows(compiler.totals())
    return sorted((_total(term, *row) for row in rows), key=lambda total: total.subject)


def ledger(engine: Engine, rules: Rules, question: Question, score: Score, period: Period) -> list[PointRow]:
    """Every row of everybody asked about, by person and day."""
    compiler = PointsCompiler(engine, question, rules, score, period)
    return [] if compiler.term is None else list(_rows(compiler))


def places_of(found: Iterable[Total]) -> dict[int, int]:
    """The place of each person by points, the highest first: equal points share a place, and the next are skipped."""
    ordered = sorted(found, key=lambda total: -total.points)
    first: dict[int, int] = {}
    for place, total in enumerate(ordered, 1):
        first.setdefault(total.points, place)
    return {total.subject: first[total.points] for total in ordered}


def overdue_of(engine: Engine, rules: Rules, question: Question, score: Score, period: Period) -> list[tuple[str, str]]:
    """(duty, period) of the own duties overdue that a colour counts, for the one person asked about."""
    compiler = PointsCompiler(engine, question, rules, score, period)
    duties = compiler.personal()
    found = [row for text in compiler.verdicts(duties, ("overdue",)) for row in engine.rows(f"{text}{_one(question)}")]
    named = ((duties[slot // SLOTS], slot % SLOTS) for slot, _, _ in found)
    return sorted((duty.id, compiler.slots(duty)[place]) for duty, place in named)


def _one(question: Question) -> str:
    assert question.among.subjects is not None  # asked about one person
    return f" AND v.subject IN ({', '.join(map(str, question.among.subjects))})"


def _rows(compiler: PointsCompiler) -> Iterator[PointRow]:
    labels = cache(compiler.slots)
    for row in compiler.engine.rows(compiler.ledger()):
        number, place, subject, source, slot, about, happened, quantity, sign, raw, rank, capped, paid = row
        rule = compiler.score.rule[number]
        duty = compiler.duties_of(rule)[slot // SLOTS] if rule.verdict else None
        yield PointRow(
            rule=rule,
            term=rule.term[place],
            subject=subject,
            source=source or None,
            duty=duty,
            period=labels(duty)[slot % SLOTS] if duty else "",
            about=date_of(about),
            happened=date_of(happened),
            quantity=quantity / 100,
            raw=sign * int(raw),
            once=rank == 1,
            capped=sign * int(capped),
            paid=sign * int(paid),
        )


def _total(term: ScoreTerm, subject: int, points: Any, overdue: Any) -> Total:
    held = within_limits(term, hundredths(term.base) + int(points))
    return Total(subject, int(points), held, int(overdue), colour_of(term, held, int(overdue)))


def within_limits(term: ScoreTerm, points: int) -> int:
    """The whole, not under the floor and not over the ceiling."""
    if term.floor is not None:
        points = max(points, hundredths(term.floor))
    return points if term.ceiling is None else min(points, hundredths(term.ceiling))


def colour_of(term: ScoreTerm, points: int, overdue: int) -> Colour:
    """Red before yellow; none where neither line is reached or the term draws none."""
    for colour, line in ((Colour.RED, term.red), (Colour.YELLOW, term.yellow)):
        if line is not None and reasons_for(line, points, overdue):
            return colour
    return Colour.NONE


def reasons_for(line: Line, points: int, overdue: int) -> list[str]:
    """Why the line is reached, each in one phrase; nothing where it is not."""
    found = []
    if line.below is not None and points < hundredths(line.below):
        found.append(f"积分 {points / 100:g} 分，低于 {line.below:g} 分")
    if line.overdue is not None and overdue >= line.overdue:
        found.append(f"本人应办逾期未完成 {overdue} 项，达到 {line.overdue} 项")
    return found


def lifted_when(line: Line, points: int, overdue: int) -> list[str]:
    """What would take somebody out of the line again, each in one phrase."""
    found = []
    if line.below is not None and points < hundredths(line.below):
        found.append(f"积分回到 {line.below:g} 分（还差 {(hundredths(line.below) - points) / 100:g} 分）")
    if line.overdue is not None and overdue >= line.overdue:
        found.append(f"逾期的本人应办减到 {line.overdue - 1} 项以内（现有 {overdue} 项）")
    return found
