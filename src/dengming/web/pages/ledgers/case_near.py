"""What of a case is for those whom it concerns; that it is public or was sent down shows nothing of it."""

from typing import Any, Final

from dengming.accounts.scope import Scope
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.demands.overdue import overdue
from dengming.ledgers.handling import against_taking_back
from dengming.ledgers.materials import proofs_of
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import barred_for
from dengming.reports.case_forms import papers_for
from dengming.rulebook.registers import Entry as Register
from dengming.web.pages.ledgers.case_eligible import eligible_context
from dengming.web.pages.ledgers.case_seen import materials
from dengming.web.pages.ledgers.compared import compared
from dengming.web.pages.ledgers.election_seen import election_context

NOTHING: Final[dict[str, Any]] = {
    "barred": [], "findings": [], "reminders": [], "materials": [], "takes_proofs": False, "compared": None,
    "election": None, "papers": [], "eligible": None, "kept": "",
}  # fmt: skip


def near_context(scope: Scope, block: Register, entry: Entry) -> dict[str, Any]:
    """What stands against a step, what is amiss or late, proofs, the comparison, the votes, papers to print."""
    found = [*findings(entry, scope), *overdue(entry)]
    return {
        "barred": barred_for(scope, entry),
        "findings": [it for it in found if it.is_cited],
        "reminders": [it for it in found if not it.is_cited],
        "materials": materials(scope, entry),
        "takes_proofs": bool(proofs_of(entry)),
        "compared": compared(scope, block, entry),
        "election": election_context(scope, block, entry),
        "papers": papers_for(entry),
        "eligible": eligible_context(scope, block, entry),
        "kept": against_taking_back(scope, entry),
    }
