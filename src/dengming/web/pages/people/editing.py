"""Enrolling a member, mending particulars, giving an account."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.actions.access import give_account
from dengming.orgs.actions.people import correct_particulars, enrol
from dengming.orgs.enrolment import NewMember
from dengming.orgs.models import Member
from dengming.orgs.particulars import Particulars
from dengming.web.forms.people import AccountForm, CorrectionForm, NewMemberForm
from dengming.web.forms.plain import sent
from dengming.web.pages.people import offers
from dengming.web.pages.people.changes import require_roster
from dengming.web.pages.people.portrait import crumbs
from dengming.web.request_scope import ScopedRequest

_SHOWN = ("gender", "ethnicity", "born", "education", "joined", "confirmed", "job")


def enrol_member(request: ScopedRequest) -> HttpResponse:
    """Ask for a new member, and enrol."""
    if not request.scope.prefixes("roster"):
        raise PermissionDenied("没有维护名册的权限。")
    initial = {"branch": request.GET.get("branch", ""), "since": clock.today(), "status": "member"}
    form = NewMemberForm(sent(request), branches=offers.branches(request.scope), initial=initial)
    member = form.carry_out(lambda: _enrol(request.scope, form.cleaned_data))
    if member is not None:
        messages.success(request, f"已编入“{member.name}”，编号 {member.code}。")
        return redirect("member-detail", code=member.code)
    context = {"form": form, "crumbs": [{"label": "党员名册", "url": reverse("member-list")}]}
    return render(request, "pages/people/new.html", context, status=422 if form.errors else 200)


def _enrol(scope: Scope, values: dict[str, Any]) -> Member:
    branch = queries.get_visible(scope, values.pop("branch"))
    since = values.pop("since")
    return enrol(scope, NewMember(Particulars(**values), branch.pk, since))


def edit_member(request: ScopedRequest, code: str) -> HttpResponse:
    """Ask for mended particulars, and keep them."""
    member = queries.get_member(request.scope, code)
    require_roster(request.scope, member)
    initial = {"name": member.name} | {field: getattr(member, field) for field in _SHOWN}
    form = CorrectionForm(sent(request), initial=initial)
    done = form.carry_out(lambda: correct_particulars(request.scope, member, changes=form.changes()))
    if done is not None:
        messages.success(request, f"已更正“{done.name}”的信息。")
        return redirect("member-detail", code=member.code)
    context = {"form": form, "member": member, "crumbs": crumbs(member)}
    return render(request, "pages/people/edit.html", context, status=422 if form.errors else 200)


@never_cache
def give(request: ScopedRequest, code: str) -> HttpResponse:
    """Open an account for a member; a password, where there is one, is on this answer only."""
    member = queries.get_member(request.scope, code)
    require_roster(request.scope, member)
    form = AccountForm(sent(request))
    given = form.carry_out(lambda: give_account(request.scope, member, username=form.cleaned_data["username"].strip()))
    context = {"form": form, "member": member, "given": given, "crumbs": crumbs(member)}
    return render(request, "pages/people/account.html", context, status=422 if form.errors else 200)
