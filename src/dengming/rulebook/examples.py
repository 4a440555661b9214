"""Worked examples: every institution file carries some, and they are run."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from dengming.rulebook.blocks import Amount, Block, Flag, Name, OneOrMany, Slug, Whole
from dengming.rulebook.dues import Money, Rounding


def one_as_many(value: Any) -> Any:
    """Let a single block stand for a list of one."""
    return (value,) if isinstance(value, dict) else value


class ExampleFact(Block):
    """One thing done, in the words of an example; it becomes fact rows by the same emission as a real record."""

    activity: OneOrMany = ()
    entry: Slug | None = None
    check: Slug | None = None
    waiver: Slug | None = None
    dues: Slug | None = None
    part: OneOrMany = ()
    stage: Slug | None = None
    host: OneOrMany = ()
    subject: str | None = None
    case: str | None = None
    under: str | None = None
    happened: date
    about: date | None = None
    until: date | None = None
    deadline: date | None = None
    proofs: tuple[Slug, ...] = ()
    quantity: Amount | None = None
    attend: OneOrMany = ()
    chair: OneOrMany = ()
    lecture: OneOrMany = ()
    speak: OneOrMany = ()
    report: OneOrMany = ()
    observe: OneOrMany = ()
    absent: OneOrMany = ()
    excused: OneOrMany = ()
    entered: date | None = None
    withdrawn: date | None = None


class ExampleSpan(Block):
    """A span that an example adds to (or, with `instead`, puts in place of those of) the example district."""

    subject: str
    role: Slug
    at: str | None = None
    since: date
    until: date | None = None
    entered: date | None = None
    withdrawn: date | None = None
    instead: Flag = False


class Expectation(Block):
    """What must come out. `state = "none"` says that nothing is owed."""

    duty: Slug
    subject: str | None = None
    period: str | None = None
    case: str | None = None
    state: Annotated[str, Field(pattern="^(upcoming|open|grace|overdue|met|late|waived|none|unowned)$")]
    done: Amount | None = None
    needed: Amount | None = None
    due: date | None = None
    remind_from: date | None = None


class PointsExpectation(Block):
    """What points and which colour must come out on the day; `colour = "exempt"`: no points are kept for the person.

    `paid` names rules with what they give in all, caps and all taken off.
    """

    score: Slug
    subject: str
    points: Amount | None = None
    colour: Annotated[str | None, Field(pattern="^(none|yellow|red|exempt)$")] = None
    overdue: Whole | None = None
    paid: dict[str, Amount] = Field(default_factory=dict)


class DuesExpectation(Block):
    """What a member of the category pays a month. The base is given, or follows from `items` of income."""

    dues: Slug
    category: Slug
    base: Money | None = None
    items: dict[Slug, Money] = Field(default_factory=dict)
    rounding: Rounding | None = None
    monthly: Money


class ExampleRevival(Block):
    """That a repealed duty was turned on again."""

    since: date
    document: Name


class ExamplePermit(Block):
    """That a register was opened by a paper."""

    since: date
    until: date | None = None
    document: Name


class Example(Block):
    """A worked example; the test suite and `dengming rulebook check` run it."""

    name: Name
    on: date
    known: date | None = None
    revive: dict[str, ExampleRevival] = Field(default_factory=dict)
    permit: dict[str, ExamplePermit] = Field(default_factory=dict)
    own: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    facts: tuple[ExampleFact, ...] = ()
    spans: tuple[ExampleSpan, ...] = ()
    expect: Annotated[tuple[Expectation, ...], BeforeValidator(one_as_many)] = ()
    expect_points: Annotated[tuple[PointsExpectation, ...], BeforeValidator(one_as_many)] = ()

    expect_dues: Annotated[tuple[DuesExpectation, ...], BeforeValidator(one_as_many)] = ()

    @model_validator(mode="after")
    def _expects_something(self) -> "Example":
        if not (self.expect or self.expect_points or self.expect_dues):
            raise ValueError("例子没有写应得的结果|请写 expect（应办）、expect_points（积分）或 expect_dues（党费）。")
        return self
