"""The shape of a rulebook file and of a pack."""

from typing import Annotated

from pydantic import Field

from dengming.rulebook.blocks import Activity, Ballot, Basis, Block, Check, Name, Proof, Role, Slug
from dengming.rulebook.bulletins import Bulletin
from dengming.rulebook.dues import Dues
from dengming.rulebook.duties import Duty
from dengming.rulebook.examples import Example
from dengming.rulebook.registers import Entry
from dengming.rulebook.scores import Score


class Institution(Block):
    """One file: one institution 制度."""

    id: Slug
    name: Name
    theme: Name
    summary: Name
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    role: tuple[Role, ...] = ()
    activity: tuple[Activity, ...] = ()
    entry: tuple[Entry, ...] = ()
    check: tuple[Check, ...] = ()
    ballot: tuple[Ballot, ...] = ()
    duty: tuple[Duty, ...] = ()
    score: tuple[Score, ...] = ()
    bulletin: tuple[Bulletin, ...] = ()
    dues: tuple[Dues, ...] = ()
    example: tuple[Example, ...] = ()
    pack: str = ""
    file: str = ""


class Pack(Block):
    """`pack.toml`: what a pack is, its roles and proofs, the order of its institutions (those not listed follow)."""

    id: Slug
    name: Name
    note: str = ""
    role: tuple[Role, ...] = ()
    proof: tuple[Proof, ...] = ()
    theme: tuple[str, ...] = ()
    order: tuple[Slug, ...] = ()
