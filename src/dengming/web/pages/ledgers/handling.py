"""What is done with a case besides its steps: taken back, handed on, urged, sent to others, proofs linked."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dengming.accounts.actions import authorise
from dengming.ledgers import handling, issuing, materials, queries
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.web.forms.cases import HandForm, LinkForm, SeenForm, TakeBackForm, UrgeForm
from dengming.web.forms.plain import PlainForm
from dengming.web.pages.ledgers.case_page import case_page, proofs_offered, records_at
from dengming.web.pages.people.lookup import find_member
from dengming.web.request_scope import ScopedRequest


@require_POST
def take_back(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Undo the own last step."""
    entry, form = _entry(request, uid, "read"), TakeBackForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, entry, "take-back", form, lambda: handling.take_back(request.scope, entry, **said), "已撤回。"
    )


@require_POST
def hand_on(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The work goes on to somebody else."""
    entry, form = _entry(request, uid, "record"), HandForm(request.POST)

    def act() -> Entry:
        to = find_member(request.scope, form.cleaned_data["to"], "to").code
        return handling.hand_on(request.scope, entry, **{**form.cleaned_data, "to": to})

    return _done(request, entry, "hand", form, act, "已转办。")


@require_POST
def urge(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Remind whoever has the next step."""
    entry, form = _entry(request, uid, "urge"), UrgeForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(request, entry, "urge", form, lambda: handling.urge(request.scope, entry, **said), "已催办。")


@require_POST
def send(request: ScopedRequest, uid: UUID, register: str) -> HttpResponse:
    """One act that sends an entry of another register to every other organisation."""
    entry, form = _entry(request, uid, "read"), SeenForm(request.POST)
    sending = issuing.sending_of(entry, register)
    if sending is None:
        raise Http404("这本台账不下发。")

    def act() -> int:
        return issuing.send(request.scope, entry, register=register, seen=form.cleaned_data["seen"])

    return _done(request, entry, "send", form, act, f"已办理：{sending.verb}。")


@require_POST
def link_record(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Link a record that exists as a proof."""
    entry = _entry(request, uid, "record")
    offered = {"proofs": proofs_offered(entry), "records": records_at(request.scope, entry)}
    form = LinkForm(request.POST, **offered)
    said = form.cleaned_data if form.is_valid() else {}
    return _done(request, entry, "link", form, lambda: materials.link(request.scope, entry, **said), "已关联。")


@require_POST
def remove_material(request: ScopedRequest, uid: UUID, material: UUID) -> HttpResponse:
    """Take a proof away."""
    entry, form = _entry(request, uid, "record"), PlainForm(request.POST)
    found = entry.materials.filter(uid=material).first()
    if found is None:
        raise Http404("没有这份材料。")
    return _done(request, entry, "remove", form, lambda: materials.remove(request.scope, found) or True, "已取下。")


def _entry(request: ScopedRequest, uid: UUID, capability: str) -> Entry:
    """The case, for who has the capability at its place."""
    entry = queries.get_entry(request.scope, uid)
    authorise(request.scope, capability, line_reach(entry))
    return entry


def _done(
    request: ScopedRequest, entry: Entry, name: str, form: PlainForm, act: Callable[[], object], told: str
) -> HttpResponse:
    if form.carry_out(act) is None:
        return case_page(request, entry, {name: form})
    messages.success(request, told)
    return redirect("case", uid=entry.uid)
