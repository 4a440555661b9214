"""Sent down: one entry of a register to every organisation below, such as a claim for each published problem."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.agreements import first_said, kinds_for
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach, subject_reach
from dengming.ledgers.steps import register_of
from dengming.ledgers.writing import begin, check_fresh, note_of, told
from dengming.orgs import spans
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from dengming.rulebook.register_parts import Sending


@action("entry.sent", label="下发台账", needs="read", at=line_reach)
def send(scope: Scope, entry: Entry, *, register: str, seen: int) -> Done[int]:
    """One act that sends an entry to every other organisation that has none from it yet (举一反三); how many.

    Raises PermissionDenied for who may not, Refusal where the register does not say so, or all have one.
    """
    check_fresh(Entry.objects.select_for_update().get(pk=entry.pk), seen)  # of two at once the second waits
    sending = sending_of(entry, register)
    if sending is None:
        raise Refusal("现在不能下发：请刷新页面，看现在能办什么。")
    if not may_send(scope, entry, sending):
        raise PermissionDenied(f"没有“{sending.verb}”的权限。")
    made = _issue(scope, entry, register, _holders(register, ""), clock.today())
    if not made:
        raise Refusal(f"各组织都已经收到过“{sending.verb}”，没有重复下发。")
    return Done(made, about=told(entry), note=note_of(entry) | {"issued": made})


def sending_of(entry: Entry, register: str) -> Sending | None:
    """What the register says of sending from where the entry stands."""
    found = (it for it in register_of(entry).send if it.entry == register and entry.stage in it.from_)
    return None if entry.withdrawn_at is not None else next(found, None)


def may_send(scope: Scope, entry: Entry, sending: Sending) -> bool:
    """Whether the actor has the capability that it needs."""
    return scope.may(sending.may, line_reach(entry))


def issue_below(scope: Scope, entry: Entry, register: str, on: date) -> int:
    """One entry of the register for each organisation below the entry's own that has none from it; how many."""
    return _issue(scope, entry, register, _holders(register, subject_reach(entry.subject)), on)


def _holders(register: str, below: str) -> list[Subject]:
    """Who holds one of the roles to which the register is issued, below a place."""
    held = spans.holders(kinds_for(rules().rulebook.entries[register]), clock.today()).values("subject_id")
    found = Organisation.objects.filter(pk__in=held, ended=None, reach__startswith=below).exclude(reach=below)
    return [it.subject for it in found.select_related("subject").order_by("ordinal", "pk")]


def _issue(scope: Scope, entry: Entry, register: str, subjects: Iterable[Subject], on: date) -> int:
    block = rules().rulebook.entries[register]
    there = set(entry.children.filter(register=register, withdrawn_at=None).values_list("subject_id", flat=True))
    part = entry.part if entry.part in {part.id for part in block.parts} else ""
    wanted = [it for it in subjects if it.pk not in there and it.pk != entry.subject_id]
    for subject in wanted:
        begin(scope, block, subject, on, part=part, parent=entry, fields=first_said(block, entry, subject))
    return len(wanted)
