"""What the forms about organisations offer to choose from, as (value, label)."""

from collections.abc import Callable

from django.db.models import QuerySet

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds, queries
from dengming.orgs.models import Organisation, Unit
from dengming.orgs.order import in_official_order

Choice = tuple[str, str]


def organisations(scope: Scope, capability: str = "read", of_kinds: tuple[str, ...] = ()) -> list[Choice]:
    """The organisations that exist today where the actor has the capability, in the official order, indented."""
    found = queries.visible(scope, capability)
    if not of_kinds:
        return as_tree(found)
    of_kind = queries.standing_on(found, clock.today()).filter(kind__in=of_kinds)
    return [(it.code, it.name) for it in in_official_order(of_kind)]


def as_tree(found: QuerySet[Organisation], called: Callable[[Organisation], str] = str) -> list[Choice]:
    """Those of them that exist today, in the official order, indented, each as it is to be `called`."""
    ranked = in_official_order(queries.standing_on(found, clock.today()))
    top = min((it.depth for it in ranked), default=1)
    return [(it.code, "　" * (it.depth - top) + called(it)) for it in ranked]


def every_branch() -> list[Choice]:
    """Every branch that exists today, whoever asks: where a member may go over to. Their names are no secret."""
    return [(it.code, it.name) for it in in_official_order(queries.every_branch(clock.today()))]


def parents(scope: Scope, kind: str) -> list[Choice]:
    """Under which organisations one of this kind may stand."""
    return organisations(scope, "appoint", kinds.PARENTS.get(kind) or _tree_kinds())


def founding_parents(scope: Scope) -> list[Choice]:
    """Under which organisations anything may be founded."""
    return organisations(scope, "appoint", tuple({kind for under in kinds.PARENTS.values() for kind in under}))


def sisters(scope: Scope, it: Organisation) -> list[Choice]:
    """The other organisations of its kind under the same superior first, then all others that may be merged."""
    found = queries.standing_on(queries.visible(scope, "appoint"), clock.today()).filter(kind=it.kind)
    ranked = in_official_order(found.exclude(pk=it.pk))
    near = it.path[: -it.steplen]
    ranked.sort(key=lambda other: not other.path.startswith(near))
    return [(other.code, other.name) for other in ranked]


def people_of(scope: Scope, it: Organisation) -> list[Choice]:
    """Its members today."""
    return [(member.code, member.name) for member in queries.members_of(scope, it)]


def conditions() -> list[Choice]:
    """What an organisation may be registered as; where it stands is not among them."""
    roles = rules().rulebook.roles.values()
    where = (kinds.UNDER, kinds.DIRECT)
    return [
        (role.id, role.name) for role in roles if (role.of, role.sort) == ("org", "condition") and role.id not in where
    ]


def organisation_kinds() -> list[Choice]:
    """Kinds that may be founded."""
    roles = rules().rulebook.roles.values()
    return [(role.id, role.name) for role in roles if role.of == "org" and role.sort == "kind"]


def units(scope: Scope) -> list[Choice]:
    """The units of the organisations in sight."""
    found: dict[str, Unit] = {}
    for it in queries.visible(scope):
        if it.unit:
            found[it.unit.code] = it.unit
    return [(unit.code, unit.name) for unit in sorted(found.values(), key=lambda unit: (unit.ordinal, unit.code))]


def _tree_kinds() -> tuple[str, ...]:
    return tuple(kind for kind in kinds.PARENTS if kind not in (kinds.LEADING_BODY, kinds.GROUP))
