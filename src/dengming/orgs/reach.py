"""What a user reaches: posts held today give their capabilities over a subtree, and end on their day.

A contact point lets its contact read that one organisation. Whoever is a member is that member. An account without a
member reaches no Party data: an administrator has the administrative duty and nothing else.
"""

from collections.abc import Iterator
from datetime import date

from dengming.accounts.models import User
from dengming.accounts.scope import Grant, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation
from dengming.rulebook.blocks import Role


def scope_for(user: User, on: date | None = None) -> Scope:
    """The scope of a user on a day (default: today), by what is known now. Inactive accounts reach nothing."""
    if not user.is_active:
        return Scope(user)
    administers = (_duty(user),) if user.administers else ()
    person = Member.objects.filter(user=user).values_list("pk", flat=True).first()
    if person is None:
        return Scope(user, administers)
    return Scope(user, (*administers, *_grants(person, on or clock.today())), person)


def _duty(user: User) -> Grant:
    return Grant("", frozenset({f"accounts:{user.administers}"}))


def _grants(person: int, on: date) -> Iterator[Grant]:
    roles = rules().rulebook.roles
    held = spans.roles_of(person, on).filter(at__isnull=False).values_list("role_id", "at_id")
    reaches = dict(Organisation.objects.filter(pk__in=[at for _, at in held]).values_list("pk", "reach"))
    for number, at in held:
        role = roles.get(role_name(number))
        if role and role.may and at in reaches:
            yield _grant(role, reaches[at])


def _grant(role: Role, reach: str) -> Grant:
    return Grant(reach, frozenset(role.may), exact=role.sort == "contact")
