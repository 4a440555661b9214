"""What cites which source: every basis of every institution, block and dated term, and citations that lead nowhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.blocks import Basis
from dengming.rulebook.clauses import clauses
from dengming.rulebook.faults import Fault
from dengming.rulebook.places import catalogue
from dengming.rulebook.schema import Institution

if TYPE_CHECKING:
    from pathlib import Path

    from dengming.rulebook.library import Rulebook

NOUNS = ("activity", "entry", "check", "ballot", "duty")


def citations(file: Institution) -> Iterator[tuple[str, Basis]]:
    """(`duty:hold-branch-meeting`, its source) for all that the file cites; a term cites for its duty."""
    cited = [(f"institution:{file.id}", file.basis)]
    for noun in NOUNS:
        cited += [(f"{noun}:{block.id}", block.basis) for block in getattr(file, noun)]
    cited += [(f"duty:{duty.id}", term.basis) for duty in file.duty for term in duty.term]
    yield from ((name, item) for name, basis in cited for item in basis)


def dangling(rulebook: "Rulebook", root: "Path | None") -> list[Fault]:
    """Cited clauses that the catalogue of these packs does not have."""
    path = catalogue(root)
    known = {clause.id for clause in clauses(path)}
    return [
        Fault(file.file, 0, f"{name} basis", f"讲话条款目录里没有“{item.clause}”。", f"请按 {path.name} 改正编号。")
        for file in rulebook.files
        for name, item in citations(file)
        if item.clause and item.clause not in known
    ]
