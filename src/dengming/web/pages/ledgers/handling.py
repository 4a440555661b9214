"""What is done with a case besides its steps: amended, taken back, handed on, urged, sent to others."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dengming.accounts.actions import authorise
from dengming.ledgers import amending, handling, issuing, queries
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import register_of
from dengming.web.forms.cases import AmendForm, HandForm, SeenForm, TakeBackForm, UrgeForm
from dengming.web.forms.entries import said
from dengming.web.forms.plain import PlainForm
from dengming.web.pages.ledgers.case_page import case_page
from dengming.web.pages.ledgers.cases import named, with_codes
from dengming.web.pages.ledgers.fields_offered import offers_at
from dengming.web.pages.people.lookup import find_member
from dengming.web.request_scope import ScopedRequest


@require_POST
def amend(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Say anew what was said when it was filed."""
    scope, entry = request.scope, queries.get_entry(request.scope, uid)
    block = register_of(entry)
    authorise(scope, block.stage[0].may, line_reach(entry))
    form = AmendForm(request.POST, block=block, prefix="amend", offers=offers_at(scope, entry, block.stage[0]))

    def act() -> Entry:
        typed, fields = form.cleaned_data, with_codes(request, block.first_fields, said(form))
        return amending.amend(scope, entry, fields=fields, part=typed.get("part", ""), seen=typed["seen"])

    return done(request, entry, "amend", form, lambda: named(act), "已更正。")


@require_POST
def take_back(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Undo the own last step."""
    entry, form = case_for(request, uid, "read"), TakeBackForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return done(request, entry, "take-back", form, lambda: handling.take_back(request.scope, entry, **said), "已撤回。")


@require_POST
def hand_on(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The work goes on to somebody else."""
    entry, form = case_for(request, uid, "record"), HandForm(request.POST)

    def act() -> Entry:
        to = find_member(request.scope, form.cleaned_data["to"], "to").code
        return handling.hand_on(request.scope, entry, **{**form.cleaned_data, "to": to})

    return done(request, entry, "hand", form, act, "已转办。")


@require_POST
def urge(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Remind whoever has the next step."""
    entry, form = case_for(request, uid, "urge"), UrgeForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return done(request, entry, "urge", form, lambda: handling.urge(request.scope, entry, **said), "已催办。")


@require_POST
def send(request: ScopedRequest, uid: UUID, register: str) -> HttpResponse:
    """One act that sends an entry of another register to every other organisation."""
    entry, form = case_for(request, uid, "read"), SeenForm(request.POST)
    sending = issuing.sending_of(entry, register)
    if sending is None:
        raise Http404("这本台账不下发。")

    def act() -> int:
        return issuing.send(request.scope, entry, register=register, seen=form.cleaned_data["seen"])

    return done(request, entry, "send", form, act, f"已办理：{sending.verb}。")


def case_for(request: ScopedRequest, uid: UUID, capability: str) -> Entry:
    """The case, for who has the capability at its place."""
    entry = queries.get_entry(request.scope, uid)
    authorise(request.scope, capability, line_reach(entry))
    return entry


def done(
    request: ScopedRequest, entry: Entry, name: str, form: PlainForm, act: Callable[[], object], told: str
) -> HttpResponse:
    """Carry the form out and go back to the case; where it is refused, its page with the form at the place `name`."""
    if form.carry_out(act) is None:
        return case_page(request, entry, {name: form})
    messages.success(request, told)
    return redirect("case", uid=entry.uid)
