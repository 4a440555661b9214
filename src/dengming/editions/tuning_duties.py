"""调整应办: a duty's numbers from a first day of its period on, by a paper; laid over the duty as the pack has it.

An adjustment goes on when the pack gets a later term with the same period; a number that would then loosen an article
gives way to it, and a repeal ends what it ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from dengming.calendar.periods import PeriodError, period_of
from dengming.editions.tuning import Tuned
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Basis
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.numbers import Numbers, impossible, key_of, loosened, numbers_of, refusal_of, with_numbers
from dengming.rulebook.terms import PlainTerm, term_at


@dataclass(frozen=True)
class TunedDuty(Tuned):
    """One adjustment of a duty: the numbers that change, and the period (`every`) that they are meant for."""

    every: str
    numbers: Numbers = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        plain = {"since": self.since.isoformat(), "document": self.document, "every": self.every}
        return {**plain, "numbers": dict(self.numbers)}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "TunedDuty":
        """The value that `dump` wrote."""
        return cls(date.fromisoformat(value["since"]), value["document"], value["every"], dict(value["numbers"]))


def tuned_duty(duty: PlainDuty, changes: Sequence[TunedDuty]) -> PlainDuty:
    """The duty with the adjustments as dated terms of its own; of two that say the same number the later counts."""
    if not changes:
        return duty
    dates = sorted({term.since for term in duty.terms} | {change.since for change in changes})
    found = [term for day in dates if (term := _at(day, duty, changes)) is not None]
    ends = [term.since for term in found[1:]]
    return replace(duty, terms=tuple(replace(it, until=end) for it, end in zip(found, [*ends, None], strict=True)))


def checked(duty: PlainDuty, before: Sequence[TunedDuty], change: TunedDuty) -> TunedDuty:
    """The adjustment with only what it changes. `duty` is as the pack has it, `before` what was decided already.

    Raises Refusal where nothing is owed then, on a day within a period, on a number that cannot be or that loosens.
    """
    base = _owed_at(duty, change.since)
    _check_first_day(base, change.since)
    for sentence in impossible(base, change.numbers):
        raise Refusal(sentence)
    now = term_at(tuned_duty(duty, before).terms, change.since) or base
    present = numbers_of(now)
    said = {name: value for name, value in change.numbers.items() if name in present and value != present[name]}
    if not said:
        raise Refusal("与现行的要求一样，没有要调整的：请改动次数、宽限天数或到期日。")
    firm = term_at(duty.untightened, change.since)
    for name, value in said.items():
        if (loose := loosened(base, firm, name, value)) is not None:
            raise Refusal(refusal_of(duty, loose, firm, name, value))
    return replace(change, every=base.every, numbers=said)


def _at(day: date, duty: PlainDuty, changes: Sequence[TunedDuty]) -> PlainTerm | None:
    """The term that begins on a day; None where none does."""
    base = term_at(duty.terms, day)
    if base is None:
        return None
    begun = [it for it in changes if it.since <= day and it.every == base.every]
    numbers = {name: value for it in begun for name, value in it.numbers.items()}
    firm = term_at(duty.untightened, day)
    kept = {
        name: value
        for name, value in numbers.items()
        if name in numbers_of(base) and loosened(base, firm, name, value) is None
    }
    if base.repeal or not kept:
        return base if base.since == day else None
    papers = dict.fromkeys(it.document for it in begun)
    said = tuple(Basis(local=f"数字由机关工委按{paper}调整。") for paper in papers)
    return replace(
        with_numbers(base, kept),
        since=day,
        document="；".join(paper for paper in (base.document, *papers) if paper),
        local=tuple(dict.fromkeys((*base.local, *(key_of(name) for name in kept)))),
        basis=(*(base.basis or duty.basis), *said),
    )


def _owed_at(duty: PlainDuty, day: date) -> PlainTerm:
    term = term_at(duty.terms, day)
    if term is None or term.repeal:
        raise Refusal(f"“{duty.name}”在 {day} 不作要求，没有可以调整的：请填它施行期间的日期。")
    if term.every == "once":
        raise Refusal(f"“{duty.name}”只办一次，没有下一个周期可以调整。")
    return term


def _check_first_day(term: PlainTerm, day: date) -> None:
    """A term begins with a period: one that began within it would wait for the next, and say another day than it means.
    A duty owed case by case goes by the day on which the case opens."""
    if term.every == "case":
        return
    try:
        period = period_of(term.every, day)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    if period.first != day:
        following = period.last + timedelta(days=1)
        raise Refusal(f"起始日期 {day} 在一个周期的中间：请填周期的第一天，如 {following}。")
