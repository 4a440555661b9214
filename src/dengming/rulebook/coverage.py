"""Which clauses of the speech are covered, and by which block of which institution."""

from dengming.rulebook.citations import citations
from dengming.rulebook.clauses import Clause, clauses
from dengming.rulebook.library import Rulebook


def covered_by(rulebook: Rulebook) -> dict[str, list[str]]:
    """For each clause id the blocks that cite it: `duty:hold-branch-meeting`, `institution:three-meetings`."""
    found: dict[str, list[str]] = {}
    for file in rulebook.institutions.values():
        for name, item in citations(file):
            if item.clause and name not in found.setdefault(item.clause, []):
                found[item.clause].append(name)
    return found


def coverage(rulebook: Rulebook) -> list[tuple[Clause, list[str]]]:
    """Every demand of the speech with what covers it, in the order of the speech."""
    by_clause = covered_by(rulebook)
    return [(clause, by_clause.get(clause.id, [])) for clause in clauses() if clause.is_demand]
