"""What a user reaches: posts held today give their capabilities over a subtree, and end on their day.

A contact point lets its contact read that one organisation. Whoever is a member is that member. An account without a
member reaches no Party data: an administrator has the administrative duty and nothing else.
"""

from datetime import date
from typing import Final

from dengming.accounts.models import User
from dengming.accounts.scope import Grant, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import kinds, spans
from dengming.orgs.models import Member, Organisation
from dengming.rulebook.blocks import Role

_BELONGING: Final = (kinds.MEMBER, kinds.PROBATIONARY)
"""Whoever's membership is suspended takes no part in what is open to the members."""


def scope_for(user: User, on: date | None = None) -> Scope:
    """The scope of a user on a day (default: today), by what is known now. Inactive accounts reach nothing."""
    if not user.is_active:
        return Scope(user)
    administers = (_duty(user),) if user.administers else ()
    person = Member.objects.filter(user=user).values_list("pk", flat=True).first()
    if person is None:
        return Scope(user, administers)
    grants, home = _held(person, on or clock.today())
    return Scope(user, (*administers, *grants), person, home)


def _duty(user: User) -> Grant:
    return Grant("", frozenset({f"accounts:{user.administers}"}))


def _held(person: int, on: date) -> tuple[list[Grant], str]:
    """What the posts give, and the place of the branch."""
    roles = rules().rulebook.roles
    held = spans.roles_of(person, on).filter(at__isnull=False).values_list("role_id", "at_id")
    reaches = dict(Organisation.objects.filter(pk__in=[at for _, at in held]).values_list("pk", "reach"))
    found = [(role_name(number), reaches[at]) for number, at in held if at in reaches]
    home = next((reach for name, reach in found if name in _BELONGING), "")
    return [_grant(roles[name], reach) for name, reach in found if name in roles and roles[name].may], home


def _grant(role: Role, reach: str) -> Grant:
    return Grant(reach, frozenset(role.may), exact=role.sort == "contact")
