"""组织: the tree in the official order, and finding an organisation by its name."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.orgs.naming import names_on
from dengming.web.asked_day import day_asked, query_of
from dengming.web.forms.plain import DayField, PlainForm
from dengming.web.pages.orgs.outline import outline
from dengming.web.pages.orgs.portrait import kind_name
from dengming.web.request_scope import ScopedRequest


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
    if text:
        context["found"] = list(_found(existing, text, on))
    else:
        shown = outline(existing, on)
        context |= {"roots": shown.roots, "bodies": shown.bodies}
    context["may_found"] = bool(request.scope.prefixes("appoint"))
    return render(request, "pages/orgs/tree.html", context)


def _found(existing: Iterable[Organisation], text: str, on: date) -> Iterator[dict[str, str]]:
    """Those of this code, or with these words in the name of today or of the day."""
    listed = list(existing)
    names = names_on(listed, on)
    for it in listed:
        then = names.get(it.pk, it.name)
        if text in it.name or text in then or text == it.code:
            where = it.unit.name if it.unit else ""
            yield {"code": it.code, "name": then, "kind": kind_name(it), "where": where}
