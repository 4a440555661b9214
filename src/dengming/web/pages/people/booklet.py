"""我的: own duties and the own booklet 《党员证》, where a member confirms or disputes what the record says."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.queries import to_take_up
from dengming.orgs import queries
from dengming.orgs.homes import is_cultivated
from dengming.orgs.models import Subject
from dengming.records import booklet
from dengming.records.booklet import Stretch
from dengming.records.models import Participation
from dengming.records.queries import name_of
from dengming.standing.papers.queries import read_to
from dengming.standing.queries import AsOf
from dengming.standing.warnings.queries import told_to
from dengming.web.forms.ledgers import DISPUTE, AnswerForm
from dengming.web.pages.people.duties import counts, duties_of
from dengming.web.pages.people.kept import kept_about
from dengming.web.pages.people.own_cases import own_cases
from dengming.web.request_scope import ScopedRequest

_PAPERS: Final = 4
"""So many of the branch's papers on points are listed, the newest first."""


def show_own(request: ScopedRequest) -> HttpResponse:
    """Own duties, and this year's booklet."""
    if request.scope.person is None:
        raise Http404("这个账号没有对应的党员。")
    member = queries.member_of(request.scope)
    rows = duties_of(request.scope, member, AsOf.at())
    lines = [line(one) for one in own_lines(request, member.subject)]
    context = {"member": member, "lines": lines[::-1], "counts": counts(rows)} | rows
    context["scores"] = list(rules().scores.values())
    told = list(told_to(request.scope))
    context["warnings"] = [it for it in told if not it.has_ended]
    context["past_warnings"] = [it for it in told if it.has_ended]
    context["kept"] = kept_about(request.scope, member)
    context["openings"] = _openings(request)
    context["papers"] = list(read_to(request.scope)[:_PAPERS])
    context["own_cases"], context["is_member"] = own_cases(request.scope, member), not is_cultivated(member.pk)
    return render(request, "pages/people/own.html", context)


def _openings(request: ScopedRequest) -> list[dict[str, Any]]:
    """What may be taken on, by register: an offer, not a task."""
    books = rules().rulebook.entries
    return [
        {"register": books[name], "url": reverse("entry-list", args=[name]) + "?view=list", "number": number}
        for name, number in to_take_up(request.scope).items()
    ]


def own_lines(request: ScopedRequest, person: Subject) -> list[Participation]:
    """What the booklet of this year says."""
    today = clock.today()
    return list(booklet.booklet(request.scope, person, Stretch(date(today.year, 1, 1), today)))


def line(one: Participation) -> dict[str, Any]:
    """One line of the booklet."""
    return {
        "number": one.pk,
        "record": one.record,
        "title": name_of(one.record),
        "url": reverse("record-detail", args=[one.record.uid]),
        "mark": one.get_mark_display(),
        "answer": one.get_answer_display(),
        "is_open": one.answer == "",
        "note": one.answer_note,
    }


@require_POST
def answer(request: ScopedRequest, number: int) -> HttpResponse:
    """Confirm or dispute one line of the own booklet."""
    member = queries.member_of(request.scope)
    one = next((it for it in own_lines(request, member.subject) if it.pk == number), None)
    if one is None:
        raise Http404("没有这一条。")
    form = AnswerForm(request.POST)
    done = form.carry_out(
        lambda: booklet.answer(request.scope, one, answer=_answer(form), note=form.cleaned_data["note"])
    )
    if done is None:
        messages.error(request, "；".join(str(sentence) for errors in form.errors.values() for sentence in errors))
    else:
        messages.success(request, "已记下您的意见。")
    return redirect("own")


def _answer(form: AnswerForm) -> str:
    answers = Participation.Answer
    return answers.DISPUTED if form.cleaned_data["answer"] == DISPUTE else answers.CONFIRMED
