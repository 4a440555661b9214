"""核对参加情况 of one record: what each member says; the branch settles a dispute or enters what was told to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.editions import clock
from dengming.records import booklet
from dengming.records.models import Participation, Record
from dengming.records.queries import get_visible
from dengming.web.forms.ledgers import DISPUTE, AnswerForm, SettleForm
from dengming.web.forms.plain import PlainForm
from dengming.web.pages.attendance.lines import lines
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_answers(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Everybody of the record; disputes first."""
    return _page(request, get_visible(request.scope, uid))


@require_POST
def settle(request: ScopedRequest, uid: UUID, code: str) -> HttpResponse:
    """The mark stays; the note says why."""
    record, one, form = *_of(request, uid, code), SettleForm(request.POST)

    def act() -> object:
        return booklet.settle(request.scope, one, note=form.cleaned_data["note"])

    return _done(request, record, code, form, act, f"已处理{one.person.name}的异议，本人在“我的”里会看到。")


@require_POST
def answer_for(request: ScopedRequest, uid: UUID, code: str) -> HttpResponse:
    """What the member told the branch."""
    record, one, form = *_of(request, uid, code), AnswerForm(request.POST)

    def act() -> object:
        said = form.cleaned_data
        answers = Participation.Answer
        answer = answers.DISPUTED if said["answer"] == DISPUTE else answers.CONFIRMED
        return booklet.answer_for(request.scope, one, answer=answer, note=said["note"])

    return _done(request, record, code, form, act, f"已代{one.person.name}填写，并记下由您代填。")


def _of(request: ScopedRequest, uid: UUID, code: str) -> tuple[Record, Participation]:
    """The record and the person's line in it. 404 where either is not there."""
    record = get_visible(request.scope, uid)
    one = next((it for it in booklet.answers_of(request.scope, record) if it.person.code == code), None)
    if one is None:
        raise Http404("名单里没有这个人。")
    one.record = record
    return record, one


def _done(
    request: ScopedRequest, record: Record, code: str, form: PlainForm, act: Callable[[], object], said: str
) -> HttpResponse:
    if form.carry_out(act) is None:
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        return _page(request, record, failed={"code": code, "said": " ".join(sentences), "typed": form.data})
    messages.success(request, said)
    return redirect("record-attendance", uid=record.uid)


def _page(request: ScopedRequest, record: Record, failed: dict[str, Any] | None = None) -> HttpResponse:
    found = booklet.answers_of(request.scope, record)
    for one in found:
        one.record = record
    rows = sorted(lines(request.scope, found), key=lambda line: line["answer"] != Participation.Answer.DISPUTED)
    context = {
        "record": record,
        "rows": rows,
        "disputed": sum(line["answer"] == Participation.Answer.DISPUTED for line in rows),
        "failed": failed,
        "on": clock.today(),
        "crumbs": [
            {"label": "纪实", "url": reverse("record-list")},
            {"label": record.title or record.organisation.name, "url": reverse("record-detail", args=[record.uid])},
        ],
    }
    return render(request, "pages/attendance/answers.html", context, status=422 if failed else 200)
