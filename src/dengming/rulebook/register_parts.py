"""The small blocks of which a register is built: what a step needs and gives, what lies under what, how it begins."""

from typing import Annotated, Literal

from pydantic import Field

from dengming.rulebook.blocks import Basis, Block, Flag, Name, OneOrMany, Slug, Whole
from dengming.rulebook.words import Capability, ScoreEvery

Structure = Literal["age", "gender", "ethnicity", "education", "job"]
"""A particular of people by which a structure is shown; no threshold is known, so that none is judged."""


class Needed(Block):
    """What must stand elsewhere before a step: a living entry of that register about the same organisation, or the
    entry that this one belongs to, that has reached the stage."""

    entry: Slug
    stage: Slug


class Gift(Block):
    """What a stage gives the person whom the case is about, as long as it stands there and its period runs: a role at
    the organisation that the field `at` names; `paper` is the field of the document that says so."""

    role: Slug
    at: Slug
    paper: Slug | None = None


class Effect(Block):
    """影响期: how long an entry (of these parts, empty: of any) tells on whom it is about, such as `18 months` from the
    day in the field `from`, that day included. Where `held_until` names a date field it does not end before that day,
    and not at all while the field says nothing.
    """

    id: Slug
    name: Name
    part: OneOrMany = ()
    from_: Slug = Field(alias="from")
    lasts: str
    held_until: Slug | None = None
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]


class Becoming(Block):
    """What a person is from a stage on: a membership at the branch, or none (`role` left out: it ends).

    From the day of the step, of the stage `since`, or in the field `from`.
    """

    role: Slug | None = None
    since: Slug | None = None
    from_: Slug | None = Field(default=None, alias="from")


class Renewal(Block):
    """The case that follows on this one: begun on the day of the stage `since`, with what its first fields take over
    from fields of this one (own field = field of this one)."""

    since: Slug
    fields: dict[Slug, Slug] = {}


class Missing(Block):
    """That every organisation of the owners (but those who hold a role of `except`) has one that is not over: who has
    none is listed under this name, and whoever records there is told to begin it."""

    name: Name
    except_: OneOrMany = Field(default=(), alias="except")


class Under(Block):
    """What an entry belongs to: an entry of that register, which has reached the stage where one is named, and is not
    over, unless `over` says that it may be: what was done wrong is found when the file is finished. `after`: it is done
    after the day in that date field of what it belongs to; what lies before is not taken, and never counts there."""

    entry: Slug
    stage: Slug | None = None
    over: Flag = False
    after: Slug | None = None


class Suggestion(Block):
    """When the system suggests a case about an organisation; nothing follows by itself, somebody takes it up or not.

    Either `overdue`: so many of its own duties (of `duties`, empty: of all) are overdue in the running period; or
    `bulletin` and `grade`: it stands in that group in the bulletin issued last, in this period or the one before.
    """

    every: ScoreEvery
    overdue: Annotated[Whole | None, Field(ge=1)] = None
    duties: tuple[Slug, ...] = ()
    bulletin: Slug | None = None
    grade: Slug | None = None
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]


class Preset(Block):
    """An entry that the register begins with, offered to be filed as it stands, and the clause that it comes from."""

    clause: str
    fields: dict[str, str]


class Inspection(Block):
    """That the cases of a register can be checked by one button (四查): what it is called; which particulars of the
    people its structure is shown by; and how many may reach a stage in a year: by the newest entry of the register
    `plan` about the organisation, in its field `planned`, for those who reach the stage `counted`."""

    name: Name
    structure: tuple[Structure, ...] = ()
    plan: Slug | None = None
    planned: Slug | None = None
    counted: Slug | None = None


class Paper(Block):
    """A paper of a case, filled in from what is known: a notice, a report, a resolution. `text` are its paragraphs with
    marks such as `{{ name }}`; `stages` those from which on it can be printed, none: always; `signed` stands under it
    with the day of the stage `on`, or (None) of printing.
    """

    id: Slug
    name: Name
    stages: tuple[Slug, ...] = ()
    to: str = ""
    text: Annotated[tuple[str, ...], Field(min_length=1)]
    signed: str = "{{ branch }}"
    on: Slug | None = None


class Sending(Block):
    """One act that sends an entry of another register to every organisation below that has none from it yet, such as
    举一反三: from which stages, by which capability."""

    entry: Slug
    verb: Name
    from_: Annotated[tuple[Slug, ...], Field(min_length=1, alias="from")]
    may: Capability
