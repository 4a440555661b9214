"""A field of a register: what may be said in it, and how it is asked for."""

from typing import Annotated, Literal

from pydantic import Field

from dengming.rulebook.blocks import Block, Flag, Name, Slug, Whole

FieldType = Literal[
    "text", "long", "date", "choice", "number", "count", "document", "member", "record", "organisation", "year",
    "names", "tally",
]  # fmt: skip


class EntryField(Block):
    """A field of a register. `long` text has several lines; `count` is a whole number, of people or ballots, and not
    below `least`; no number lies above `most`, nor a count above the one in the field `not_above`, of which it is part;
    `year` is a calendar year; `member` names a member of the organisation, `record` one of its activity records,
    `organisation` any organisation; `names` are people, a line each, `tally` the same with the votes of each. `unique`:
    no two living entries say the same. `sheet` names the printed list whose column it is; `hint` helps whoever fills it
    in. `held_in` is the system that holds it already. A date that is `past` lies not after the step that says it; nor
    does any lie before the one that it names as `not_before`. A `numbered` document is an issue number (发文字号).
    """

    id: Slug
    name: Name
    type: FieldType = "text"
    required: Flag = False
    unique: Flag = False
    sheet: str = ""
    least: Annotated[Whole, Field(ge=0)] = 0
    most: Whole | None = None
    not_above: Slug | None = None
    choices: tuple[str, ...] = ()
    hint: str = ""
    held_in: str = ""
    past: Flag = False
    numbered: Flag = False
    not_before: Slug | None = None

    @property
    def told(self) -> str:
        """What its control says: how to fill it in, and where it stands already."""
        return f"{self.hint}“{self.held_in}”里已有，可以不填。" if self.held_in else self.hint

    @property
    def is_long(self) -> bool:
        """Whether it has several lines."""
        return self.type in ("long", "names", "tally")
