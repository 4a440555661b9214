"""A member's own duties as rows: what is open first, by due day; what is settled apart."""

from typing import Any, Final

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs.models import Member
from dengming.rulebook.words import State
from dengming.standing.done_for import is_own
from dengming.standing.dues_seen import in_sight
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings

_SETTLED: Final = (State.MET, State.LATE, State.WAIVED)


def duties_of(scope: Scope, member: Member, as_of: AsOf) -> dict[str, Any]:
    """Open and settled duties of one member whom a scoped query has found; not what the branch does for the member."""
    own = filter(is_own, in_sight(scope, standings(scope, as_of, subjects=[member.pk])))
    found = sorted(own, key=lambda it: (it.due, it.duty.id))
    return {
        "open_duties": [duty_row(it, member) for it in found if it.state not in _SETTLED],
        "settled_duties": [duty_row(it, member) for it in reversed(found) if it.state in _SETTLED],
        "on": as_of.on,
    }


def counts(rows: dict[str, Any]) -> dict[str, int]:
    """How many are owed, done, late and overdue, as `parts/_progress.html` wants them."""
    settled = [row["state"] for row in rows["settled_duties"]]
    opened = [row["state"] for row in rows["open_duties"]]
    return {
        "owed": sum(state != State.WAIVED for state in settled) + len(opened),
        "done": settled.count(State.MET),
        "late": settled.count(State.LATE),
        "overdue": opened.count(State.OVERDUE),
    }


def duty_row(it: Standing, member: Member) -> dict[str, Any]:
    """One duty as `parts/_duty_row.html` wants it."""
    institution = rules().rulebook.institutions[it.duty.institution]
    return {
        "name": it.duty.name,
        "institution": institution.name,
        "subject": member.name,
        "period": it.period,
        "due": it.due,
        "done": f"{it.done:g}",
        "needed": f"{it.needed:g}",
        "state": str(it.state),
        "marks": ["entered-late"] if it.entered_late else [],
        "url": reverse("rulebook-institution", args=[it.duty.institution]),
        "why_url": reverse("why", args=[member.code, it.duty.id, it.period]),
    }
