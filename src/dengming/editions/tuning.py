"""调整: the committee's own numbers from a date on, by a paper, laid over what the pack says. Here for points 积分办法;
for duties in `tuning_duties`.

What was in force before the date stays as it was: a new dated term is added, none is changed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
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
    """The adjustments with one more. Raises Refusal on a day gone by, and on one before an adjustment that is decided
    already."""
    if change.since < today:
        raise Refusal(f"起始日期 {change.since} 已经过去：以前的不能倒改，请填今天或以后的日期。")
    if any(it.since > change.since for it in changes):
        raise Refusal(f"{change.since} 之后已经定了别的调整：请填更晚的日期。")
    return (*changes, change)


@dataclass(frozen=True)
class TunedScore(Tuned):
    """One adjustment of points: only what changes. None: the base, the line stays as it is."""

    base: float | None = None
    yellow: Line | None = None
    red: Line | None = None
    points: Mapping[str, float] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        lines = {name: line and [line.below, line.overdue] for name, line in self._lines.items()}
        plain = {"since": self.since.isoformat(), "document": self.document, "base": self.base}
        return {**plain, **lines, "points": dict(self.points)}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "TunedScore":
        """The value that `dump` wrote."""
        yellow, red = (Line(*value[name]) if value[name] else None for name in ("yellow", "red"))
        since = date.fromisoformat(value["since"])
        return cls(since, value["document"], value["base"], yellow, red, dict(value["points"]))

    @property
    def of_score(self) -> dict[str, Any]:
        """What it changes of the score's own term."""
        base = {} if self.base is None else {"base": self.base}
        return {**base, **{name: _colour(line) for name, line in self._lines.items() if line is not None}}

    @property
    def _lines(self) -> dict[str, Line | None]:
        return {"yellow": self.yellow, "red": self.red}


def tuned(score: Score, changes: Iterable[TunedScore]) -> Score:
    """The score with the adjustments, in the order in which they were decided, as dated terms of its own.

    An adjustment goes on over terms that begin later: they keep their day and their caps and take its numbers.
    """
    for change in changes:
        rules = tuple(_rule(rule, change) for rule in score.rule)
        terms = _laid(score.term, change.since, partial(_term, change)) if change.of_score else score.term
        score = score.model_copy(update={"term": terms, "rule": rules})
    return score


D = TypeVar("D", bound=ScoreTerm | PointTerm)


def _laid(terms: tuple[D, ...], since: date, changed: Callable[[D, date], D]) -> tuple[D, ...]:
    """The dated terms with a change from a day on: what is in force then begins anew, what begins later stays later."""
    before, later = [it for it in terms if it.from_ < since], [it for it in terms if it.from_ >= since]
    anew = before[-1:] if not later or later[0].from_ > since else []
    return (*before, *(changed(it, since) for it in anew), *(changed(it, it.from_) for it in later))


def _term(change: TunedScore, term: ScoreTerm, since: date) -> ScoreTerm:
    papers = dict.fromkeys(paper for paper in (term.document, change.document) if paper)
    basis = (Basis(local=f"由单位按《{change.document}》调整。"),)
    said = {"from_": since, "document": "；".join(papers), "basis": basis, "note": ""}
    return term.model_copy(update={**said, **change.of_score})


def _colour(line: Line) -> Colour | None:
    return None if line.below is None and line.overdue is None else Colour(below=line.below, overdue=line.overdue)


def _rule(rule: PointRule, change: TunedScore) -> PointRule:
    if rule.id not in change.points:
        return rule
    terms = _laid(rule.term, change.since, partial(_point_term, change, change.points[rule.id]))
    return rule.model_copy(update={"term": terms})


def _point_term(change: TunedScore, points: float, term: PointTerm, since: date) -> PointTerm:
    if term.repeal:
        return term.model_copy(update={"from_": since})
    told = {"from": since, "points": points, "cap": term.cap, "document": change.document}
    return PointTerm.model_validate({**told, "local": ["points", "cap"]})
