"""What is asked of the judge, and what the judge needs of a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

BELONGING = ("member", "probationary")
MOST_LISTED = 5000
"""More subjects than this are looked up by each statement: a list of them would make its text too long."""


@dataclass(frozen=True)
class Among:
    """Whose duties: everybody's, or those of the given subjects, or of organisations and people under prefixes."""

    subjects: tuple[int, ...] | None = None
    prefixes: tuple[str, ...] | None = None

    def narrowed(self, on: int, known: int, engine: "Engine") -> "Among":
        """The same subjects by number, where they are few: each of the many statements would else look them up again
        among all who belong anywhere."""
        if self.prefixes is None:
            return self
        found = engine.rows(f"{_under(self.prefixes, on, known, engine)} LIMIT {MOST_LISTED + 1}")
        return self if len(found) > MOST_LISTED else Among(subjects=tuple(sorted(row[0] for row in found if row[0])))

    def sql(self, column: str, on: int, known: int, engine: "Engine") -> str:
        """The condition on a subject column, starting with AND; empty for everybody."""
        if self.subjects is not None:
            return f" AND {column} IN ({', '.join(map(str, self.subjects)) or 'NULL'})"
        if self.prefixes is not None:
            return f" AND {column} IN ({_under(self.prefixes, on, known, engine)})"
        return ""


def _under(prefixes: Sequence[str], on: int, known: int, engine: "Engine") -> str:
    """Subjects under the prefixes: the organisations, and the people who belong there on the day."""
    if not prefixes:
        return "SELECT CAST(NULL AS bigint)"
    test = " OR ".join(f"substr(o.reach, 1, {len(prefix)}) = '{_plain(prefix)}'" for prefix in prefixes)
    belongs = ", ".join(str(engine.role_id(role)) for role in BELONGING)
    return (
        f"SELECT o.subject_id FROM orgs_organisation o WHERE {test} UNION "
        f"SELECT m.subject_id FROM orgs_span m JOIN orgs_organisation o ON o.subject_id = m.at_id "
        f"WHERE m.role_id IN ({belongs}) AND ({test}) AND m.since <= {on} AND m.until >= {on} "
        f"AND m.entered <= {known} AND m.withdrawn > {known}"
    )


def _plain(prefix: str) -> str:
    """A prefix is made of path characters and codes; anything else never came from the tree."""
    if not all(char.isalnum() or char in "~-_." for char in prefix):
        raise ValueError(prefix)
    return prefix


@dataclass(frozen=True)
class Question:
    """Judge as of the day `on`, as known at the moment `known`, the periods touching `since`…`until`."""

    on: date
    known: int
    since: date
    until: date
    among: Among = Among()


class Engine(Protocol):
    """A database with the span and fact tables, and the integers of its words."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one SELECT."""

    def kind_id(self, name: str) -> int:
        """The integer of a fact kind."""

    def role_id(self, name: str) -> int:
        """The integer of a role."""

    def proof_mask(self, names: Sequence[str]) -> int:
        """The bits of these proofs."""
