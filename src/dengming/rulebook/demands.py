"""What a regulation demands of a step of a case: an age, a time, a vote, people, papers. Dated, each with its source.

A step that does not meet a demand is refused with the step, the demand and the article; and the same demands, asked
again of a case as it is, are what a check of it finds (四查).
"""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from dengming.rulebook.blocks import Amount, Basis, Block, Flag, Name, OneOrMany, Slug, Whole, Words
from dengming.rulebook.demand_parts import Begun, Eligible, Follows, Holders, Rostered
from dengming.rulebook.election_demands import Candidates, Electable, Extension, Settled, Tally

CheckedAs = Literal["procedure", "materials", "institution"]
"""查程序、查材料、查制度: under which of the checks a fault is found (C15–C17)."""


class Time(Block):
    """A stretch such as `1 month` since a stage was reached (default: the one before), or since the day in a field;
    `longest` where the field `reason` says why it took longer."""

    time: str
    since: Slug | None = None
    field: Slug | None = None
    reason: Slug | None = None
    longest: str | None = None


class Lasting(Block):
    """The days from one date field until another, both included, for at least or at most a stretch; `from_next`: the
    first day is not counted, as that on which a paper is issued is not."""

    from_: Slug = Field(alias="from")
    until: Slug
    from_next: Flag = False
    at_least: str | None = None
    at_most: str | None = None


class Dated(Block):
    """The date in a field is the day that lies so long after a stage or another field: by the first of `by` that there
    is, such as the day after an extension, else a year after the vote."""

    field: Slug
    by: Annotated[tuple[Time, ...], Field(min_length=1)]


class Reach(Block):
    """A number field of at least so much."""

    field: Slug
    at_least: Amount


class Vote(Block):
    """The fields of a secret vote as it was counted, how many must be there, and how many must agree.

    `quorum` and `passes` are shares such as `over 1/2`; the quorum is of those entitled, who must agree `of` those
    entitled (应到) or present (实到). `written_for` and `written_against` are given by those who could not come.
    """

    entitled: Slug
    present: Slug
    sent: Slug
    collected: Slug
    for_: Slug = Field(alias="for")
    against: Slug
    abstain: Slug
    invalid: Slug
    written_for: Slug | None = None
    written_against: Slug | None = None
    quorum: str
    passes: str
    of: Literal["entitled", "present"]

    @property
    def fields(self) -> list[str]:
        """All fields that it reads."""
        named = (self.entitled, self.present, self.sent, self.collected, self.for_, self.against, self.abstain)
        return [it for it in (*named, self.invalid, self.written_for, self.written_against) if it]


CHECK_LABELS: Final[dict[CheckedAs, tuple[str, str]]] = {
    "procedure": ("程序", "C15"),
    "materials": ("材料", "C16"),
    "institution": ("制度", "C17"),
}
"""What a check looks at, in the order of the speech, and the clause that says so; 结构 (C18) is shown, not demanded."""


KINDS = (
    *("age", "within", "waits", "lasts", "says", "reaches", "vote", "holders", "below", "needs", "materials", "once"),
    *("dated", "planned", "eligible", "unseen_since", "rostered", "no_open", "follows"),
    *("candidates", "electable", "tally", "settled", "extends"),
)


class Demand(Block):
    """One demand, by exactly one of KINDS.

    `age`: the person is so many years old. `within`: the step comes no later than that; `waits`: no earlier. `lasts`:
    two dates lie so far apart. `dated`: a date is the one that follows from others. `says`: of fields that say
    something, what. `instead`: the stages to which a case goes that says another, or has lost the `vote`; none where it
    can only be sent back. `reaches`: one of these numbers is reached. `once`: the stage was not reached before. `needs`
    and `materials` are fields and proofs demanded from a date on. `planned`: with this one no more are counted in the
    year than the plan of the nearest organisation above allows, by the register's `inspection`. `eligible`: nothing
    speaks against an award or a post. `unseen_since`: of a date field, that the system knows no later day on which the
    person took part in something or paid dues; it only ever warns, for it may be the records that err, as do
    `rostered`: a count is the one of the roster, and `no_open`: nothing of that register runs about the same person
    now. `follows`: a date lies not before a stage. The last five are of elections (`election_demands`).

    In force for steps from `from` to before `until`, of cases of these parts (empty: of any), for all but those who
    hold a role of `except`. `warns`: it is told and not refused, such as a time that has gone by already.
    `unconfirmed`: the official text was not compared yet, so that it warns until an administrator says it was.
    `institution` is the one (推优、公示、预审、票决) that it stands for.
    """

    id: Slug
    name: Name
    checked_as: CheckedAs = "procedure"
    institution: str = ""
    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    warns: Flag = False
    unconfirmed: Flag = False
    part: OneOrMany = ()
    except_: OneOrMany = Field(default=(), alias="except")
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    age: Annotated[Whole | None, Field(ge=1, le=120)] = None
    within: Time | None = None
    waits: Time | None = None
    lasts: Lasting | None = None
    says: dict[Slug, Words] | None = None
    reaches: tuple[Reach, ...] | None = None
    vote: Vote | None = None
    instead: OneOrMany | None = None
    holders: Holders | None = None
    below: Begun | None = None
    needs: OneOrMany | None = None
    materials: OneOrMany | None = None
    once: Flag | None = None
    dated: Dated | None = None
    planned: Flag | None = None
    eligible: Eligible | None = None
    unseen_since: Slug | None = None
    rostered: Rostered | None = None
    no_open: Slug | None = None
    follows: Follows | None = None
    candidates: Candidates | None = None
    electable: Electable | None = None
    tally: Tally | None = None
    settled: Settled | None = None
    extends: Extension | None = None

    @model_validator(mode="after")
    def _says_how_long_with_a_reason(self) -> "Demand":
        if any((it.reason is None) != (it.longest is None) for it in self.times):
            raise ValueError("reason 和 longest 要一起写|请写明理由的栏目，和写了理由最多多久。")
        return self

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> "Demand":
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise ValueError(f"一条要求要写且只写一种条件|请在 {'、'.join(KINDS)} 中写一个。")
        return self

    @model_validator(mode="after")
    def _goes_another_way_by_what_was_said(self) -> "Demand":
        if self.instead is not None and self.says is None and self.vote is None:
            raise ValueError("instead 只和 says、vote 一起写|请删去，或写明填什么、怎样表决才能办。")
        return self

    @model_validator(mode="after")
    def _only_warns(self) -> "Demand":
        for kind in ("unseen_since", "rostered", "no_open"):
            if getattr(self, kind) and not self.warns:
                raise ValueError(f"{kind} 只能提醒|请写 warns = true。")
        return self

    @property
    def kind(self) -> str:
        """The one of KINDS that it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def times(self) -> tuple[Time, ...]:
        """All stretches that it counts."""
        return (*(it for it in (self.within, self.waits) if it), *(self.dated.by if self.dated else ()))

    def is_for(self, part: str, on: date) -> bool:
        """Whether it is asked of a step taken on that day with a case of that part."""
        return self.in_force(on) and (not self.part or part in self.part)

    def in_force(self, on: date) -> bool:
        """Whether it is asked of a step taken on that day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on < self.until)
