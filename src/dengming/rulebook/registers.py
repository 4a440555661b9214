"""The block of a register 台账: its fields, the stages a case of it goes through, and when one is suggested.

A register whose stages come to an `end` holds cases that are worked on; any other holds lines that are only filed.
"""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from dengming.rulebook.agreements import Agreement
from dengming.rulebook.blocks import Basis, Block, Flag, Name, OneOrMany, Part, Slug
from dengming.rulebook.demands import Demand
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.register_parts import (
    Becoming,
    Effect,
    Gift,
    Inspection,
    Missing,
    Needed,
    Paper,
    Preset,
    Renewal,
    Sending,
    Suggestion,
    Under,
)
from dengming.rulebook.words import Capability, Guard, ScoreEvery

View = Literal["list", "board", "matrix", "tree", "owners"]
_CHOSEN: Final = ("record", "organisation")
"""Types of fields that are chosen from what one case's own organisation has: for many at once there is no such list."""


class EntryStage(Block):
    """A stage of a register's case, and the step that leads to it.

    The step is labelled `verb`, is taken by whoever has the capability `may` at the place (and one of the posts `by`,
    where they are named, with `nearest` only at the nearest organisation of a kind that has such posts; what a
    `superior` decides, at the organisation above it), and asks for the fields `needs`, and
    for `asks` where there is something to say; `materials` must be there, those it `takes` may be, and what `requires`
    names must stand. `limit` is the time for it after the step before, `wait` the time that must be gone by first
    (公示). `back` names the stages that it may be
    sent back to; from an `end`, that is to open the case again. At a stage that is `done` the work is done, though
    something may follow. `sets_due` names the field that gives the case its agreed day, `expires` the one after whose
    day the case ends by itself. `issues` names the register of which one entry is issued to each organisation below.
    A case at an `inner` stage is seen by the committee alone, at a `public` one by everybody. At an `open_to_members`
    one that has come to nobody yet, each member of the organisation may take it on for themselves; one that is shown
    `to_members` those of the organisation, and of all below it, may read. `gives` is the role
    that the person has there; `becomes` the membership from there on. `demand` is what regulations ask of the step; of
    many stages those of one `phase` share a column of the board. A step `at` the organisation in a field is taken
    there, and whoever reads there sees the case while it waits; by the one that `moves_to` that branch the person
    belongs to it. One by `chance` is taken when something happens (取得联系): nobody is reminded of it. A stage that
    `withdraws_below` (作废) takes back what was sent down by mistake: all that lies below is withdrawn with it, and the
    field named there says why. An `own` step may also
    be taken by the person whom the case is about; a case at an `idle` stage waits for nobody; at one that `lifts`, its
    effects are no more. At an `undelivered` one of a restricted register the person whom it is about does not see it
    yet; `tells` is what that person is told from there on. One that `renews`
    begins the next case of the register about the same organisation; `fills` are the posts there that those elected may
    be given from then on, while those who had them leave.
    """

    id: Slug
    name: Name
    from_: tuple[Slug, ...] = Field(default=(), alias="from")
    verb: str = ""
    may: Capability = "record"
    by: tuple[Slug, ...] = ()
    superior: Flag = False
    nearest: Flag = False
    part: OneOrMany = ()
    needs: tuple[Slug, ...] = ()
    asks: tuple[Slug, ...] = ()
    materials: tuple[Slug, ...] = ()
    takes: tuple[Slug, ...] = ()
    requires: Needed | None = None
    guard: Guard | None = None
    back: tuple[Slug, ...] = ()
    end: Flag = False
    done: Flag = False
    inner: Flag = False
    sets_due: Slug | None = None
    expires: Slug | None = None
    limit: str | None = None
    wait: str | None = None
    public: Flag = False
    open_to_members: Flag = False
    to_members: Flag = False
    issues: Slug | None = None
    gives: Gift | None = None
    withdraws_below: Slug | None = None
    becomes: Becoming | None = None
    at: Slug | None = None
    moves_to: Slug | None = None
    chance: Flag = False
    own: Flag = False
    idle: Flag = False
    lifts: Flag = False
    undelivered: Flag = False
    tells: str = ""
    renews: Renewal | None = None
    fills: tuple[Slug, ...] = ()
    phase: str = ""
    demand: tuple[Demand, ...] = ()
    note: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The fields that its step asks for: those that must be said and those that may."""
        return (*self.needs, *self.asks)

    @property
    def leaves(self) -> bool:
        """Whether by it the person leaves the branch."""
        return self.moves_to is not None or (self.becomes is not None and self.becomes.role is None)

    @property
    def rests(self) -> bool:
        """Whether a case here waits for nobody: a role runs, or the work is done; and it ends by itself on its day."""
        return self.idle or self.gives is not None or (self.done and self.expires is not None)


class Entry(Block):
    """A declared register 台账. `filed_at` names the activities at which its entries may be made (两报告 read out).

    `within`: a line is only taken while the period that it is about runs; `one_per`: one about each subject in it;
    `of_year`: the field of the calendar year that an entry is about, which may be the next one (a plan); `one_open`:
    one about each that is not over; `missing`: and who has none is listed and told.
    `month`: a line says which month it is about, `year`: which year, one gone by (its sums are
    whole then). `bare`: only that something was reported is kept,
    never what was said. `permit`: it is closed until the committee says who may issue it and which paper allows it,
    with `permit_ends` until when. `restricted` names the capability that it takes to learn of it at all, beside the
    person whom an entry is about: it makes no facts, and for everybody else it is not there. `effect` is how long it
    tells on that person.
    `under` names the registers whose entries its own belong to; `issue_to` the roles to which they are issued; `doer`
    the field that names the person to whom the work comes. `view` is how the page shows it; of a matrix `column` is
    the field of what its entries lie under that heads the columns; a tree shows what lies under its entries, at all
    depths, and a page for each part; `owners` has a row for each of those who owe one. Entries without parts of their
    own, unless issued, are of the part of what they were begun under. `due_name` is what the day is called that a duty
    sets for a case; `columns` are the fields of the printed list where there are too many for a page. `preset` are
    entries offered to begin with.
    `newcomer`: it may be begun for somebody who is not here yet and becomes that (入党申请人) by its first step.
    `encloses` names the register whose printed lists stand behind the printed paper of this one, of the same
    organisations.
    `from`: the day from which the regulation is in force; nothing is filed for a day before it.
    `paste`: a whole table of entries may be pasted at once. `agreement`: its cases are agreements of two parties.
    `inspection`: they are checked by one button.
    """

    id: Slug
    name: Name
    owner: tuple[Slug, ...]
    parts: tuple[Part, ...] = ()
    unit: str | None = None
    from_: Annotated[date | None, Field(alias="from")] = None
    issue_to: tuple[Slug, ...] = ()
    under: tuple[Under, ...] = ()
    filed_at: tuple[Slug, ...] = ()
    within: ScoreEvery | None = None
    one_per: ScoreEvery | None = None
    of_year: Slug | None = None
    one_open: Flag = False
    missing: Missing | None = None
    restricted: Capability | None = None
    permit: Flag = False
    permit_ends: Flag = False
    month: Flag = False
    year: Flag = False
    bare: Flag = False
    newcomer: Slug | None = None
    doer: Slug | None = None
    view: View = "list"
    column: Slug | None = None
    encloses: Slug | None = None
    paste: Flag = False
    back_verb: str = ""
    preset: tuple[Preset, ...] = ()
    empty: str = ""
    due_name: str = ""
    columns: tuple[Slug, ...] = ()
    suggest: Suggestion | None = None
    agreement: Agreement | None = None
    inspection: Inspection | None = None
    field: tuple[EntryField, ...] = ()
    stage: Annotated[tuple[EntryStage, ...], Field(min_length=1)]
    send: tuple[Sending, ...] = ()
    effect: tuple[Effect, ...] = ()
    paper: tuple[Paper, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""

    @property
    def is_supervised(self) -> bool:
        """Whether a 督办单 is written on what is late: never of a restricted one, for it would tell others."""
        return self.is_case and self.restricted is None

    @property
    def is_case(self) -> bool:
        """Whether its entries are worked on until they end."""
        return len(self.stage) > 1 and any(stage.end for stage in self.stage)

    @property
    def by_hand(self) -> bool:
        """Whether its entries may be begun by hand: what is issued comes from above, a single agreement may be
        drafted."""
        return not self.issue_to or self.agreement is not None

    def stage_of(self, name: str) -> EntryStage:
        """The stage of that id. Raises KeyError."""
        return {stage.id: stage for stage in self.stage}[name]

    def after(self, name: str, part: str = "") -> list[EntryStage]:
        """The stages that a case of the part may go to from this one, in the order of the file."""
        return [it for it in self.stage if name in it.from_ and (not it.part or part in it.part)]

    def taken_up_by(self, stage: EntryStage) -> bool:
        """Whether by the step to this stage somebody takes the work on: whoever records may, and says who does it."""
        return stage.may == "record" and not stage.by and self.doer in stage.needs

    def suits_many(self, stage: EntryStage) -> bool:
        """Whether the step may be taken for many cases at once: nothing of it is each case's own, such as its proofs,
        its person, or what is chosen from its organisation's records."""
        own = stage.materials or stage.gives or self.doer
        return not own and not any(field.type in _CHOSEN for field, _ in self.fields_of(stage))

    @property
    def gifts(self) -> dict[str, Gift]:
        """What its stages give, by stage."""
        return {stage.id: stage.gives for stage in self.stage if stage.gives}

    @property
    def destinations(self) -> set[str]:
        """The fields that name the branch to which its person moves."""
        return {stage.moves_to for stage in self.stage if stage.moves_to}

    def awaited(self, name: str) -> list[EntryStage]:
        """The steps from this stage of which somebody is reminded."""
        return [it for it in self.after(name) if not it.chance and not it.withdraws_below]

    @property
    def annulled(self) -> list[str]:
        """The stages at which an entry stands for nothing any more: what it said may be said again."""
        return [stage.id for stage in self.stage if stage.withdraws_below]

    @property
    def sheets(self) -> list[str]:
        """The printed lists that its fields name, in their order; none where it is one list by itself."""
        return list(dict.fromkeys(field.sheet for field in self.field if field.sheet))

    @property
    def above(self) -> list[str]:
        """The registers whose entries its own belong to."""
        return [it.entry for it in self.under]

    @property
    def first_fields(self) -> list[EntryField]:
        """What is asked for when an entry is made: what its first stage names, else all fields but those of a later."""
        first = self.stage[0].wanted
        later = {name for stage in self.stage[1:] for name in stage.wanted}
        return [field for field in self.field if (field.id in first if first else field.id not in later)]

    def fields_of(self, stage: EntryStage) -> list[tuple[EntryField, bool]]:
        """What the step to a stage asks for, in the order of the file; and whether it must be said."""
        return [(field, field.id in stage.needs) for field in self.field if field.id in stage.wanted]
