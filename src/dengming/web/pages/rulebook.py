"""制度库: every institution readable for a non-programmer, and which clauses of the speech are covered by what."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.rulebook.blocks import Activity
from dengming.rulebook.coverage import coverage
from dengming.rulebook.examples import Example
from dengming.rulebook.schema import Institution
from dengming.rulebook.words import FACT_ROLE_LABELS, STATE_LABELS, State
from dengming.standing.reference import InstitutionSheet, sheet, sheets
from dengming.standing.term_words import roles_in_words
from dengming.web.asked_day import day_asked

_NOUNS: Final = {
    "institution": "制度",
    "activity": "活动",
    "entry": "台账",
    "check": "检查",
    "ballot": "测评",
    "duty": "应办",
}
_NO_STATES: Final = {"none": "不欠", "unowned": "责任主体待确认"}


def show_rulebook(request: HttpRequest) -> HttpResponse:
    """All institutions, under their themes."""
    now, on = rules(), clock.today()
    themes: dict[str, list[InstitutionSheet]] = {}
    for found in sheets(now, on):
        themes.setdefault(found.institution.theme, []).append(found)
    context = {"themes": themes, "on": on, "digest": now.digest[:12], "covered": _covered_counts(now)}
    return render(request, "pages/rulebook/list.html", context)


def show_institution(request: HttpRequest, institution: str) -> HttpResponse:
    """One institution: what it asks, of whom, how often, since when and why; its history; its examples."""
    now, on = rules(), day_asked(request, "on") or clock.today()
    found = sheet(now, institution, on)
    if found is None:
        raise Http404("没有这项制度。")
    file = found.institution
    context = {
        "sheet": found,
        "on": on,
        "today": clock.today(),
        "activities": [_activity(now, block) for block in file.activity],
        "examples": [_example(now, file, example) for example in file.example],
        "crumbs": [{"label": "制度库", "url": reverse("rulebook")}],
    }
    return render(request, "pages/rulebook/institution.html", context)


def show_coverage(request: HttpRequest) -> HttpResponse:
    """Every demand of the speech with what covers it; what nothing covers is said plainly."""
    now = rules()
    rows = [(clause, list(_links(now, names))) for clause, names in coverage(now.rulebook)]
    chapters: dict[str, list[Any]] = {}
    for row in rows:
        chapters.setdefault(row[0].id[0], []).append(row)
    crumbs = [{"label": "制度库", "url": reverse("rulebook")}]
    context = {"chapters": chapters, "covered": _covered_counts(now), "crumbs": crumbs}
    return render(request, "pages/rulebook/coverage.html", context)


def _covered_counts(now: Rules) -> dict[str, int]:
    rows = coverage(now.rulebook)
    done = sum(bool(names) for _, names in rows)
    return {"all": len(rows), "done": done, "open": len(rows) - done}


def _links(now: Rules, names: list[str]) -> Iterator[dict[str, str]]:
    """`duty:hold-branch-meeting` as a name and the address of the institution that defines it."""
    for name in names:
        noun, _, block_id = name.partition(":")
        file = now.rulebook.institutions[block_id] if noun == "institution" else now.rulebook.home_of[name]
        blocks = [file] if noun == "institution" else getattr(file, noun)
        label = next(block.name for block in blocks if block.id == block_id)
        anchor = "" if noun == "institution" else f"#{noun}-{block_id}"
        yield {"noun": _NOUNS[noun], "label": label, "url": reverse("rulebook-institution", args=[file.id]) + anchor}


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


def _example(now: Rules, file: Institution, example: Example) -> dict[str, Any]:
    duties = now.rulebook.duties
    outcomes = [
        {
            "duty": duties[expected.duty].name if expected.duty in duties else expected.duty,
            "period": expected.period or "",
            "label": _NO_STATES.get(expected.state) or STATE_LABELS[State(expected.state)],
        }
        for expected in example.expect
    ]
    return {"name": example.name, "on": example.on, "known": example.known, "outcomes": outcomes}


urlpatterns = [
    path("rulebook/", show_rulebook, name="rulebook"),
    path("rulebook/coverage/", show_coverage, name="rulebook-coverage"),
    path("rulebook/<slug:institution>/", show_institution, name="rulebook-institution"),
]
