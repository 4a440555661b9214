"""一并办理: one step for many cases of a register, with what is said once; all of them or none."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dengming.ledgers import queries
from dengming.ledgers.moving import Step, take
from dengming.refusal import Refusal
from dengming.rulebook.registers import Entry
from dengming.web.forms.entries import StepForm, said
from dengming.web.pages.ledgers.cases import named, with_codes
from dengming.web.pages.ledgers.listing import list_page
from dengming.web.pages.ledgers.offers import Typed
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


@require_POST
def take_together(request: ScopedRequest, register: str, stage: str) -> HttpResponse:
    """The step for every case that is ticked; the first that stands against it stops all, and what was typed stays."""
    block = register_named(request, register)
    wanted = next((it for it in block.stage if it.id == stage), None)
    if wanted is None:
        raise Http404("没有这个阶段。")
    form = StepForm({**request.POST.dict(), f"{stage}-seen": "0"}, block=block, stage=wanted, prefix=stage)
    chosen = request.POST.getlist("case")
    done = form.carry_out(lambda: named(lambda: _take_all(request, block, stage, form, chosen)))
    if done is None:
        return list_page(request, block, Typed(stage, form, chosen))
    messages.success(request, f"已一并办理 {done} 件：{wanted.name}。")
    return redirect("entry-list", register=register)


def _take_all(request: ScopedRequest, block: Entry, stage: str, form: StepForm, chosen: list[str]) -> int:
    """How many were taken on."""
    if not chosen:
        raise Refusal("一件也没有选：请先勾选要一并办理的。")
    wanted = block.stage_of(stage)
    fields = with_codes(request, [field for field, _ in block.fields_of(wanted)], said(form))
    with transaction.atomic():
        for one in chosen:
            _take(request, one, Step(stage, form.cleaned_data["happened"], fields))
    return len(chosen)


def _take(request: ScopedRequest, one: str, step: Step) -> None:
    uid, _, seen = one.partition(":")
    try:
        entry, moves = queries.get_entry(request.scope, UUID(uid)), int(seen)
    except ValueError:
        raise Http404("没有找到。") from None
    take(request.scope, entry, step=step, seen=moves)
