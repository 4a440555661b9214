"""积分: the members of a branch with what each has, in the usual order of names; nobody is ranked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dengming.editions.queries import rules
from dengming.orgs import queries
from dengming.orgs.models import Member
from dengming.rulebook.words import Colour
from dengming.standing.points.ledger import Total
from dengming.standing.points.queries import totals_of
from dengming.standing.points.sight import branches, get_branch
from dengming.standing.question import Among
from dengming.web.asked_day import as_of_asked
from dengming.web.pages.points.ledger import score_of
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_first(request: ScopedRequest) -> HttpResponse:
    """The first way of keeping points that the rulebook has."""
    first = next(iter(rules().scores), None)
    if first is None:
        raise PermissionDenied("制度里没有积分办法。")
    return show_branch(request, first)


@require_safe
def show_branch(request: ScopedRequest, score: str) -> HttpResponse:
    """The branch asked for, else the first in reach."""
    found, as_of = score_of(score), as_of_asked(request)
    offered = branches(request.scope)
    if not offered:
        raise PermissionDenied("只有能为党支部纪实的人可以看支部的积分；本人的积分在“我的”里。")
    asked = request.GET.get("branch", "")
    branch = get_branch(request.scope, asked) if asked else offered[0]
    members = list(queries.members_of(request.scope, branch, as_of.on, as_of.known))
    totals = totals_of(as_of, found, Among(subjects=tuple(member.pk for member in members)))
    context = {
        "score": found,
        "branch": branch,
        "branches": offered,
        "rows": [_row(member, totals.get(member.pk)) for member in members],
        "warned": sum(total.colour != Colour.NONE for total in totals.values()),
        "on": as_of.on,
    }
    return render(request, "pages/points/branch.html", context)


def _row(member: Member, total: Total | None) -> dict[str, Any]:
    if total is None:
        return {"member": member, "exempt": True}
    return {"member": member, "total": total, "colour": str(total.colour)}
