"""What the committee may settle: duties whose owner is unconfirmed, and duties that stopped and may be revived."""

from dataclasses import dataclass
from datetime import date

from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty


@dataclass(frozen=True)
class Settlable:
    """One duty that waits for a decision, or has had one (`document` and `since` of the decision)."""

    duty: PlainDuty
    roles: tuple[str, ...]
    stopped: date | None
    document: str
    since: date | None


def unconfirmed(now: Rules) -> list[Settlable]:
    """Duties with a proposed owner, confirmed or not."""
    found = []
    for duty in now.rulebook.duties.values():
        term = next((term for term in duty.terms if term.unowned and term.proposed_owner), None)
        if term is not None:
            decided = now.parameters.owners.get(duty.id)
            roles = tuple(now.rulebook.roles[role].name for role in term.proposed_owner)
            document, since = (decided.document, decided.since) if decided else ("", None)
            found.append(Settlable(duty, roles, None, document, since))
    return found


def stopped(now: Rules) -> list[Settlable]:
    """Duties that a rule has stopped and that may be turned on again."""
    found = []
    for duty in now.rulebook.duties.values():
        term = next((term for term in duty.terms if term.repeal and term.revivable), None)
        if term is not None:
            decided = now.parameters.revived.get(duty.id)
            document, since = (decided.document, decided.since) if decided else ("", None)
            found.append(Settlable(duty, (), term.since, document, since))
    return found
