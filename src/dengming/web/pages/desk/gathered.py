"""What the desk is about: the organisations that the actor urges, and how they stand today."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from dengming.editions.clock import start_of
from dengming.ledgers.models import Urge
from dengming.ledgers.urges import newest_urges
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import standing_on, visible
from dengming.orgs.roster import Roster
from dengming.standing.desk import pending
from dengming.standing.judge import Standing
from dengming.standing.overview import places_of
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.values import codes
from dengming.web.request_scope import ScopedRequest

SUPERIORS = (kinds.WORK_COMMITTEE, kinds.COMMITTEE, kinds.GENERAL_BRANCH)


@dataclass(frozen=True)
class Gathered:
    """The organisation at the head, those listed (itself and below, in the official order), all their states, where
    each subject is, the code and name of each, and what was urged last."""

    top: Organisation
    organisations: list[Organisation]
    as_of: AsOf
    items: list[Standing]
    places: dict[int, str]
    names: dict[int, tuple[str, str]]
    urged: dict[tuple[int, str, str], Urge]

    @property
    def pending(self) -> list[Standing]:
        """What may be urged."""
        return pending(self.items, self.as_of.on)

    def key(self, item: Standing) -> str:
        """How the form names one state."""
        return f"{self.names[item.subject][0]}|{item.duty.id}|{item.period}"


def tops(request: ScopedRequest) -> list[Organisation]:
    """The superiors that the actor urges below, the highest first."""
    found = visible(request.scope, "urge").filter(ended=None).exclude(kind__in=(kinds.GROUP, kinds.LEADING_BODY))
    if not found:
        raise PermissionDenied("没有“催办”权限：党办工作台由机关党委（党总支）和工委使用。")
    return in_official_order(it for it in found if it.kind in SUPERIORS) or list(found)


def top_asked(request: ScopedRequest, choices: list[Organisation]) -> Organisation:
    """The one in the query (`org`), else the highest."""
    code = request.GET.get("org", "")
    return next((it for it in choices if it.code == code), choices[0])


def listed_under(request: ScopedRequest, top: Organisation, as_of: AsOf) -> list[Organisation]:
    """The organisation and those below it that have a line of their own; Party groups stand with their branch."""
    found = standing_on(visible(request.scope, "urge").filter(reach__startswith=top.reach), as_of.on)
    return in_official_order(found.exclude(kind__in=(kinds.GROUP, kinds.OUTSIDE_SUPERIOR)))


def gather(request: ScopedRequest, top: Organisation) -> Gathered:
    """Judge everything under the organisation once."""
    as_of = AsOf.at()
    items = standings(request.scope, as_of, prefix=top.reach)
    places = places_of(items, Roster(as_of.on, as_of.known))
    urged = newest_urges(places, start_of(year_before(as_of.on)))
    return Gathered(top, listed_under(request, top, as_of), as_of, items, places, codes(items), urged)
