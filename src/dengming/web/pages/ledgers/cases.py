"""One line or case of a register: what is known, the way it has come, and the steps that the actor may take."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.moving import Step, check_may, send_back, take
from dengming.ledgers.permits import permit_of
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import back_of, due_day, has_expired, may_at, may_return, register_of, way_of
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.registers import EntryStage
from dengming.web.forms.entries import BackForm, StepForm, beside, said
from dengming.web.forms.plain import PlainForm
from dengming.web.request_scope import ScopedRequest

T = TypeVar("T")


@require_safe
def show_case(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The case."""
    return _page(request, queries.get_entry(request.scope, uid), {})


@require_POST
def take_step(request: ScopedRequest, uid: UUID, stage: str) -> HttpResponse:
    """One step on; what does not agree is said beside its field, and what was typed stays."""
    entry = queries.get_entry(request.scope, uid)
    block = register_of(entry)
    wanted = next((it for it in block.stage if it.id == stage), None)
    if wanted is None:
        raise Http404("没有这个阶段。")
    check_may(request.scope, entry, wanted)
    form = StepForm(request.POST, block=block, stage=wanted, prefix=stage)
    if form.carry_out(lambda: _take(request, entry, wanted, form)) is None:
        return _page(request, entry, {stage: form})
    messages.success(request, f"已办理：{wanted.name}。")
    # A line that nothing more is to be done with is looked at in its list, among the next ones.
    return redirect("case", uid=uid) if block.is_case else redirect("entry-list", register=block.id)


@require_POST
def return_case(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Back to an earlier stage, with a reason."""
    entry = queries.get_entry(request.scope, uid)
    if not may_return(request.scope, entry):
        raise PermissionDenied("没有退回的权限：请由能办下一步的人办理。")
    form = BackForm(request.POST, stages=_back(entry))
    if form.carry_out(lambda: send_back(request.scope, entry, **form.cleaned_data)) is None:
        return _page(request, entry, {"back": form})
    messages.success(request, "已退回。")
    return redirect("case", uid=uid)


def named(act: Callable[[], T]) -> T:
    """Carry out, with what is refused said beside the form's own fields."""
    try:
        return act()
    except FieldRefusal as refusal:
        raise beside(refusal) from None


def _take(request: ScopedRequest, entry: Entry, stage: EntryStage, form: StepForm) -> Entry:
    step = Step(stage.id, form.cleaned_data["happened"], said(form))
    return named(lambda: take(request.scope, entry, step=step, seen=form.cleaned_data["seen"]))


def _page(request: ScopedRequest, entry: Entry, forms: dict[str, PlainForm]) -> HttpResponse:
    entry.refresh_from_db()
    block, steps = register_of(entry), queries.steps_for(request.scope, entry)
    may_withdraw = entry.withdrawn_at is None and may_at(request.scope, block.stage[0], line_reach(entry))
    context = {
        "entry": entry,
        "register": block,
        "stage": block.stage_of(entry.stage),
        "expired": has_expired(entry),
        "due": due_day(entry),
        "permit": permit_of(block) if block.permit else None,
        "way": _way(block, entry),
        "facts": list(_facts(block, entry)),
        "grounds": _grounds(entry),
        "judged_on": date.fromisoformat(entry.grounds["on"]) if entry.grounds else None,
        "steps": [_step(block, entry, it, forms) for it in steps],
        "back": _back_form(entry, forms) if may_return(request.scope, entry) else None,
        "back_label": "重新打开" if block.stage_of(entry.stage).end else "退回",
        "failed": next(iter(forms.values()), None),
        "may_withdraw": may_withdraw,
        "events": list(_events(block, entry)),
        "crumbs": [{"label": block.name, "url": reverse("entry-list", args=[block.id])}],
    }
    return render(request, "pages/ledgers/case.html", context, status=422 if forms else 200)


def _step(block: Register, entry: Entry, stage: EntryStage, forms: dict[str, PlainForm]) -> dict[str, Any]:
    initial = {"happened": clock.today(), "seen": entry.step}
    form = forms.get(stage.id) or StepForm(block=block, stage=stage, initial=initial, prefix=stage.id)
    return {"stage": stage, "label": stage.verb or stage.name, "form": form}


def _back(entry: Entry) -> list[tuple[str, str]]:
    block = register_of(entry)
    return [(name, block.stage_of(name).name) for name in back_of(entry)]


def _back_form(entry: Entry, forms: dict[str, PlainForm]) -> PlainForm | None:
    stages = _back(entry)
    if not stages:
        return None
    return forms.get("back") or BackForm(stages=stages, initial={"to": stages[0][0], "seen": entry.step})


def _way(block: Register, entry: Entry) -> list[dict[str, str]]:
    """The stages reached with their days, and what comes next where there is one way on."""
    way = way_of(entry)
    steps = [{"label": block.stage_of(it.stage).name, "state": "done", "note": f"{it.day:%-m月%-d日}"} for it in way]
    over = block.stage_of(way[-1].stage).end or entry.withdrawn_at is not None or has_expired(entry)
    steps[-1]["state"] = "done" if over else "current"
    ahead = None if over else next(iter(block.after(entry.stage)), None)
    while ahead is not None and len(steps) < len(block.stage):
        steps.append({"label": ahead.name, "state": "todo", "note": ""})
        ahead = next(iter(block.after(ahead.id)), None)
    return steps


def _facts(block: Register, entry: Entry) -> Iterator[dict[str, Any]]:
    """What is known, in the order of the register's fields."""
    parts = {part.id: part.name for part in block.parts}
    if entry.part:
        yield {"term": "分项", "value": parts.get(entry.part, entry.part)}
    for field in block.field:
        if value := entry.fields.get(field.id):
            yield {"term": field.name, "value": value}


def _grounds(entry: Entry) -> list[dict[str, str]]:
    """What the system suggested it by, each with where its facts are."""
    duties = rules().rulebook.duties
    code = entry.subject.code
    found = [
        {
            "text": f"{duties[duty].name}（{chinese_label(period)}）逾期未完成",
            "url": reverse("why", args=[code, duty, period]),
        }
        for duty, period in entry.grounds.get("overdue", [])
        if duty in duties
    ]
    if issue := entry.grounds.get("issue"):
        found.append({"text": entry.grounds["reasons"][-1], "url": reverse("bulletin", args=[issue])})
    return found


def _events(block: Register, entry: Entry) -> Iterator[dict[str, Any]]:
    """Everything that was done with it, the newest first."""
    if entry.withdrawn_at is not None:
        yield _event(date_at(entry.withdrawn_at), "撤回", entry.withdrawn_reason, "")
    for move in reversed(list(entry.moves.select_related("moved_by"))):
        who = move.moved_by.name if move.moved_by else ""
        if move.way == Move.Way.BACK:
            yield _event(move.happened, f"退回到“{block.stage_of(move.after).name}”", move.reason, who)
        else:
            yield _event(move.happened, block.stage_of(move.after).name, _words(block, move), who)
    who = entry.entered_by.name if entry.entered_by else ""
    yield _event(entry.happened, block.stage[0].name, "", who)


def _words(block: Register, move: Move) -> str:
    names = {field.id: field.name for field in block.field}
    return "；".join(f"{names.get(name, name)}：{value}" for name, value in move.fields.items())


def _event(day: Any, title: str, text: str, who: str) -> dict[str, Any]:
    said = "；".join(word for word in (text, f"{who}办理" if who else "") if word)
    return {"day": day, "title": title, "text": said, "url": "", "icon": "flag", "marks": []}
