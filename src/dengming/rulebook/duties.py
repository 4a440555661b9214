"""The blocks that say what is owed: matches, needs, dated terms, duties."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from dengming.rulebook.blocks import Amount, Basis, Block, Flag, Name, OneOrMany, Slug, Whole, as_tuple
from dengming.rulebook.words import MATCH_NOUNS, Every, FactRole, Held, Measure, Place


class Match(Block):
    """Which fact rows count: one noun, and what they must show. Proofs are tested inside one record."""

    activity: OneOrMany = ()
    entry: OneOrMany = ()
    check: OneOrMany = ()
    ballot: OneOrMany = ()
    below: OneOrMany = ()
    dues: OneOrMany = ()
    part: OneOrMany = ()
    stage: Slug | None = None
    role: Annotated[tuple[FactRole, ...], BeforeValidator(as_tuple)] = ()
    place: Place | None = None
    proofs: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _names_one_noun(self) -> "Match":
        if sum(bool(getattr(self, noun)) for noun in MATCH_NOUNS) != 1:
            raise ValueError("匹配条件要写且只写一类事项|请在 activity、entry、check、ballot、below、dues 中写一个。")
        return self

    @property
    def noun(self) -> str:
        """The one noun that is given."""
        return next(noun for noun in MATCH_NOUNS if getattr(self, noun))

    @property
    def names(self) -> tuple[str, ...]:
        """The ids under that noun."""
        found: tuple[str, ...] = getattr(self, self.noun)
        return found


class Due(Block):
    """When it is due, if not on the period's last day. `by`: on the last day of the quarter that the period lies in;
    `month`: in this month of the year."""

    month: Annotated[Whole | None, Field(ge=1, le=12)] = None
    day: Annotated[Whole | None, Field(ge=1, le=31)] = None
    after: str | None = None
    field: Flag = False
    not_after: date | None = None
    shift: Annotated[str | None, Field(pattern="^next-workday$")] = None
    by: Annotated[str | None, Field(pattern="^quarter$")] = None


class Need(Block):
    """One thing that must be there; all needs of a term must hold."""

    id: Slug
    name: str = ""
    counts: Match | None = None
    of: Match | None = None
    measure: Measure | None = None
    at_least: Annotated[Amount | None, Field(gt=0)] = None
    advise_at_most: Whole | None = None
    about: Annotated[str | None, Field(pattern="^previous$")] = None


class TermKeys(Block):
    """Keys that a duty may give as defaults and each dated term may restate."""

    owner: tuple[Slug, ...] | None = None
    proposed_owner: tuple[Slug, ...] | None = None
    except_: tuple[Slug, ...] | None = Field(default=None, alias="except")
    only: tuple[Slug, ...] | None = None
    held: Held | None = None
    counts: Match | None = None
    of: Match | None = None
    opens: Match | None = None
    extends: Match | None = None
    doer: tuple[Slug, ...] | None = None
    every: Every | None = None
    due: Due | None = None
    grace_days: Annotated[Whole | None, Field(ge=0)] = None
    remind: str | None = None
    measure: Measure | None = None
    at_least: Annotated[Amount | None, Field(gt=0)] = None
    advise_at_most: Whole | None = None
    about: Annotated[str | None, Field(pattern="^previous$")] = None
    waivable: Flag | None = None
    local: tuple[str, ...] | None = None
    need: tuple[Need, ...] | None = None


class Term(TermKeys):
    """What is owed from a date on.

    The newest `from` not after the period's first day is in force; a repeal cuts at once.
    """

    from_: date = Field(alias="from")
    repeal: Flag = False
    revivable: Flag = False
    document: str | None = None
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Duty(TermKeys):
    """What somebody owes. With `permit` only while the paper that opens that register holds: once, by its last day."""

    id: Slug
    name: Name
    tightens: str | None = None
    permit: Slug | None = None
    basis: tuple[Basis, ...] = ()
    note: str = ""
    term: Annotated[tuple[Term, ...], Field(min_length=1)]
