"""双色预警: whom points and overdue duties propose, which warnings stand, which have ended."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.actions import authorise
from dengming.records.models import Record
from dengming.records.queries import name_of
from dengming.rulebook.words import Colour
from dengming.standing.points.queries import kept_of
from dengming.standing.points.sight import branches, get_branch, get_person
from dengming.standing.queries import AsOf
from dengming.standing.warnings import actions
from dengming.standing.warnings.queries import Counts, branches_dealt_with, counted, ended, open_now, proposals
from dengming.standing.warnings.steps import member_reach
from dengming.standing.warnings.study import Study, meetings
from dengming.web.forms.plain import sent
from dengming.web.forms.warnings import StudyForm
from dengming.web.pages.points.ledger import score_of
from dengming.web.pages.points.seen import seen
from dengming.web.request_scope import ScopedRequest
from dengming.web.wording import chinese_date

_ENDED: Final = 30
_MEETINGS: Final = 20
_TOGETHER: Final = 80
"""So many branches are judged on one page; above that one is chosen."""


@require_safe
def show_warnings(request: ScopedRequest, score: str) -> HttpResponse:
    """Of one branch, or of all in reach where they are few: a whole large district takes seconds to judge."""
    found, as_of, offered = score_of(score), AsOf.at(), branches(request.scope)
    if not offered:
        raise PermissionDenied("只有能为党支部纪实的人可以看支部的预警；本人的预警在“我的”里。")
    asked = request.GET.get("branch", "")
    whole = 1 < len(offered) <= _TOGETHER
    branch = get_branch(request.scope, asked) if asked else (None if whole else offered[0])
    dealt = set(branches_dealt_with(request.scope).values_list("pk", flat=True))
    asked_for = {branch.pk} if branch else {it.pk for it in offered}
    proposed = proposals(request.scope, found, as_of, branch)
    page = Paginator(proposed, 50).get_page(request.GET.get("page"))
    context = {
        "score": found,
        "branch": branch,
        "branches": offered,
        "whole": whole,
        "page": page,
        "deals": bool(asked_for & dealt),
        **({} if asked_for <= dealt else _counts(counted(request.scope, found, as_of, branch))),
        "may_confirm": bool(request.scope.prefixes("confirm")),
        "open": list(open_now(request.scope, found, as_of, branch)),
        "ended": list(ended(request.scope, found, as_of, branch)[:_ENDED]),
        "on": as_of.on,
    }
    return render(request, "pages/warnings/list.html", context)


def _counts(counts: Counts) -> dict[str, Any]:
    colours = [str(colour) for colour in Colour if colour != Colour.NONE]
    rows = [{"colour": it, "proposed": counts.proposed[it], "open": counts.open[it]} for it in colours]
    return {"counts": rows, "untold": counts.untold}


def confirm_warning(request: ScopedRequest, score: str, code: str) -> HttpResponse:
    """Study the proposal with its whole derivation, and confirm it."""
    member, found, as_of = get_person(request.scope, code), score_of(score), AsOf.at()
    authorise(request.scope, "confirm", member_reach(member))
    kept = kept_of(as_of, found, member.pk)
    held = {str(it.uid): it for it in meetings(kept, member.pk)[:_MEETINGS]}
    offered = [(uid, f"{chinese_date(it.on)} {name_of(it)}") for uid, it in held.items()]
    form = StudyForm(sent(request), meetings=offered, initial={"met_on": as_of.on, "meeting": "支部委员会"})
    given = form.carry_out(
        lambda: actions.confirm(request.scope, member, score=found.id, study=_study(form.cleaned_data, held))
    )
    if given is not None:
        return redirect("warning-detail", uid=given.uid)
    context = {
        "member": member,
        "points": seen(request.scope, member, kept, as_of),
        "form": form,
        "on": as_of.on,
        "crumbs": [{"label": "双色预警", "url": reverse("warnings", args=[found.id])}],
    }
    return render(request, "pages/warnings/confirm.html", context, status=422 if form.errors else 200)


def _study(said: dict[str, Any], held: dict[str, Record]) -> Study:
    return Study(said["meeting"], said["met_on"], held.get(said["record"]))
