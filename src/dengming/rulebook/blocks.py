"""The blocks that say what can be recorded: roles, proofs, activities, checklists, ballots.

Strict: an unknown key, a wrong type or a missing key is an error. Frozen: a loaded rulebook is a value.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from dengming.rulebook.words import Capability, FactRole, ProofBy, RoleSort, Sureness

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(min_length=1)]
Flag = Annotated[bool, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Amount = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1_000_000, le=1_000_000)]


def as_tuple(value: Any) -> Any:
    """Let a single word stand for a list of one."""
    return (value,) if isinstance(value, str) else value


OneOrMany = Annotated[tuple[Slug, ...], BeforeValidator(as_tuple)]
Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple), Field(min_length=1)]
"""One of these is said."""


class Block(BaseModel):
    """Common settings of every block."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Basis(Block):
    """Where a demand comes from: a regulation and article, a clause of the speech, or openly our own.

    `local` marks 本地参数 (the committee may set it); `practice` marks 本系统做法. `sure` says how sure the reference
    is of the article, as in the regulation catalogue: V seen, V2 second-hand, M from memory, M? unsure.
    Where one document took the place of another, `from` and before `until` say for which days it is the source.
    """

    document: str | None = None
    article: str | None = None
    clause: str | None = None
    local: str | None = None
    practice: str | None = None
    says: str | None = None
    sure: Sureness | None = None
    from_: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is the source on that day."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on < self.until)

    @model_validator(mode="after")
    def _names_one_source(self) -> "Basis":
        sources = [self.document, self.clause, self.local, self.practice]
        if sum(source is not None for source in sources) != 1:
            raise ValueError("每条依据只写一个来源|请在 document、clause、local、practice 中写且只写一个。")
        return self


class Role(Block):
    """What a person or an organisation can be: a kind, a condition, a post, a flag, a leave, a contact point. A
    flag that is given `by_paper` has an act of its own, which names the meeting or paper; `note` says where."""

    id: Slug
    name: Name
    of: Annotated[str, Field(pattern="^(org|person)$")]
    sort: RoleSort
    at: tuple[Slug, ...] = ()
    may: tuple[Capability, ...] = ()
    heads: Flag = False
    by_paper: Flag = False
    note: str = ""


class Proof(Block):
    """One kind of proof. `bit` is its place in the fact's mask: append only, never reused; one that only cases ask for,
    and no duty counts, has none."""

    id: Slug
    name: Name
    bit: Annotated[Whole | None, Field(ge=0, le=62)] = None
    by: tuple[ProofBy, ...]
    hint: str = ""

    @property
    def mask(self) -> int:
        """What it adds to a fact's mask."""
        return 0 if self.bit is None else 1 << self.bit


class Part(Block):
    """A named part of an activity or an entry. `by`: a day of the year, as 09-30: no agreed day of an entry of
    this part may lie behind the next one."""

    id: Slug
    name: Name
    by: Annotated[str | None, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] = None


class Activity(Block):
    """Something held on a date by an organisation. `expected` yields 应到."""

    id: Slug
    name: Name
    host: tuple[Slug, ...]
    expected: tuple[Slug, ...] = ()
    proofs: tuple[Slug, ...] = ()
    parts: tuple[Part, ...] = ()
    unit: str | None = None
    roles: tuple[FactRole, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""


class CheckItem(Block):
    """One item of a checklist."""

    id: Slug
    name: Name
    proofs: tuple[Slug, ...] = ()


class Check(Block):
    """A declared checklist 检查."""

    id: Slug
    name: Name
    at: tuple[Slug, ...]
    by: tuple[Slug, ...] = ()
    item: tuple[CheckItem, ...]
    basis: tuple[Basis, ...] = ()


class Ballot(Block):
    """A question put to an entitled list 测评."""

    id: Slug
    name: Name
    about: tuple[Slug, ...]
    voters: tuple[Slug, ...]
    options: tuple[str, ...]
    secret: Flag = True
    min_shown: Whole = 5
    basis: tuple[Basis, ...] = ()
