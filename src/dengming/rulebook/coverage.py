"""Which clauses of the speech are covered, and by which block of which institution."""

import json
from dataclasses import dataclass
from pathlib import Path

from dengming.rulebook.library import Rulebook, packs_root

NOUNS = ("activity", "entry", "check", "ballot", "duty")


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
    rows = json.loads((path or packs_root() / "clauses.json").read_text(encoding="utf-8"))
    keys = ("id", "quote", "subject", "cadence", "amount", "evidence", "consequence", "note")
    return [Clause(**{key: row.get(key) for key in keys}, is_demand=row["kind"] == "demand") for row in rows]


def covered_by(rulebook: Rulebook) -> dict[str, list[str]]:
    """For each clause id the blocks that cite it: `duty:hold-branch-meeting`, `institution:three-meetings`."""
    found: dict[str, list[str]] = {}
    for file in rulebook.institutions.values():
        cited = [(f"institution:{file.id}", file.basis)]
        for noun in NOUNS:
            cited += [(f"{noun}:{block.id}", block.basis) for block in getattr(file, noun)]
        cited += [(f"duty:{duty.id}", term.basis) for duty in file.duty for term in duty.term]
        for name, basis in cited:
            for item in basis:
                if item.clause and name not in found.setdefault(item.clause, []):
                    found[item.clause].append(name)
    return found


def coverage(rulebook: Rulebook) -> list[tuple[Clause, list[str]]]:
    """Every demand of the speech with what covers it, in the order of the speech."""
    by_clause = covered_by(rulebook)
    return [(clause, by_clause.get(clause.id, [])) for clause in clauses() if clause.is_demand]
