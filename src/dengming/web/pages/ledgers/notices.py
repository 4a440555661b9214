"""公示: the cases that their stage makes public, for everybody who is signed in; each opens without names of people."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import publicised
from dengming.ledgers.steps import has_expired, public_until, register_of
from dengming.ledgers.titles import title_of
from dengming.ledgers.way import way_of
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_notices(request: ScopedRequest) -> HttpResponse:
    """By register in the order of the rulebook; within it the newest first, what has run out left out."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in publicised().prefetch_related("moves"):
        if not has_expired(entry):
            found[entry.register].append(_notice(entry))
    books = rules().rulebook.entries.values()
    groups = [{"register": block, "notices": found[block.id]} for block in books if found[block.id]]
    return render(request, "pages/ledgers/notices.html", {"groups": groups})


def _notice(entry: Entry) -> dict[str, Any]:
    stage = register_of(entry).stage_of(entry.stage)
    days = {"since": way_of(entry)[-1].day, "until": public_until(entry)}
    return {"entry": entry, "title": title_of(entry), "stage": stage, **days}
