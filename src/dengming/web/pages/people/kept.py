"""What registers keep about a member, on the member's own pages: the restricted ones, for who may see them, else
nothing at all; and by which case somebody ceased to belong."""

from datetime import date
from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import restricted
from dengming.ledgers.becoming import outcome
from dengming.ledgers.effects import running_on
from dengming.ledgers.queries import entries
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.orgs.models import Member
from dengming.orgs.moving import DAY
from dengming.rulebook.registers import Entry


def kept_about(scope: Scope, member: Member) -> list[dict[str, Any]]:
    """The entries, the newest first, each with until when it tells on the member today."""
    found = entries(scope, subject=member.subject).filter(register__in=restricted.names(), withdrawn_at=None)
    running = {it.entry.pk: it for it in running_on(member.pk, clock.today())} if found else {}
    return [
        {
            "entry": it,
            "register": (block := register_of(it)),
            "part": next((part.name for part in block.parts if part.id == it.part), ""),
            "stage": block.stage_of(it.stage),
            "running": running.get(it.pk),
            "tells": block.stage_of(it.stage).tells if scope.person == member.pk else "",
        }
        for it in found
    ]


def ended_by(scope: Scope, member: Member, last: date) -> dict[str, Any] | None:
    """The case by which the person ceased to belong, such as 除名: where, and by which stage; None where it ended by no
    case, or by one that the actor may not see."""
    for entry in entries(scope, subject=member.subject).filter(withdrawn_at=None):
        ended = [it for it in outcome(entry).standings if it.role is None]
        if ended and ended[-1].since == last + DAY:
            return {"entry": entry, "stage": register_of(entry).stage_of(way_of(entry)[-1].stage).name}
    return None


def beginnings(scope: Scope, member: Member, place: str) -> list[tuple[Entry, str]]:
    """The restricted registers in which the actor may begin something about a member who belongs at the place, each
    with where."""
    books = [it for it in rules().rulebook.entries.values() if it.restricted and scope.may(it.restricted, place)]
    return [(it, f"{reverse('entry-new', args=[it.id])}?subject={member.code}") for it in books]
