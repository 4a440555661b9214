"""调整: the committee's own numbers from a date on, by a paper, laid over what the pack says. Here for points 积分办法;
for duties in `tuning_duties`.

What was in force before the date stays as it was: a new dated term is added, none is changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from dengming.refusal import Refusal
from dengming.rulebook.blocks import Basis
from dengming.rulebook.scores import Colour, PointRule, PointTerm, Score, ScoreTerm


@dataclass(frozen=True)
class Line:
    """When a colour is proposed: points below, or so many own duties overdue; None: not by this."""

    below: float | None
    overdue: int | None


@dataclass(frozen=True)
class Tuned:
    """One adjustment of whatever it is: from which day, by which paper."""

    since: date
    document: str


T = TypeVar("T", bound=Tuned)


def added(changes: tuple[T, ...], change: T, today: date) -> tuple[T, ...]:
    """The adjustments with one more; another of the same day gives way. Raises Refusal on a day gone by, and on one
    before an adjustment that is decided already."""
    if change.since < today:
        raise Refusal(f"起始日期 {change.since} 已经过去：以前的不能倒改，请填今天或以后的日期。")
    before = tuple(it for it in changes if it.since != change.since)
    if any(it.since > change.since for it in before):
        raise Refusal(f"{change.since} 之后已经定了别的调整：请填更晚的日期。")
    return (*before, change)


@dataclass(frozen=True)
class TunedScore(Tuned):
    """One adjustment of points: the base, the lines, and the points of rules that change."""

    base: float
    yellow: Line
    red: Line
    points: Mapping[str, float] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        lines = {name: [line.below, line.overdue] for name, line in (("yellow", self.yellow), ("red", self.red))}
        plain = {"since": self.since.isoformat(), "document": self.document, "base": self.base}
        return {**plain, **lines, "points": dict(self.points)}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "TunedScore":
        """The value that `dump` wrote."""
        since, lines = date.fromisoformat(value["since"]), (Line(*value["yellow"]), Line(*value["red"]))
        return cls(since, value["document"], value["base"], *lines, dict(value["points"]))


def tuned(score: Score, changes: Iterable[TunedScore]) -> Score:
    """The score with the adjustments as dated terms of its own."""
    for change in sorted(changes, key=lambda change: change.since):
        terms = (*(it for it in score.term if it.from_ < change.since), _term(score, change))
        rules = tuple(_rule(rule, change) for rule in score.rule)
        score = score.model_copy(update={"term": terms, "rule": rules})
    return score


def _term(score: Score, change: TunedScore) -> ScoreTerm:
    before = score.term_at(change.since) or score.term[0]
    basis = (Basis(local=f"由单位按《{change.document}》调整。"),)
    lines = {"yellow": _colour(change.yellow), "red": _colour(change.red)}
    said = {"from_": change.since, "base": change.base, "document": change.document, "basis": basis}
    return before.model_copy(update={**said, **lines, "note": ""})


def _colour(line: Line) -> Colour | None:
    return None if line.below is None and line.overdue is None else Colour(below=line.below, overdue=line.overdue)


def _rule(rule: PointRule, change: TunedScore) -> PointRule:
    if rule.id not in change.points:
        return rule
    kept = tuple(term for term in rule.term if term.from_ < change.since)
    cap = kept[-1].cap if kept else None
    told = {"from": change.since, "points": change.points[rule.id], "cap": cap, "document": change.document}
    term = PointTerm.model_validate({**told, "local": ["points", "cap"]})
    return rule.model_copy(update={"term": (*kept, term)})
