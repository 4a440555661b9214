"""代录: a record entered by somebody who holds no post at the host. Allowed, and shown."""

from datetime import date

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import spans
from dengming.orgs.models import Organisation
from dengming.orgs.tree import where_on


def is_proxy(scope: Scope, host: Organisation, on: date) -> bool:
    """Whether the actor has no post at the host on the day; of a Party group, a post at its branch will do."""
    if scope.person is None:
        return True
    places = {host.pk}
    if host.kind == "group" and (branch := where_on(host, on)):
        places.add(branch.pk)
    held = spans.roles_of(scope.person, on).filter(at__in=places)
    return not any(_is_post(name) for name in held.values_list("role__name", flat=True))


def _is_post(name: str) -> bool:
    role = rules().rulebook.roles.get(name)
    return role is not None and role.sort == "post"
