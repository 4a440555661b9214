"""一并办理: one step for many cases of a register, with what is said once; all of them or none."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dengming.editions import clock
from dengming.ledgers import queries
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.moving import Step, take
from dengming.refusal import Refusal
from dengming.rulebook.registers import Entry, EntryStage
from dengming.web.forms.entries import StepForm, said
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest

FEWEST = 2


def offered(block: Entry, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps that two or more cases of a page wait for, each with its form and the cases with their moves."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        for step in row["steps"]:
            row["entry"].title = row["title"]
            groups[step.id].append(row["entry"])
    return [
        {"stage": stage, "entries": groups[stage.id], "form": _form(block, stage, groups[stage.id])}
        for stage in block.stage
        if len(groups[stage.id]) >= FEWEST and not stage.materials and not block.doer
    ]


@require_POST
def take_together(request: ScopedRequest, register: str, stage: str) -> HttpResponse:
    """The step for every case that is ticked; the first that stands against it stops all."""
    block = register_named(register)
    wanted = next((it for it in block.stage if it.id == stage), None)
    if wanted is None:
        raise Http404("没有这个阶段。")
    form = StepForm({**request.POST.dict(), f"{stage}-seen": "0"}, block=block, stage=wanted, prefix=stage)
    chosen = request.POST.getlist("case")
    try:
        if not chosen:
            raise Refusal("一件也没有选：请先勾选要一并办理的。")
        if not form.is_valid():
            raise Refusal("".join(f"{form.fields[name].label}：{errors[0]}" for name, errors in form.errors.items()))
        with transaction.atomic():
            for one in chosen:
                _take(request, one, Step(stage, form.cleaned_data["happened"], said(form)))
        messages.success(request, f"已一并办理 {len(chosen)} 件：{wanted.name}。")
    except FieldRefusal as refusal:
        messages.error(request, "".join(refusal.problems.values()))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-list", register=register)


def _form(block: Entry, stage: EntryStage, entries: list[Line]) -> StepForm:
    """Prefilled with what all of them already say."""
    same: dict[str, Any] = {"happened": clock.today(), "seen": 0}
    for field, _ in block.fields_of(stage):
        values = {entry.fields.get(field.id, "") for entry in entries}
        same[f"field-{field.id}"] = values.pop() if len(values) == 1 else ""
    return StepForm(block=block, stage=stage, initial=same, prefix=stage.id)


def _take(request: ScopedRequest, one: str, step: Step) -> None:
    uid, _, seen = one.partition(":")
    try:
        entry = queries.get_entry(request.scope, UUID(uid))
        take(request.scope, entry, step=step, seen=int(seen))
    except ValueError:
        raise Http404("没有找到。") from None
