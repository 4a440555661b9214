"""年终对照事实 as the page of an agreement shows it: each period of each duty leads to its 依据."""

from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.clock import date_at
from dengming.ledgers.models import Entry
from dengming.rulebook.registers import Entry as Register
from dengming.standing.agreements import IN_WORDS, Comparison, DutySeen, ItemSeen, compare
from dengming.standing.sources import cite


def compared(scope: Scope, block: Register, entry: Entry) -> dict[str, Any] | None:
    """The comparison; None for a case that is no agreement."""
    if block.agreement is None:
        return None
    found = compare(scope, entry)
    items = [_item(entry.subject.code, found, item) for item in found.items]
    said = entry.fields.get(block.agreement.said, "")
    told = {"year": found.year, "on": found.as_of.on, "final": found.final}
    return {**told, "items": items, "in_words": IN_WORDS, "said": said}


def _item(code: str, found: Comparison, item: ItemSeen) -> dict[str, Any]:
    sources = "、".join(dict.fromkeys(source.where for source in cite(item.basis) if source.mark != "ours"))
    return {"name": item.name, "sources": sources, "duties": [_duty(code, found, it) for it in item.duties]}


def _duty(code: str, found: Comparison, duty: DutySeen) -> dict[str, Any]:
    on, known = found.as_of.on, date_at(found.as_of.known)
    days = f"?on={on}&known={known}" if found.final else ""
    periods = [
        {"name": it.name, "state": it.state, "url": reverse("why", args=[code, duty.id, it.label]) + days}
        for it in duty.periods
    ]
    return {"name": duty.name, "said": duty.said, "remark": duty.remark, "periods": periods}
