"""积分: the members of a branch with what each has, in the usual order of names; ranked only by a document."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.editions.queries import rules
from dengming.orgs import queries
from dengming.orgs.models import Member
from dengming.rulebook.words import Colour
from dengming.standing.points.ledger import Total, places_of
from dengming.standing.points.queries import totals_of
from dengming.standing.points.sight import branches, get_branch
from dengming.standing.question import Among
from dengming.standing.sources import cite
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
    belonging = queries.members_of(request.scope, branch, as_of.on, as_of.known)
    members, suspended = list(belonging), queries.suspended_among(belonging, as_of.on)
    totals = totals_of(as_of, found, Among(subjects=tuple(member.pk for member in members)))
    term = found.term_at(as_of.on)
    ranked = term is not None and term.ranked
    places = places_of(totals.values()) if ranked else {}
    context = {
        "score": found,
        "branch": branch,
        "branches": offered,
        "rows": _rows(members, totals, places),
        "counted": len(members) - suspended,
        "suspended": suspended,
        "ranked": ranked,
        "document": term.document if term else "",
        "warned": sum(total.colour != Colour.NONE for total in totals.values()),
        "on": as_of.on,
    }
    return render(request, "pages/points/branch.html", context)


@require_safe
def show_reference(request: ScopedRequest, score: str, link: str) -> HttpResponse:
    """The points of a branch as they may be cited at an appraisal, an award, an assessment: beside the grade."""
    found, as_of = score_of(score), as_of_asked(request)
    cited = next((it for it in found.link if it.id == link), None)
    if cited is None:
        raise Http404("没有这个场合。")
    branch = get_branch(request.scope, request.GET.get("branch", ""))
    members = list(queries.members_of(request.scope, branch, as_of.on, as_of.known))
    among = Among(subjects=tuple(member.pk for member in members))
    totals, counted = totals_of(as_of, found, among), totals_of(as_of, found, among, cited.without)
    context = {
        "score": found,
        "link": cited,
        "branch": branch,
        "rows": _named([_cited(member, totals.get(member.pk), counted.get(member.pk)) for member in members]),
        "without": [rule.name for rule in found.rule if rule.id in cited.without],
        "sources": cite(cited.basis),
        "on": as_of.on,
        "crumbs": [{"label": "积分", "url": f"{reverse('points', args=[found.id])}?branch={branch.code}"}],
    }
    return render(request, "pages/points/reference.html", context)


def _cited(member: Member, total: Total | None, counted: Total | None) -> dict[str, Any]:
    if total is None or counted is None:
        return {"member": member, "exempt": True}
    left_out = total.points - counted.points
    return {"member": member, "points": total.points, "left_out": left_out, "cited": counted.points}


def _rows(members: list[Member], totals: dict[int, Total], places: dict[int, int]) -> list[dict[str, Any]]:
    """By place where there are places, who is equal and who has none in the order of names."""
    ordered = sorted(members, key=lambda member: places.get(member.pk, len(members) + 1))
    return _named([_row(member, totals.get(member.pk), places.get(member.pk)) for member in ordered])


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the code where two of the branch have the same name."""
    counted = Counter(row["member"].name for row in rows)
    return [row | {"code": row["member"].code if counted[row["member"].name] > 1 else ""} for row in rows]


def _row(member: Member, total: Total | None, place: int | None) -> dict[str, Any]:
    if total is None:
        return {"member": member, "exempt": True}
    return {"member": member, "total": total, "colour": str(total.colour), "place": place}
