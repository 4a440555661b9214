"""The block that says what a periodic bulletin 季通报 tells: its parts and who leads each, its grades, its figures.

Every figure has a published definition: numerator, denominator, source, period. What no record of the system gives is
entered by people or left out in so many words; it is never filled in.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dengming.rulebook.blocks import Amount, Basis, Block, Flag, Name, Slug
from dengming.rulebook.words import ScoreEvery

Measured = Literal["met", "overdue", "entered-late", "entered"]
"""What a figure counts: duties met in time, duties overdue, duties met but entered after grace; or people enter it."""


class Part(Block):
    """One part. `measured`: filled from what is held, no new material is asked for; else its findings are entered by
    hand for its lead body, which the committee sets (本地参数) where `lead` names none."""

    id: Slug
    name: Name
    lead: str = ""
    measured: Flag = False
    note: str = ""


class Grade(Block):
    """One group of 分组点评 with the least share of duties met in time, in percent; the last begins at 0."""

    id: Slug
    name: Name
    at_least: Annotated[Amount, Field(ge=0, le=100)] = 0


class Figure(Block):
    """A figure with its definition: one of the four indicators, or of the six problems.

    `duties` narrows it to some; empty: all duties of the organisations told of. `source`: where an entered figure is to
    come from, such as a ballot; what is counted comes from the records.
    """

    id: Slug
    name: Name
    numerator: Name
    denominator: Name
    measured: Measured
    duties: tuple[Slug, ...] = ()
    source: str = ""
    basis: tuple[Basis, ...] = ()


class BulletinTerm(Block):
    """What holds from a date on. `ranked` orders by rate instead of by groups and needs a document.

    `cut_off_days` after the period its figures are taken; `feedback_days` is how long those named may answer.
    """

    from_: date = Field(alias="from")
    ranked: Flag = False
    cut_off_days: Annotated[int, Field(strict=True, ge=0)] = 10
    feedback_days: Annotated[int, Field(strict=True, ge=0)] = 5
    document: str | None = None
    local: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class Bulletin(Block):
    """A bulletin that the committee issues about the organisations that hold one of the roles in `about`."""

    id: Slug
    name: Name
    about: Annotated[tuple[Slug, ...], Field(min_length=1)]
    every: ScoreEvery = "quarter"
    basis: tuple[Basis, ...] = ()
    note: str = ""
    part: Annotated[tuple[Part, ...], Field(min_length=1)]
    grade: Annotated[tuple[Grade, ...], Field(min_length=1)]
    indicator: tuple[Figure, ...] = ()
    problem: tuple[Figure, ...] = ()
    term: Annotated[tuple[BulletinTerm, ...], Field(min_length=1)]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The indicators and the problems, as they are listed."""
        return (*self.indicator, *self.problem)

    @property
    def entered_parts(self) -> list[Part]:
        """The parts that the system does not count."""
        return [part for part in self.part if not part.measured]

    def term_at(self, day: date) -> BulletinTerm | None:
        """The newest term begun by a day."""
        return next((term for term in reversed(self.term) if term.from_ <= day), None)

    def grade_of(self, percent: float) -> Grade:
        """The first grade whose line the share reaches."""
        return next((grade for grade in self.grade if percent >= grade.at_least), self.grade[-1])
