"""党员: the list and its search."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import kinds, queries
from dengming.orgs.models import Member, Organisation
from dengming.orgs.spans import holders
from dengming.web.forms.people import MemberFilters
from dengming.web.pages.orgs import offers
from dengming.web.pages.orgs.portrait import member_rows
from dengming.web.pages.people.roster import PRINTED_BY, listed
from dengming.web.request_scope import ScopedRequest

_A_PAGE = 50


def show_members(request: ScopedRequest) -> HttpResponse:
    """Members in sight today, in the usual order of the roster."""
    scope, on = request.scope, clock.today()
    may_roster = bool(scope.prefixes("roster"))
    form = filters(request)
    page = Paginator(chosen(request, form), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": member_rows(scope, page, on),
        "on": on,
        "may_roster": may_roster,
        "kept": _printed(scope),
    }
    return render(request, "pages/people/list.html", context)


def _printed(scope: Scope) -> list[offers.Choice]:
    """Every organisation whose list may be printed; beside those whose roster is kept, the others say so."""
    keeps = bool(scope.prefixes("roster"))

    def called(it: Organisation) -> str:
        return it.name if not keeps or scope.may("roster", it.reach) else f"{it.name}（只能打印）"

    return offers.as_tree(listed(scope, PRINTED_BY), called)


def filters(request: ScopedRequest) -> MemberFilters:
    """The search as the address has it."""
    statuses = list(kinds.STATUS_LABELS.items())
    return MemberFilters(request.GET or None, organisations=offers.organisations(request.scope), statuses=statuses)


def chosen(request: ScopedRequest, form: MemberFilters) -> QuerySet[Member]:
    """The members that the search asks for; a search that cannot be read asks for nobody."""
    if not form.is_bound:
        return queries.members_visible(request.scope)
    if not form.is_valid():
        return queries.members_visible(request.scope).none()
    values = form.cleaned_data
    found = queries.members_visible(request.scope)
    if values["org"]:
        found = queries.members_of(request.scope, queries.get_visible(request.scope, values["org"]))
    if text := values["text"].strip():
        found = found.filter(Q(subject__name__contains=text) | Q(subject__code__iexact=text))
    if values["status"]:
        found = found.filter(pk__in=holders(values["status"], clock.today()).values("subject_id"))
    return found
