"""Where a person works: the organisations at which the own posts give a capability, and what belongs to them.

Reach is wider: a committee's secretary may record for any branch below, but the branch's work is not the secretary's.
"""

from datetime import date

from django.db.models import Q

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation


def organisations(scope: Scope, capability: str, on: date) -> list[Organisation]:
    """Where the own posts are, with the Party groups of an own branch and the leading bodies seated at an own one."""
    own = list(_of_posts(scope, capability, on))
    if not own:
        return []
    attached = Q(seat__in=own)
    for branch in own:
        if branch.kind == kinds.BRANCH:
            attached |= Q(kind=kinds.GROUP, reach__startswith=branch.reach)
    found = Organisation.objects.filter(attached, ended=None).select_related("subject").order_by("ordinal", "pk")
    return [*own, *(item for item in found if item not in own)]


def own_places(scope: Scope, capability: str, on: date) -> dict[int, str]:
    """The same, each with its reach."""
    return {it.pk: it.reach for it in organisations(scope, capability, on)}


def _of_posts(scope: Scope, capability: str, on: date) -> list[Organisation]:
    if scope.person is None:
        return []
    posts = [role.id for role in rules().rulebook.roles.values() if role.sort == "post" and capability in role.may]
    held = spans.holders(posts, on).filter(subject=scope.person).values("at")
    return list(Organisation.objects.filter(pk__in=held).select_related("subject").order_by("ordinal", "pk"))
