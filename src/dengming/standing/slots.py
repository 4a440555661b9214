"""Slots: the stretches a duty is judged for, all dates worked out here so that SQL only compares day numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.calendar.days import FAR_DAY, day_of
from dengming.calendar.periods import Period, periods_between, previous
from dengming.calendar.workdays import HolidayTable
from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainTerm, term_for


@dataclass(frozen=True)
class Slot:
    """One period of a duty: facts lie in `first`…`last`; those about the previous period in `earlier_…`."""

    label: str
    first: int
    last: int
    due: int
    grace: int
    earlier_first: int
    earlier_last: int


def slots_by_term(rules: Rules, duty: PlainDuty, since: date, until: date) -> Iterator[tuple[PlainTerm, list[Slot]]]:
    """The duty's periods that touch the days asked about, grouped by the term that each goes by."""
    found: dict[int, tuple[PlainTerm, list[Slot]]] = {}
    for every in dict.fromkeys(term.every for term in duty.terms if not term.repeal):
        if every == "case":
            continue
        for period in _periods(duty, every, since, until):
            term = term_for(duty.terms, period)
            if term is not None and term.every == every and rules.asks_in(period.first):
                found.setdefault(id(term), (term, []))[1].append(_slot(term, period, rules.holidays))
    yield from found.values()


def _periods(duty: PlainDuty, every: str, since: date, until: date) -> list[Period]:
    if every != "once":
        return periods_between(every, since, until)
    return [
        Period(term.since, term.not_after or date.max, "once")
        for term in duty.terms
        if not term.repeal and term.every == "once" and term.since <= until
    ]


def _slot(term: PlainTerm, period: Period, holidays: HolidayTable) -> Slot:
    due = term.due.due_day(period, holidays) if period.last != date.max else date.max
    before = period if term.every == "once" else previous(term.every, period)
    grace = due if due == date.max else due + timedelta(days=term.grace_days)
    return Slot(
        period.label,
        day_of(period.first),
        min(day_of(period.last), FAR_DAY),
        day_of(due),
        day_of(grace),
        day_of(before.first),
        day_of(before.last),
    )
