"""The blocks that say what earns and loses points 积分, and from where a colour 双色预警 is proposed.

Points come from facts (`counts`) or, for something not done, from a verdict on an own duty (`verdict`); from nothing
else. Every number is dated: points by the day of the fact, caps and thresholds by the day judged.
"""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from dengming.rulebook.blocks import Amount, Basis, Block, Flag, Name, OneOrMany, Slug, Whole, as_tuple
from dengming.rulebook.duties import Match
from dengming.rulebook.words import CapEvery, ScoreEvery, VerdictState

Cap = Annotated[Amount, Field(ge=0)]


class Colour(Block):
    """When a colour is proposed: points below a line, or so many own duties overdue. Either is enough."""

    below: Amount | None = None
    overdue: Annotated[Whole | None, Field(ge=1)] = None

    @model_validator(mode="after")
    def _says_when(self) -> "Colour":
        if self.below is None and self.overdue is None:
            raise ValueError("预警条件是空的|请写 below（低于多少分）或 overdue（几项逾期未完成）。")
        return self


class ScoreTerm(Block):
    """The score's own keys from a date on: what one starts with, the limits, the lines of the colours.

    `caps` limits what a group of rules may earn in the score's period; `floor` and `ceiling` limit the whole.
    `answer_days`: how many days somebody who was told of a warning has to explain or appeal. `ranked` lists a branch's
    members by points instead of by name and needs a document.
    """

    from_: date = Field(alias="from")
    base: Amount = 0
    floor: Amount | None = None
    ceiling: Amount | None = None
    caps: dict[str, Cap] = Field(default_factory=dict)
    yellow: Colour | None = None
    red: Colour | None = None
    answer_days: Annotated[Whole, Field(ge=0)] = 10
    ranked: Flag = False
    document: str | None = None
    local: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Group(Block):
    """Rules that belong together 类别. `once`: one record pays a person one rule of the group, the highest."""

    id: Slug
    name: Name
    once: Flag = False


class Verdict(Block):
    """The states of own duties that a rule answers to: there is no fact of something not done."""

    duty: OneOrMany
    state: Annotated[tuple[VerdictState, ...], BeforeValidator(as_tuple)] = ("overdue",)


class PointTerm(Block):
    """What one fact or verdict gives from a date on: points (negative: taken off), with a cap on their sum.

    `cap` is a magnitude: the most that the rule gives, or takes, in one `cap_every`.
    """

    from_: date = Field(alias="from")
    points: Amount | None = None
    cap: Cap | None = None
    repeal: Flag = False
    document: str | None = None
    local: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class PointRule(Block):
    """One rule of a score 计分项. `per = "unit"`: for each unit (学时) instead of each record."""

    id: Slug
    name: Name
    group: Slug
    counts: Match | None = None
    verdict: Verdict | None = None
    per: Annotated[str, Field(pattern="^(record|unit)$")] = "record"
    cap_every: CapEvery | None = None
    basis: tuple[Basis, ...] = ()
    note: str = ""
    term: Annotated[tuple[PointTerm, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _answers_to_one(self) -> "PointRule":
        if (self.counts is None) == (self.verdict is None):
            raise ValueError("计分项要写且只写一个来由|请写 counts（按事实）或 verdict（按应办的判定）。")
        return self


class Paper(Block):
    """The branch's paper 积分情况通报: how often, at which activity it is read out, and the register of its readings.

    A line of that register comes from the reading of a paper, never from typing.
    """

    name: Name
    entry: Slug
    every: ScoreEvery = "quarter"
    read_at: OneOrMany


class Link(Block):
    """Where points are cited 挂钩: beside the grade, never as the grade.

    `without` names rules that may not count there: an honour that gave points must not come back into the same award.
    """

    id: Slug
    name: Name
    without: tuple[Slug, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Score(Block):
    """How points are kept 积分办法: whose, over which period, by which rules.

    `studied_at`: the activities at which a proposed colour is studied; their records are offered to be named.
    """

    id: Slug
    name: Name
    owner: tuple[Slug, ...]
    except_: tuple[Slug, ...] = Field(default=(), alias="except")
    every: ScoreEvery = "year"
    studied_at: OneOrMany = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""
    paper: Paper | None = None
    group: Annotated[tuple[Group, ...], Field(min_length=1)]
    rule: tuple[PointRule, ...] = ()
    link: tuple[Link, ...] = ()
    term: Annotated[tuple[ScoreTerm, ...], Field(min_length=1)]

    def term_at(self, day: date) -> ScoreTerm | None:
        """The newest term begun by a day; None before the first."""
        return next((term for term in reversed(self.term) if term.from_ <= day), None)

    def group_of(self, rule: PointRule) -> Group:
        """The group that a rule belongs to."""
        return next(group for group in self.group if group.id == rule.group)
