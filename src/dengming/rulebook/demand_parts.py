"""What a demand asks of people, and of what was begun under the case."""

from typing import Annotated, Literal

from pydantic import Field

from dengming.rulebook.blocks import Block, OneOrMany, Slug, Whole, Words
from dengming.rulebook.words import Without

Calendar = Literal["month", "quarter", "half-year", "year"]
"""Periods of the calendar, as duties are owed for."""


class Holders(Block):
    """People named by these fields: different ones, not the person of the case, each of whom holds one of the roles."""

    fields: Annotated[tuple[Slug, ...], Field(min_length=1)]
    role: OneOrMany
    at_least: Annotated[Whole, Field(ge=1)] = 1


class Begun(Block):
    """Entries of a register under the case: so many (`since` a stage was reached, where it is named, and `within` so
    long before the step), or in so many periods `every` of the calendar since then, the first and the running one
    too; or one in `each` full period since then. Where `different` names a field of theirs, only those count that say
    something else there. With `saying` only those count
    that say one of these values in the field; where one says another, the step is not for the case, but the one to the
    stage `instead`."""

    entry: Slug
    at_least: Annotated[Whole, Field(ge=1)] = 1
    every: Calendar | None = None
    each: Calendar | None = None
    since: Slug | None = None
    within: str | None = None
    different: Slug | None = None
    saying: dict[Slug, Words] = {}
    instead: Slug | None = None


class Follows(Block):
    """The date in a field lies not before the day on which the stage was reached."""

    field: Slug
    stage: Slug


class Rostered(Block):
    """The count in `field` is of those who hold one of the roles at the organisation on the day (of a person: where the
    person belongs), unless the field `reason` says why it differs. `when`: only where these fields say so."""

    field: Slug
    role: OneOrMany
    reason: Slug
    when: dict[Slug, Words] = {}


class Eligible(Block):
    """Whom the case is about, or the members that these fields name (of `names` those of the organisation who are
    called so): nothing of `without` speaks against them."""

    fields: OneOrMany = ()
    without: Annotated[tuple[Without, ...], Field(min_length=1)]
