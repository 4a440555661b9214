"""Founding an organisation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import kinds, queries
from dengming.orgs.actions.organisations import found
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Organisation, Unit
from dengming.web.forms.orgs import FoundForm
from dengming.web.forms.plain import sent
from dengming.web.pages.orgs import offers
from dengming.web.request_scope import ScopedRequest


def found_organisation(request: ScopedRequest) -> HttpResponse:
    """Ask for a new organisation, and found it."""
    if not request.scope.prefixes("appoint"):
        raise PermissionDenied("没有设立组织的权限。")
    form = _form(request)
    made = form.carry_out(lambda: _found(request.scope, form.cleaned_data))
    if made is not None:
        messages.success(request, f"已设立“{made.name}”。")
        return redirect("org-detail", code=made.code)
    context = {"form": form, "crumbs": [{"label": "组织", "url": reverse("org-tree")}]}
    return render(request, "pages/orgs/new.html", context, status=422 if form.errors else 200)


def _form(request: ScopedRequest) -> FoundForm:
    return FoundForm(
        sent(request),
        initial={"parent": request.GET.get("under", ""), "founded": clock.today()},
        parents=offers.founding_parents(request.scope),
        kinds=offers.organisation_kinds(),
        units=offers.units(request.scope),
        conditions=offers.conditions(),
    )


def _found(scope: Scope, values: dict[str, Any]) -> Organisation:
    above = queries.get_visible(scope, values["parent"])
    body = values["kind"] == kinds.LEADING_BODY
    new = NewOrganisation(
        code=values["code"].strip(),
        name=values["name"].strip(),
        kind=values["kind"],
        founded=values["founded"],
        parent="" if body else above.code,
        seat=above.code if body else "",
        unit=_unit(scope, values["unit"]) or (above.unit if body else None),
        conditions=tuple(values["conditions"]),
        approval=values["approval"],
        paper=values["paper"],
    )
    return found(scope, new)


def _unit(scope: Scope, code: str) -> Unit | None:
    """The unit by code, among those of the organisations in sight."""
    holder = queries.visible(scope).filter(unit__code=code).first() if code else None
    return holder.unit if holder else None
