"""积分明细: one member's points, each with the fact, the rule and its dated term; on the page and on A4."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.orgs.models import Member
from dengming.rulebook.scores import Score
from dengming.standing.points.queries import kept_of
from dengming.standing.points.sight import get_person
from dengming.web.asked_day import as_of_asked, query_of
from dengming.web.pages.points.seen import seen
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_ledger(request: ScopedRequest, score: str, code: str) -> HttpResponse:
    """The ledger as of any day, as known on any day."""
    context = _context(request, score, code)
    back = {"label": "我的", "url": reverse("own")} if context["own"] else _list(score)
    return render(request, "pages/points/ledger.html", context | {"crumbs": [back]})


@require_safe
def print_ledger(request: ScopedRequest, score: str, code: str) -> HttpResponse:
    """The same on A4, for members who never sign in."""
    return render(request, "print/points.html", _context(request, score, code) | {"today": clock.today()})


def score_of(score: str) -> Score:
    """The way of keeping points by id. 404 for an unknown one."""
    found = rules().scores.get(score)
    if found is None:
        raise Http404("没有这个积分办法。")
    return found


def _context(request: ScopedRequest, score: str, code: str) -> dict[str, Any]:
    member: Member = get_person(request.scope, code)
    found, as_of = score_of(score), as_of_asked(request)
    return {
        "member": member,
        "own": request.scope.person == member.pk,
        "points": seen(request.scope, member, kept_of(as_of, found, member.pk), as_of),
        "on": as_of.on,
        "known": date_at(as_of.known),
        "query": query_of(request).urlencode(),
    }


def _list(score: str) -> dict[str, str]:
    return {"label": "积分", "url": reverse("points", args=[score])}
