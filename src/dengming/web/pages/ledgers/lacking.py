"""Who has none of a register of which each organisation has one: the list on its page, and the figures elsewhere."""

from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse

from dengming.editions.queries import rules
from dengming.ledgers.permits import is_open
from dengming.ledgers.restricted import knows
from dengming.ledgers.steps import may_at
from dengming.ledgers.unregistered import unregistered
from dengming.orgs.models import Organisation
from dengming.rulebook.registers import Entry
from dengming.web.request_scope import ScopedRequest

LISTED: Final = 50
"""A district that begins has none anywhere: beyond this a list helps nobody."""


def lacking_context(request: ScopedRequest, block: Entry) -> dict[str, Any]:
    """The organisations, each with where one is begun, for whoever may; nothing where none lacks one."""
    found = unregistered(request.scope, block)
    if not found or block.missing is None:
        return {}
    rows = [{"organisation": it, "url": _begins(request, block, it)} for it in found[:LISTED]]
    lacking = {"name": block.missing.name, "count": len(found), "rows": rows, "more": len(found) - len(rows)}
    return {"lacking": lacking}


def lacking_below(request: ScopedRequest, below: str) -> Iterator[tuple[Entry, str, list[Organisation]]]:
    """The registers of which organisations below a place have none: each with what that is called, and who they are."""
    for block in rules().rulebook.entries.values():
        if block.missing and knows(request.scope, block) and (found := unregistered(request.scope, block, below)):
            yield block, block.missing.name, found


def _begins(request: ScopedRequest, block: Entry, place: Organisation) -> str:
    may = is_open(block) and may_at(request.scope, block.stage[0], place.reach)
    return f"{reverse('entry-new', args=[block.id])}?subject={place.code}" if may else ""
