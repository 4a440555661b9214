"""Who may be named as a joint host: what the recorder sees, the sister organisations, and any other by its full name.

Names of organisations are on the district's published list; naming one shows nothing of what it does.
"""

from django.db.models import Q, QuerySet

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation
from dengming.orgs.queries import standing_on, visible
from dengming.orgs.tree import parents_on
from dengming.records.models import Record
from dengming.refusal import Refusal


def offered(scope: Scope, record: Record) -> QuerySet[Organisation]:
    """Those in sight and those under the same direct organisation, that exist on the day and do not host already."""
    organisations: QuerySet[Organisation] = Organisation.objects.select_related("subject")
    near = organisations.filter(Q(pk__in=visible(scope).values("pk")) | Q(path__startswith=_family(record)))
    standing = standing_on(near, record.on or clock.today())
    return standing.exclude(pk__in=record.hosts.values("pk")).order_by("path")


def named(typed: str) -> Organisation:
    """The organisation of this code or full name. Raises Refusal where there is none, or more than one."""
    found: list[Organisation] = list(Organisation.objects.filter(Q(subject__code=typed) | Q(subject__name=typed))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"叫“{typed}”的组织不止一个：请填组织编号。")
    raise Refusal(f"没有叫“{typed}”的组织：请填组织全称或组织编号。")


def _family(record: Record) -> str:
    """The path of the direct organisation that the lead host belongs to; of the host itself where it has none."""
    on = record.on or clock.today()
    host, parents = record.organisation, parents_on(on)
    direct = spans.holders(kinds.DIRECT, on).values_list("subject_id", flat=True)
    place: int | None = host.pk
    while place is not None and place not in direct:
        place = parents.get(place)
    above = Organisation.objects.filter(pk=place).values_list("path", flat=True).first()
    return str(above or host.path)
