"""积分情况通报: the quarters of a branch, and the draft of one: live until it is read out and frozen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.actions import authorise
from dengming.calendar.periods import Period
from dengming.editions import clock
from dengming.orgs.models import Organisation
from dengming.records.queries import name_of
from dengming.refusal import Refusal
from dengming.reports.points_papers import SUMS
from dengming.rulebook.scores import Score
from dengming.standing.papers import actions
from dengming.standing.papers.content import content_of, cut_off
from dengming.standing.papers.queries import meeting, meetings, quarters
from dengming.standing.points.sight import branches, get_branch
from dengming.standing.queries import AsOf
from dengming.web.forms.papers import ReadForm
from dengming.web.forms.plain import sent
from dengming.web.pages.points.ledger import score_of
from dengming.web.request_scope import ScopedRequest
from dengming.web.wording import chinese_date


@require_safe
def show_papers(request: ScopedRequest, score: str) -> HttpResponse:
    """The quarters of one branch."""
    found, offered = _with_paper(score), branches(request.scope)
    if not offered:
        raise PermissionDenied("只有能为党支部纪实的人可以起草通报；已通报的在“我的”里看。")
    asked = request.GET.get("branch", "")
    branch = get_branch(request.scope, asked) if asked else offered[0]
    context = {
        "score": found,
        "branch": branch,
        "branches": offered,
        "quarters": list(quarters(request.scope, found, branch, AsOf.at())),
    }
    return render(request, "pages/papers/list.html", context)


def draft_paper(request: ScopedRequest, score: str, branch: str, period: str) -> HttpResponse:
    """The paper as it stands now, and the form that freezes it at its reading."""
    found, place = _with_paper(score), get_branch(request.scope, branch)
    quarter = _quarter(found, period)
    if request.method == "POST":
        authorise(request.scope, "confirm", place.reach)
    newest = actions.papers(place, found, quarter).first()
    if newest is not None:
        return redirect("points-paper", uid=newest.uid)
    offered = meeting_choices(place, found, quarter)
    form = ReadForm(sent(request), meetings=offered)
    frozen = form.carry_out(
        lambda: actions.freeze(
            request.scope,
            place,
            score=found.id,
            period=period,
            record=meeting(place, found, quarter, form.cleaned_data["record"]),
        )
    )
    if frozen is not None:
        messages.success(request, "已定稿：以后规则怎么改，这一稿都不变。")
        return redirect("points-paper", uid=frozen.uid)
    as_of = AsOf(cut_off(quarter, clock.today()), clock.moment())
    context = {
        "score": found,
        "branch": place,
        "content": content_of(request.scope, place, found, quarter, as_of),
        "sums": SUMS,
        "quarter": quarter,
        "as_of": as_of.on,
        "form": form if request.scope.may("confirm", place.reach) else None,
        "meetings": offered,
        "crumbs": [_list(found, place)],
    }
    return render(request, "pages/papers/draft.html", context, status=422 if form.errors else 200)


def meeting_choices(branch: Organisation, score: Score, quarter: Period) -> list[tuple[str, str]]:
    """The meetings to choose from, by uid."""
    held = meetings(branch, score, quarter)[:20]
    return [(str(it.uid), f"{chinese_date(it.on)} {name_of(it)}") for it in held]


def _with_paper(score: str) -> Score:
    found = score_of(score)
    if found.paper is None:
        raise Http404("这个积分办法没有通报。")
    return found


def _quarter(score: Score, period: str) -> Period:
    assert score.paper is not None  # `_with_paper`
    try:
        return actions.quarter_of(score.paper, period)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal


def _list(score: Score, branch: Organisation) -> dict[str, str]:
    assert score.paper is not None  # `_with_paper`
    return {"label": score.paper.name, "url": f"{reverse('points-papers', args=[score.id])}?branch={branch.code}"}
