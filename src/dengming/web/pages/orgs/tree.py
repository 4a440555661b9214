"""组织: the tree in the official order, and finding an organisation by its name."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.orgs.naming import names_on
from dengming.orgs.tree import subtree_on
from dengming.web.asked_day import day_asked, query_of
from dengming.web.forms.plain import DayField, PlainForm
from dengming.web.pages.orgs.outline import ALL_LEVELS, outline
from dengming.web.pages.orgs.portrait import kind_name
from dengming.web.request_scope import ScopedRequest

MOST_NESTED: Final = 300
"""Of more organisations than this the page brings the two uppermost levels, and the rest line by line when asked."""
LEVELS_OF_MANY: Final = 2


class SearchForm(PlainForm):
    """Words of a name, or a code; and the day that the page looks at."""

    text = forms.CharField(label="组织名称或编号", required=False, max_length=60)
    on = DayField(label="截至日期", required=False)


def show_tree(request: ScopedRequest) -> HttpResponse:
    """The organisations that the scope reaches, as they stood and were called on `?on=` (default: today)."""
    today = clock.today()
    form = SearchForm(query_of(request) or None, initial={"on": today})
    asked = form.cleaned_data if form.is_valid() else {}
    text, on = asked.get("text", "").strip(), day_asked(request, "on") or today
    existing = queries.standing_on(queries.visible(request.scope), on)
    context: dict[str, Any] = {"form": form, "text": text, "on": on, "today": today}
    if under := request.GET.get("under"):
        return _show_below(request, under, on, context)
    if text:
        context["found"] = list(_found(existing, text, on))
    else:
        shown = outline(existing, on, LEVELS_OF_MANY if len(existing) > MOST_NESTED else ALL_LEVELS)
        context |= {"roots": shown.roots, "bodies": shown.bodies}
    context["may_found"] = bool(request.scope.prefixes("appoint"))
    return render(request, "pages/orgs/tree.html", context)


def _show_below(request: ScopedRequest, code: str, on: date, context: dict[str, Any]) -> HttpResponse:
    """What stands below one organisation, when its line is opened; without htmx the organisation's own page."""
    top = queries.get_visible(request.scope, code)
    if not getattr(request, "htmx", False):
        return redirect(reverse("org-detail", args=[code]) + f"?on={on:%Y-%m-%d}")
    below = queries.standing_on(queries.visible(request.scope), on).filter(pk__in=subtree_on(top.pk, on) - {top.pk})
    shown = outline(below, on, 1 if len(below) > MOST_NESTED else ALL_LEVELS)
    return render(request, "pages/orgs/_below.html", context | {"nodes": shown.roots})


def _found(existing: Iterable[Organisation], text: str, on: date) -> Iterator[dict[str, str]]:
    """Those of this code, or with these words in the name of today or of the day."""
    listed = list(existing)
    names = names_on(listed, on)
    for it in listed:
        then = names.get(it.pk, it.name)
        if text in it.name or text in then or text == it.code:
            where = it.unit.name if it.unit else ""
            yield {"code": it.code, "name": then, "kind": kind_name(it), "where": where}
