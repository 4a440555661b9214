"""Fact rows as values: what emission makes and the table stores."""

from dataclasses import dataclass
from typing import Final

from dengming.rulebook.words import FactRole, Place

ROLE_CODES: Final[dict[FactRole, int]] = {
    "host": 1,
    "attend": 2,
    "chair": 3,
    "lecture": 4,
    "speak": 5,
    "report": 6,
    "observe": 7,
    "absent": 8,
    "excused": 9,
}
PLACE_CODES: Final[dict[Place | None, int]] = {None: 0, "own": 1, "contact": 2, "elsewhere": 3}

NO_ROLE: Final = 0
"""Rows of entries, checks and waivers: nobody attends them."""

UNATTENDED: Final = 10
"""An organisation named as a host of a joint activity none of whose own people were there. No rule asks for this role,
so that it counts for nothing; 依据 says by it why not."""


@dataclass(frozen=True, order=True)
class FactRow:
    """One fact before it is stored. Kinds are names; subjects and cases are ids; days are day numbers."""

    kind: str
    subject: int
    about: int
    happened: int
    role: int = NO_ROLE
    place: int = 0
    proofs: int = 0
    quantity: int = 0
    deadline: int | None = None
    case: int | None = None
