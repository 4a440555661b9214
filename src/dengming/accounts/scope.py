"""Scope: what the actor reaches and may do, as a value that every read and write takes.

An organisation's place is its materialised path, a text of steps of equal width, so that "is in the subtree of" is
"begins with". `orgs` makes the scope of a user from posts; here is only what a scope means.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dengming.accounts.capabilities import EVERY, WHOLE
from dengming.accounts.models import User

M = TypeVar("M", bound=Model)


class NotVisible(Http404):
    """What was asked for is outside the scope, or is not there: a stranger must not learn which."""


@dataclass(frozen=True)
class Grant:
    """These capabilities over the subtree at `prefix`, or `exact`: there only; "" is the whole installation."""

    prefix: str
    capabilities: frozenset[str]
    exact: bool = False

    def __post_init__(self) -> None:
        unknown = self.capabilities - EVERY
        if unknown:
            raise ValueError(f"unknown capabilities: {sorted(unknown)}")

    def covers(self, path: str) -> bool:
        """Whether the place lies in the subtree, or is the one place."""
        return path == self.prefix if self.exact else path.startswith(self.prefix)


@dataclass(frozen=True)
class Scope:
    """The actor (None for nobody signed in), the grants, and the subject number of the actor as a Party member.

    `home` is the place of the branch that the actor belongs to, "" where there is none: to belong is not to reach.
    """

    actor: User | None
    grants: tuple[Grant, ...] = ()
    person: int | None = None
    home: str = ""

    def reaches(self, path: str) -> bool:
        """Whether the actor may know that this place exists."""
        return self.may("read", path)

    def may(self, capability: str, path: str = "") -> bool:
        """Whether the actor has the capability at the place; without a place, over the whole installation.

        One of `capabilities.WHOLE` has no place: held anywhere it is held.
        """
        held = [grant for grant in self.grants if capability in grant.capabilities]
        return bool(held) if capability in WHOLE else any(grant.covers(path) for grant in held)

    def may_anywhere(self, capability: str) -> bool:
        """Whether the actor has the capability at some place."""
        return any(capability in grant.capabilities for grant in self.grants)

    def prefixes(self, capability: str = "read") -> tuple[str, ...]:
        """The subtrees where the actor has the capability, none inside another, in order."""
        return tuple(_outermost(sorted(self._granted(capability, exact=False))))

    def places(self, capability: str = "read") -> tuple[str, ...]:
        """The single places, beside the subtrees, where the actor has the capability, in order."""
        return tuple(sorted(self._granted(capability, exact=True)))

    def _granted(self, capability: str, exact: bool) -> set[str]:
        return {it.prefix for it in self.grants if it.exact is exact and capability in it.capabilities}

    @property
    def name(self) -> str:
        """The actor as the journal writes it."""
        return self.actor.name if self.actor else "未登录"


@dataclass(frozen=True, kw_only=True)
class Everywhere(Scope):
    """The whole installation, for commands, migrations and tests; never for a request. The journal keeps the reason."""

    reason: str
    actor: None = field(default=None, init=False)
    grants: tuple[Grant, ...] = field(default=(Grant("", EVERY),), init=False)
    person: int | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """The system itself, and why."""
        return f"系统（{self.reason}）"


def _outermost(prefixes: Iterable[str]) -> Iterable[str]:
    last: str | None = None
    for prefix in prefixes:
        if last is None or not prefix.startswith(last):
            last = prefix
            yield prefix


def within(queryset: QuerySet[M], scope: Scope, *, field: str = "path", capability: str = "read") -> QuerySet[M]:
    """The rows whose place (in `field`, which may cross relations) lies where the actor has the capability.

    Without a grant there are none. Across a many-valued relation a row can come twice, as with any filter.
    """
    prefixes, places = scope.prefixes(capability), scope.places(capability)
    if not prefixes and not places:
        return queryset.none()
    if prefixes == ("",):
        return queryset
    return queryset.filter(_anywhere(field, prefixes, places))


def _anywhere(field: str, prefixes: tuple[str, ...], places: tuple[str, ...]) -> Q:
    condition = Q(**{f"{field}__in": places}) if places else Q()
    for prefix in prefixes:
        condition |= Q(**{f"{field}__startswith": prefix})
    return condition
