"""A paper as it was read out: on the page and on A4; corrected by a new one, declared void."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.actions import authorise
from dengming.reports.points_papers import SUMS, points_paper_docx
from dengming.standing.models import PointsPaper
from dengming.standing.papers import actions
from dengming.standing.papers.queries import get_visible, meeting
from dengming.web import served
from dengming.web.forms.papers import CorrectForm, VoidForm
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.pages.papers.listing import meeting_choices
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_paper(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The paper with where it was read, its digest, and its corrections."""
    paper = get_visible(request.scope, uid)
    keeps = request.scope.may("record", paper.branch.reach)
    crumb = {
        "label": "积分情况通报",
        "url": reverse("points-papers", args=[paper.score]) + f"?branch={paper.branch.code}",
    }
    context = _context(paper) | {
        "is_read": actions.is_read(paper),
        "is_corrected": actions.living_corrections(paper).exists(),
        "corrections": list(paper.corrections.order_by("version")),
        "may_change": request.scope.may("confirm", paper.branch.reach) and not paper.is_void,
        "keeps": keeps,
        "crumbs": [crumb] if keeps else [{"label": "我的", "url": reverse("own")}],
    }
    return render(request, "pages/papers/paper.html", context)


@require_safe
def print_paper(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The same on A4, from nothing but what was frozen."""
    return render(request, "print/points_paper.html", _context(get_visible(request.scope, uid)))


@require_safe
def give_paper(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The same as a Word file."""
    paper = get_visible(request.scope, uid)
    made = points_paper_docx(paper, json.loads(paper.content))
    return served.made(made, served.DOCX, f"points-{paper.branch.code}-{paper.period}.docx")


def correct_paper(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """A new paper on the same quarter."""
    paper = _to_change(request, uid)
    score, kind = actions.paper_of(paper.score)
    quarter = actions.quarter_of(kind, paper.period)
    form = CorrectForm(sent(request), meetings=meeting_choices(paper.branch, score, quarter))
    newer = form.carry_out(
        lambda: actions.correct(
            request.scope,
            paper,
            record=meeting(paper.branch, score, quarter, form.cleaned_data["record"]),
            reason=form.cleaned_data["reason"],
        )
    )
    if newer is not None:
        messages.success(request, "更正稿已定稿，原稿原样保留。")
        return redirect("points-paper", uid=newer.uid)
    return _form(request, paper, form, "更正通报")


def void_paper(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Declare it void."""
    paper = _to_change(request, uid)
    form = VoidForm(sent(request))
    if form.carry_out(lambda: actions.void(request.scope, paper, reason=form.cleaned_data["reason"])) is not None:
        messages.success(request, "已作废，本季度重新待通报。")
        return redirect("points-paper", uid=uid)
    return _form(request, paper, form, "作废通报")


def _to_change(request: ScopedRequest, uid: UUID) -> PointsPaper:
    paper = get_visible(request.scope, uid)
    authorise(request.scope, "confirm", paper.branch.reach)
    return paper


def _context(paper: PointsPaper) -> dict[str, Any]:
    return {"paper": paper, "content": json.loads(paper.content), "sums": SUMS}


def _form(request: ScopedRequest, paper: PointsPaper, form: PlainForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "lead": json.loads(paper.content)["title"]}
    context |= {"back": reverse("points-paper", args=[paper.uid])}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)
