"""What the forms about members offer to choose from, as (value, label)."""

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds, queries
from dengming.orgs.homes import home_span
from dengming.orgs.models import Member
from dengming.orgs.order import in_official_order
from dengming.web.pages.orgs.offers import Choice, organisations


def branches(scope: Scope) -> list[Choice]:
    """The branches whose roster the actor keeps."""
    return organisations(scope, "roster", (kinds.BRANCH,))


def groups_of(scope: Scope, member: Member) -> list[Choice]:
    """The Party groups of the member's branch."""
    home = home_span(member.pk)
    branch = queries.visible(scope).filter(pk=home.at_id).first() if home else None
    if branch is None:
        return []
    below = queries.standing_on(queries.visible(scope), clock.today())
    found = below.filter(kind=kinds.GROUP, reach__startswith=branch.reach)
    return [(it.code, it.name) for it in in_official_order(found)]


def roles_of_sort(sort: str) -> list[Choice]:
    """Posts, flags or leaves by name, as the rulebook has them; not those that have an act of their own."""
    roles = rules().rulebook.roles.values()
    return [(role.id, role.name) for role in roles if role.of == "person" and role.sort == sort and not role.by_paper]
