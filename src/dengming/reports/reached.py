"""What an export of a register covers: the organisations that it is taken for, and what the actor sees of them."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from dengming.accounts.scope import Grant, Scope
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.models import Entry
from dengming.orgs import kinds
from dengming.orgs.homes import homes_of
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import visible
from dengming.refusal import Refusal
from dengming.rulebook import registers


def reaches(*_: object, organisations: Sequence[Organisation], **__: object) -> list[str]:
    """Where the right to read is asked for."""
    return [organisation.reach for organisation in organisations]


def whole_reach(scope: Scope) -> list[Organisation]:
    """The uppermost organisations that the actor reaches: together everything in reach."""
    found = visible(scope)
    return list(found.filter(reach__in=[*scope.prefixes(), *scope.places()])) or list(found.filter(depth=1))


def uppermost(organisations: Sequence[Organisation]) -> list[Organisation]:
    """Those of them that stand below none of the others."""
    found: list[Organisation] = []
    for it in sorted(organisations, key=lambda one: one.reach):
        if not found or not it.reach.startswith(found[-1].reach):
            found.append(it)
    return found


def lines_of(scope: Scope, register: str, organisations: Sequence[Organisation]) -> QuerySet[Entry]:
    """What the register's page shows the actor of these organisations, those below and their members.

    With the whole reach also what came to the actor in person from elsewhere, as on the page.
    """
    whole = {it.reach for it in organisations} >= {*scope.prefixes(), *scope.places()}
    restricted = rules().rulebook.entries[register].restricted
    capabilities = frozenset({"read", *(it for it in ("settle", restricted) if it and scope.may_anywhere(it))})
    grants = tuple(Grant(it.reach, capabilities) for it in organisations)
    within = Scope(None, grants, scope.person if whole else None)
    found = queries.entries(scope, register=register)
    return found.filter(pk__in=queries.entries(within, register=register).order_by().values("pk"))


def organisations_with(scope: Scope, register: registers.Entry) -> list[Organisation]:
    """The organisations in sight at or above which the register has something, in the official order; of people's
    entries the branches count."""
    subjects = set(queries.entries(scope, register=register.id).order_by().values_list("subject", flat=True))
    there = dict(Organisation.objects.filter(pk__in=subjects).values_list("pk", "reach"))
    places = {*there.values(), *homes_of(subjects - there.keys()).values()}
    above = {place[:end] for place in places for end in range(1, len(place) + 1)}
    found = visible(scope).exclude(kind__in=(kinds.WORK_COMMITTEE, kinds.OUTSIDE_SUPERIOR))
    return in_official_order(it for it in found if it.reach in above)


def is_within(organisation: Organisation, organisations: Sequence[Organisation]) -> bool:
    """Whether it is one of them or stands below one."""
    return any(organisation.reach.startswith(it.reach) for it in organisations)


def enclosed_by(register: registers.Entry) -> registers.Entry | None:
    """The register whose printed lists stand behind the paper of this one, if one does."""
    return rules().rulebook.entries[register.encloses] if register.encloses else None


def concerned(organisations: Sequence[Organisation], places: Iterable[str]) -> list[Organisation]:
    """Those of them at or below which one of the places lies, so that a paper does not name who has nothing on it."""
    there = set(places)
    return [it for it in organisations if any(place.startswith(it.reach) for place in there)] or list(organisations)


def issuer_of(organisations: Sequence[Organisation]) -> str:
    """Whose paper it is: one organisation's own, or the committee's by its full name."""
    names = [it.name for it in organisations if it.kind not in (kinds.WORK_COMMITTEE, kinds.OUTSIDE_SUPERIOR)]
    return "、".join(names) if names and len(names) == len(organisations) else committee_name()


def committee_name() -> str:
    """The committee's full name. Refusal while it is not set."""
    if not (name := rules().parameters.committee_name):
        raise Refusal("还没有设置工委全称：请先在“本地参数”里填写，文件要以全称为发文机关。")
    return name
