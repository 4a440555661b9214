"""The list of institutions, under their subjects, the nation's before the district's; narrowed by words and source."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.standing.reference import InstitutionSheet, sheets
from dengming.web.asked_day import day_asked, query_of
from dengming.web.forms.rulebook import RulebookFilters
from dengming.web.pages.rulebook.clauses import covered_counts


def show_rulebook(request: HttpRequest) -> HttpResponse:
    """All institutions, or those that are looked for."""
    now, on = rules(), day_asked(request, "on") or clock.today()
    form = _form(request, now)
    found = [sheet for sheet in sheets(now, on) if _is_asked(sheet, form)]
    themes: dict[str, list[InstitutionSheet]] = {}
    for sheet in found:
        themes.setdefault(sheet.institution.theme, []).append(sheet)
    context = {"form": form, "themes": themes, "count": len(found), "on": on, "today": clock.today()}
    context |= {"digest": now.digest[:12], "covered": covered_counts(now)}
    return render(request, "pages/rulebook/list.html", context)


def _form(request: HttpRequest, now: Rules) -> RulebookFilters:
    packs = [(pack.id, pack.name) for pack in now.rulebook.packs]
    themes = dict.fromkeys(file.theme for file in now.rulebook.institutions.values())
    return RulebookFilters(query_of(request) or None, packs=packs, themes=[(theme, theme) for theme in themes])


def _is_asked(sheet: InstitutionSheet, form: RulebookFilters) -> bool:
    """An unreadable search finds nothing; several words must all be there."""
    if not form.is_bound:
        return True
    if not form.is_valid():
        return False
    asked: dict[str, Any] = form.cleaned_data
    same = all(asked[key] in ("", getattr(sheet.institution, key)) for key in ("pack", "theme"))
    return same and all(word in sheet.words for word in asked["text"].casefold().split())
