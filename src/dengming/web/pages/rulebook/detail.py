"""One institution: what it asks, of whom, how often, since when and why; its history; its examples."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.rulebook.blocks import Activity
from dengming.rulebook.citations import citations
from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_words import items_by_way, rate_words
from dengming.rulebook.schema import Institution
from dengming.rulebook.words import FACT_ROLE_LABELS
from dengming.standing.example_words import examples_in_words
from dengming.standing.reference import sheet
from dengming.standing.settling import tunable
from dengming.standing.sources import cite
from dengming.standing.term_words import roles_in_words
from dengming.web.asked_day import day_asked
from dengming.web.request_scope import ScopedRequest


def show_institution(request: ScopedRequest, institution: str) -> HttpResponse:
    """The institution as it stands on the day asked about."""
    now, on = rules(), day_asked(request, "on") or clock.today()
    found = sheet(now, institution, on)
    if found is None:
        raise Http404("没有这项制度。")
    duties = [duty.id for duty in (*found.duties, *found.added_to)]
    may_tune = bool(request.scope.prefixes("settle"))
    context = {
        "sheet": found,
        "tunable": [it for it in duties if tunable(now, it, clock.today())] if may_tune else [],
        "tuned": any(it in now.parameters.tuned_duties for it in duties),
        "on": on,
        "today": clock.today(),
        "clauses": _clauses(found.institution),
        "activities": [_activity(now, block) for block in found.institution.activity],
        "dues": [_dues(block, on) for block in found.institution.dues],
        "examples": list(examples_in_words(now, found.institution)),
        "crumbs": [{"label": "制度库", "url": reverse("rulebook")}],
    }
    return render(request, "pages/rulebook/institution.html", context)


def _clauses(file: Institution) -> list[str]:
    """The clauses of the speech that anything in the file carries out, in their order."""
    return sorted({item.clause for _, item in citations(file) if item.clause})


def _dues(block: Dues, on: date) -> dict[str, Any]:
    """The rates in force on the day, and what counts into the base."""
    terms = [(it, term) for it in block.category if (term := it.term_at(on))]
    rates = [(it.name, it.base, rate_words(term), cite(it.basis)) for it, term in terms]
    return {"block": block, "rates": rates, "ways": items_by_way(block), "term": block.term_at(on)}


def _activity(now: Rules, block: Activity) -> dict[str, Any]:
    proofs = now.rulebook.proofs
    return {
        "block": block,
        "host": roles_in_words(now, block.host),
        "expected": roles_in_words(now, block.expected),
        "proofs": "、".join(proofs[name].name for name in block.proofs),
        "parts": "、".join(part.name for part in block.parts),
        "roles": "、".join(FACT_ROLE_LABELS[role] for role in block.roles),
    }
