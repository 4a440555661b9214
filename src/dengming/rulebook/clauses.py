"""The clause catalogue: the speech, clause by clause."""

import json
from dataclasses import dataclass
from pathlib import Path

from dengming.rulebook.places import catalogue


@dataclass(frozen=True)
class Clause:
    """One clause of the speech, as catalogued. `is_demand`: the product must cover it; else it is context."""

    id: str
    quote: str
    subject: str | None
    cadence: str | None
    amount: str | None
    evidence: str | None
    consequence: str | None
    note: str | None
    is_demand: bool


def clauses(path: Path | None = None) -> list[Clause]:
    """The catalogue that the packs ship."""
    rows = json.loads((path or catalogue()).read_text(encoding="utf-8"))
    keys = ("id", "quote", "subject", "cadence", "amount", "evidence", "consequence", "note")
    return [Clause(**{key: row.get(key) for key in keys}, is_demand=row["kind"] == "demand") for row in rows]
