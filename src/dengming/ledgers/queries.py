"""Reading registers and waivers within a scope: what concerns the organisations and members in reach, and oneself."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry, Waiver
from dengming.ledgers.places import line_reach
from dengming.orgs import queries as orgs
from dengming.orgs.models import Subject


def entries(scope: Scope, *, register: str = "", subject: Subject | None = None) -> QuerySet[Entry]:
    """Lines of registers, newest first, withdrawn ones too (they show why)."""
    found = Entry.objects.filter(_about_visible(scope)).select_related("subject", "entered_by")
    if register:
        found = found.filter(register=register)
    if subject is not None:
        found = found.filter(subject=subject)
    return found.order_by("-happened", "-pk")


def to_approve(scope: Scope) -> list[Entry]:
    """Lines that wait for a second person, the actor being one who may: not the one who filed, not the member."""
    second = {block.id: block.stage[0].id for block in rules().rulebook.entries.values() if len(block.stage) == 2}
    waiting = entries(scope).filter(register__in=second, stage__in=second.values(), withdrawn_at=None)
    waiting = waiting.exclude(entered_by=scope.actor).exclude(subject=scope.person or 0)
    return [it for it in waiting if it.stage == second[it.register] and scope.may("confirm", line_reach(it))]


def entries_from(scope: Scope, sources: Collection[int]) -> dict[int, Entry]:
    """The lines behind these sources that are in reach, by source."""
    return {it.pk: it for it in entries(scope).filter(pk__in=sources).select_related("approved_by", "entered_by")}


def counts(scope: Scope) -> dict[str, int]:
    """How many living lines of each register are within reach."""
    living = entries(scope).filter(withdrawn_at=None).order_by()
    return dict(living.values_list("register").annotate(Count("pk")))


def get_entry(scope: Scope, uid: UUID) -> Entry:
    """One line. NotVisible where it is out of reach or not there."""
    entry = entries(scope).filter(uid=uid).first()
    if entry is None:
        raise NotVisible("没有找到。")
    return entry


def waivers(scope: Scope, *, duty: str = "", subject: Subject | None = None) -> QuerySet[Waiver]:
    """Waivers, newest first, withdrawn ones too."""
    found = Waiver.objects.filter(_about_visible(scope)).select_related("subject", "granted_by")
    if duty:
        found = found.filter(duty=duty)
    if subject is not None:
        found = found.filter(subject=subject)
    return found.order_by("-since", "-pk")


def get_waiver(scope: Scope, uid: UUID) -> Waiver:
    """One waiver. NotVisible where it is out of reach or not there."""
    waiver = waivers(scope).filter(uid=uid).first()
    if waiver is None:
        raise NotVisible("没有找到。")
    return waiver


def _about_visible(scope: Scope) -> Q:
    members, organisations = orgs.members_visible(scope), orgs.visible(scope)
    return Q(subject__in=members.order_by().values("pk")) | Q(subject__in=organisations.order_by().values("pk"))


def waiver_from(scope: Scope, sources: Collection[int]) -> Waiver | None:
    """The newest of the waivers behind these sources, if it is in reach."""
    return waivers(scope).filter(pk__in=sources).first()
