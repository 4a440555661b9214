"""The block of dues 党费: categories with dated rates, what counts into the base, the cap, the limits.

Sums and rates are decimal numbers, written in quotation marks in the file: a float would not be exact to the fen.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from dengming.rulebook.blocks import Basis, Block, Flag, Name, Slug, Whole

Rounding = Literal["fen-nearest", "fen-down", "jiao-nearest", "jiao-down", "yuan-nearest", "yuan-down"]
Way = Literal["adds", "takes-off", "left-out"]


def as_decimal(value: Any) -> Any:
    """A number in quotation marks as a decimal number."""
    if isinstance(value, Decimal):
        return value
    try:
        return Decimal(value) if isinstance(value, str) else _refuse()
    except InvalidOperation:
        return _refuse()


def _refuse() -> Decimal:
    raise ValueError('金额和比例要写成带引号的数|请写成 "0.5"、"3000" 的样子，这样才精确到分。')


Money = Annotated[Decimal, BeforeValidator(as_decimal), Field(ge=0, le=10_000_000, allow_inf_nan=False)]


class Item(Block):
    """One kind of income or deduction. `way`: it adds to the base, takes off from it, or is left out."""

    id: Slug
    name: Name
    way: Way
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    note: str = ""


class Bracket(Block):
    """A rate, in percent of the whole base, for bases up to and with `up_to`; the last has no end."""

    percent: Money
    up_to: Money | None = None


class CategoryTerm(Block):
    """What holds from a date on: brackets, one sum a month, or a range within which the sum is assessed."""

    from_: date = Field(alias="from")
    bracket: tuple[Bracket, ...] = ()
    flat: Money | None = None
    least: Money | None = None
    most: Money | None = None
    basis: tuple[Basis, ...] = ()


class Category(Block):
    """A kind of members by their income. `base` says in words what the base is; `items`: it is worked out of items."""

    id: Slug
    name: Name
    base: str = ""
    items: Flag = False
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    term: Annotated[tuple[CategoryTerm, ...], Field(min_length=1)]

    def term_at(self, day: date) -> CategoryTerm | None:
        """The newest term begun by a day."""
        return next((term for term in reversed(self.term) if term.from_ <= day), None)


class DuesTerm(Block):
    """What holds for everybody from a date on.

    `cap`: no more a month, unless one gives more freely; `central`: a free payment of so much at once goes to the
    centre whole; `back_months`: so many months may be paid back without a reason; `unpaid_months`: so many in a row
    are the line; `rounding`: how a sum is rounded until the committee says otherwise.
    """

    from_: date = Field(alias="from")
    cap: Money | None = None
    central: Money | None = None
    back_months: Annotated[Whole, Field(ge=1, le=120)]
    unpaid_months: Annotated[Whole, Field(ge=1, le=120)]
    rounding: Rounding
    local: tuple[str, ...] = ()
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]


class UnpaidLine(Block):
    """A line for months unpaid in a row, with its sources: a proposal for people to look at."""

    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]


@dataclass(frozen=True)
class DuesPart:
    """Something about dues, besides a month that was paid, that a duty may count; `name` is what was done."""

    id: str
    name: str


ASSESSED: Final = DuesPart("assessed", "核定")
"""That a member of the organisation was assessed, from a month of the period on."""


class Dues(Block):
    """The dues of members. `assessed` is the role of those whose sum is assessed, `quarterly` of those who may pay by
    the quarter; `unpaid` cites what the regulations say of months unpaid in a row; `published` is the register that
    says that the year was made public."""

    id: Slug
    name: Name
    assessed: Slug
    quarterly: Slug
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    unpaid: UnpaidLine
    published: Slug | None = None
    item: tuple[Item, ...] = ()
    category: Annotated[tuple[Category, ...], Field(min_length=1)]
    term: Annotated[tuple[DuesTerm, ...], Field(min_length=1)]

    @property
    def parts(self) -> tuple[DuesPart, ...]:
        """What a match may name behind the id."""
        return (ASSESSED,)

    def term_at(self, day: date) -> DuesTerm | None:
        """The newest term begun by a day."""
        return next((term for term in reversed(self.term) if term.from_ <= day), None)

    def category_of(self, name: str) -> Category | None:
        """The category by id."""
        return next((one for one in self.category if one.id == name), None)
