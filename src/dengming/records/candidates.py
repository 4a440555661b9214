"""Who may be put on a record's list besides those expected: people the recorder may read, the hosts' contact persons,
and who holds a post above the hosts or in a leading body seated there. Nobody else's name can be fished for."""

from datetime import date

from django.db.models import Q, QuerySet

from dengming.accounts.scope import Scope, within
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.orgs import spans
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.tree import parents_on
from dengming.records.models import Record
from dengming.records.sheet import hosts_of


def candidates(scope: Scope, record: Record) -> QuerySet[Subject]:
    """The people, by name. What they are is asked of the record's day."""
    on = record.on or clock.today()
    live = spans.on_day(spans.alive(Span.objects.filter(subject__sort="person")), on)
    mine = within(Organisation.objects.all(), scope, field="reach", capability="record").values("pk")
    hosts = [host.pk for host in hosts_of(record)]
    above = _above(record, on)
    reachable = Q(role__in=_roles("membership"), at__in=mine)
    reachable |= Q(role__in=_roles("contact"), at__in=hosts)
    reachable |= Q(role__in=_roles("post"), at__in=above)
    found = live.filter(reachable).values("subject")
    return Subject.objects.filter(pk__in=found).order_by("name", "code")


def _above(record: Record, on: date) -> list[int]:
    """The organisations above the hosts and the leading bodies seated at any of them or at the hosts."""
    places: set[int] = set()
    parents = parents_on(on)
    for host in hosts_of(record):
        place: int | None = host.pk
        while place is not None and place not in places:
            places.add(place)
            place = parents.get(place)
    bodies = Organisation.objects.filter(seat__in=places).values_list("pk", flat=True)
    return [*places, *bodies]


def _roles(sort: str) -> list[int]:
    return [role_id(role.id) for role in rules().rulebook.roles.values() if role.sort == sort]
