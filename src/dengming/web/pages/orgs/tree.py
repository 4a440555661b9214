"""组织: the tree in the official order, and finding an organisation by its name."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.web.forms.plain import PlainForm
from dengming.web.pages.orgs.outline import outline
from dengming.web.pages.orgs.portrait import kind_name
from dengming.web.request_scope import ScopedRequest


class SearchForm(PlainForm):
    """Words of a name, or a code."""

    text = forms.CharField(label="组织名称或编号", required=False, max_length=60)


def show_tree(request: ScopedRequest) -> HttpResponse:
    """The organisations that the scope reaches."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["text"].strip() if form.is_valid() else ""
    existing = queries.standing_on(queries.visible(request.scope), clock.today())
    context: dict[str, Any] = {"form": form, "text": text, "on": clock.today()}
    if text:
        context["found"] = [_found(it) for it in existing if text in it.name or text == it.code]
    else:
        shown = outline(existing, clock.today())
        context |= {"roots": shown.roots, "bodies": shown.bodies}
    context["may_found"] = bool(request.scope.prefixes("appoint"))
    return render(request, "pages/orgs/tree.html", context)


def _found(it: Organisation) -> dict[str, str]:
    return {"code": it.code, "name": it.name, "kind": kind_name(it), "where": it.unit.name if it.unit else ""}
