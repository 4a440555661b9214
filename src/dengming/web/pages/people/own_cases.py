"""The own way into the Party as a tile on the own pages: how far it is, what comes next, from when, and by whom."""

from typing import Any

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import entries
from dengming.ledgers.steps import is_over, register_of
from dengming.orgs.models import Member
from dengming.web.pages.ledgers.case_ahead import ahead_context


def own_cases(scope: Scope, member: Member) -> list[dict[str, Any]]:
    """The open cases about oneself of registers that one may come by to be here at all."""
    names = [it.id for it in rules().rulebook.entries.values() if it.newcomer]
    found = entries(scope, subject=member.subject).filter(register__in=names, withdrawn_at=None)
    return [_tile(it) for it in found.prefetch_related("moves__moved_by") if not is_over(it)]


def _tile(entry: Entry) -> dict[str, Any]:
    block = register_of(entry)
    return {
        "entry": entry,
        "register": block,
        "stage": block.stage_of(entry.stage),
        "next": ahead_context(entry, [], None)["awaited"],
    }
