"""What lies beyond one's own people: what waits at one's own organisation, and cases by which somebody has left it.

Else the receiving branch would see a transfer only once it is done, and the sending one no longer how it ended.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.ledgers.models import Entry
from dengming.orgs import kinds
from dengming.orgs import queries as orgs
from dengming.orgs.day_numbers import DayNumber
from dengming.orgs.models import Span


def waiting_at(scope: Scope) -> Q:
    """Cases a next step of which is taken at an organisation that the actor reads."""
    found, codes = Q(pk__in=[]), orgs.visible(scope).order_by().values("subject__code")
    for block in rules().rulebook.entries.values():
        for stage in (it for it in block.stage if it.at):
            waiting = Entry.objects.filter(register=block.id, stage__in=stage.from_, withdrawn_at=None)
            named = waiting.alias(named=KT(f"fields__{stage.at}")).filter(named__in=codes)
            found |= Q(pk__in=named.values("pk"))
    return found


def left_from(scope: Scope) -> Q:
    """Cases by which a person left an organisation that the actor reads: where the person was on the day the case
    began, as was known when it was entered. A branch of the years before learns nothing of it."""
    gone = Q(pk__in=[])
    for block in rules().rulebook.entries.values():
        if stages := [it.id for it in block.stage if it.leaves]:
            gone |= Q(register=block.id, stage__in=stages)
    known = Span.objects.filter(
        subject=OuterRef("subject"),
        role__in=[role_id(it) for it in kinds.WAY],
        at__in=orgs.visible(scope).order_by().values("pk"),
        since__lte=DayNumber(OuterRef("happened")),
        until__gte=DayNumber(OuterRef("happened")),
        entered__lte=OuterRef("entered_at"),
        withdrawn__gt=OuterRef("entered_at"),
    )
    return Q(pk__in=Entry.objects.filter(gone, Exists(known)).values("pk"))
