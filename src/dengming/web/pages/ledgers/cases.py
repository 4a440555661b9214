"""One line or case of a register: the page, and the steps on and back."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from dengming.accounts.scope import NotVisible, Scope
from dengming.ledgers import queries
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import (
    Step,
    check_may,
    send_back,
    take,
    take_about_oneself,
    take_own,
    take_there,
    take_up,
)
from dengming.ledgers.openings import check_own_name, taken_meanwhile
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import is_doer, register_of
from dengming.ledgers.undone import against_return
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import EntryStage
from dengming.web.forms.cases import BackForm
from dengming.web.forms.entries import StepForm, beside, said
from dengming.web.pages.ledgers.case_page import back_stages, case_page
from dengming.web.pages.ledgers.fields_offered import offers_at
from dengming.web.pages.people.lookup import find_member
from dengming.web.request_scope import ScopedRequest

T = TypeVar("T")


@require_safe
def show_case(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The case."""
    return case_page(request, queries.get_entry(request.scope, uid), {})


@require_POST
def take_step(request: ScopedRequest, uid: UUID, stage: str) -> HttpResponse:
    """One step on; what does not agree is said beside its field, and what was typed stays."""
    try:
        entry = queries.get_entry(request.scope, uid)
    except NotVisible:
        if (gone := taken_meanwhile(request.scope, uid)) is None:
            raise
        messages.error(request, "这一件刚刚由别人认领了：请看还有哪些可以认领。")
        return redirect("entry-list", register=gone.register)
    block = register_of(entry)
    wanted = next((it for it in block.stage if it.id == stage), None)
    if wanted is None:
        raise Http404("没有这个阶段。")
    check_may(request.scope, entry, wanted)
    offers = offers_at(request.scope, entry, wanted)
    form = StepForm(request.POST, block=block, stage=wanted, prefix=stage, offers=offers)
    if form.carry_out(lambda: _take(request, entry, wanted, form)) is None:
        return case_page(request, entry, {stage: form})
    messages.success(request, f"已办理：{wanted.name}。")
    # A line that nothing more is to be done with is looked at in its list, among the next ones.
    return _onwards(request, entry) if block.is_case else redirect("entry-list", register=block.id)


@require_POST
def return_case(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Back to an earlier stage, with a reason."""
    entry = queries.get_entry(request.scope, uid)
    if against := against_return(request.scope, entry):
        raise PermissionDenied(against)
    form = BackForm(request.POST, stages=back_stages(request.scope, entry))
    if form.carry_out(lambda: send_back(request.scope, entry, **form.cleaned_data)) is None:
        return case_page(request, entry, {"back": form})
    messages.success(request, "已退回。")
    return _onwards(request, entry)


def _onwards(request: ScopedRequest, entry: Entry) -> HttpResponse:
    """The case again; its list where it has gone out of sight, such as back to the branch that had sent it."""
    if queries.sees(request.scope, entry):
        return redirect("case", uid=entry.uid)
    return redirect("entry-list", register=entry.register)


def named(act: Callable[[], T]) -> T:
    """Carry out, with what is refused said beside the form's own fields."""
    try:
        return act()
    except FieldRefusal as refusal:
        raise beside(refusal) from None


def with_codes(request: ScopedRequest, fields: list[EntryField], typed: dict[str, str]) -> dict[str, str]:
    """The same with names of members as their codes. FieldRefusal where a name is nobody's, or several people's."""
    wanted = [field.id for field in fields if field.type == "member" and typed.get(field.id)]
    codes = {name: find_member(request.scope, typed[name], name).code for name in wanted}
    return typed | codes


def _take(request: ScopedRequest, entry: Entry, stage: EntryStage, form: StepForm) -> Entry:
    scope = request.scope
    act = take if scope.reaches(line_reach(entry)) else _own_act(scope, entry, stage)
    act = take_there if stage.at else act
    fields = [field for field, _ in register_of(entry).fields_of(stage)]

    def carried() -> Entry:
        step = Step(stage.id, form.cleaned_data["happened"], with_codes(request, fields, said(form)))
        check_own_name(scope, entry, stage, step.fields)
        return act(scope, entry, step=step, seen=form.cleaned_data["seen"])

    return named(carried)


def _own_act(scope: Scope, entry: Entry, stage: EntryStage) -> Callable[..., Entry]:
    """What somebody without a post there takes a step by: as whom it is about, as whom it came to, or for oneself."""
    if stage.own and scope.person == entry.subject_id:
        return take_about_oneself
    return take_own if is_doer(scope, entry) else take_up
