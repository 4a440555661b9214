"""Judging: run each duty's SELECT and give every row its names. No row is examined one by one to decide its state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import OF_CASE, Period, chinese_label
from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.rulebook.words import State
from dengming.standing.compile import Compiler
from dengming.standing.question import Engine, Question
from dengming.standing.slots import slots_by_term


@dataclass(frozen=True)
class NeedStanding:
    """One need: the measured value, what it must reach, and whether it does (in the need's own unit)."""

    need: PlainNeed
    done: float
    met: bool


@dataclass(frozen=True)
class Standing:
    """The state of one duty for one subject and one period (or case), with what it was judged by.

    `entered_late` is the mark 补录: held in time, entered after grace. `opens` is the first day.
    """

    duty: PlainDuty
    term: PlainTerm
    subject: int
    period: str
    state: State
    entered_late: bool
    opens: date
    due: date
    grace: date
    needs: tuple[NeedStanding, ...]
    case: int | None = None

    @property
    def done(self) -> float:
        """Needs met where there are several; else the measured value."""
        return sum(need.met for need in self.needs) if len(self.needs) > 1 else self.needs[0].done

    @property
    def called(self) -> str:
        """The period as people say it; a case by the day on which it began: 2020年9月20日起的."""
        if self.case is None:
            return chinese_label(self.period)
        return f"{self.opens.year}年{self.opens.month}月{self.opens.day}日起的"

    @property
    def remind_from(self) -> date | None:
        """The first day on which it is brought to mind, where the term says how long ahead; None: from its opening."""
        return self.term.remind.before(self.due) if self.term.remind else None

    def is_far_off(self, on: date) -> bool:
        """Whether it is not yet brought to mind on the day."""
        return self.remind_from is not None and on < self.remind_from

    @property
    def needed(self) -> float:
        """How many needs there are; else what the one must reach."""
        return len(self.needs) if len(self.needs) > 1 else self.needs[0].need.at_least


def judge(
    engine: Engine, rules: Rules, question: Question, duties: Iterable[PlainDuty] | None = None
) -> list[Standing]:
    """The standing of everybody asked about, for the given duties (default: all), oldest period first."""
    found: list[Standing] = []
    for duty in rules.duties() if duties is None else duties:
        found += _recurring(engine, rules, question, duty)
        found += _cases(engine, rules, question, duty)
    return found


def _recurring(engine: Engine, rules: Rules, question: Question, duty: PlainDuty) -> Iterator[Standing]:
    for term, slots in slots_by_term(rules, duty, question.since, question.until):
        if term.unowned:
            continue
        for row in engine.rows(Compiler(engine, question, duty, term).periods(slots)):
            yield _standing(duty, term, slots[row[0]].label, row, None)


def _cases(engine: Engine, rules: Rules, question: Question, duty: PlainDuty) -> Iterator[Standing]:
    for term in duty.terms:
        if term.repeal or term.every != "case" or term.unowned:
            continue
        compiler = Compiler(engine, question, duty, term)
        opened = sorted(row[0] for row in engine.rows(compiler.openers()))
        if not opened:
            continue
        due_of = [(day, _rule_due(term, day, rules)) for day in opened]
        for row in engine.rows(compiler.cases(due_of, _repealed(duty, term))):
            yield _standing(duty, term, f"{OF_CASE}{row[0]}", row, row[0])


def _rule_due(term: PlainTerm, opened: int, rules: Rules) -> int:
    start = date_of(opened)
    due = term.case_length.after(start, rules.holidays) if term.case_length else start
    return day_of(term.due.due_day(Period(start, due, ""), rules.holidays))


def _repealed(duty: PlainDuty, term: PlainTerm) -> int | None:
    later = [other for other in duty.terms if other.since > term.since]
    return day_of(later[0].since) if later and later[0].repeal else None


def _standing(duty: PlainDuty, term: PlainTerm, period: str, row: tuple[Any, ...], case: int | None) -> Standing:
    _, subject, first, due, grace, state, entered_late, *values = row
    needs = tuple(
        NeedStanding(need, _amount(need, values[2 * number]), bool(values[2 * number + 1]))
        for number, need in enumerate(term.needs)
    )
    days = date_of(first), date_of(due), date_of(grace)
    return Standing(duty, term, subject, period, State(state), bool(entered_late), *days, needs, case)


def _amount(need: PlainNeed, value: Any) -> float:
    number = int(value or 0)
    return number / 100 if need.measure in ("sum", "last") else number
