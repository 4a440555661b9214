"""应到: who holds the expected roles at a host on a day."""

from collections.abc import Collection
from datetime import date

from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.tree import subtree_on
from dengming.rulebook.blocks import Role

_BELONGING = (kinds.MEMBER, kinds.PROBATIONARY, kinds.SUSPENDED)


def expected_at(host: Organisation, roles: Collection[str], on: date, known: int | None = None) -> list[int]:
    """Subject ids of those who hold any of the roles at the host, in 姓氏笔画 order; leave is not applied here.

    Where the roles belong to organisations below the host (a 党课 held by a 机关党委 for the members of its branches),
    those below count. At a Party group its members count, in whatever membership is expected. Whoever is suspended that
    day is expected nowhere, whatever post or group is still theirs; only where `suspended` itself is named.
    """
    known_roles = rules(known).rulebook.roles
    below = _Below(host, on, known)
    found: set[int] = set()
    for name in roles:
        role = known_roles.get(name)
        if role is not None and role.of == "person":
            found |= _holders(role, host, below, on, known)
    if kinds.SUSPENDED not in roles:
        found -= _people(kinds.SUSPENDED, None, on, known)
    ranked = Subject.objects.filter(pk__in=found).order_by("name_order", "code")
    return list(ranked.values_list("pk", flat=True))


class _Below:
    """The host and the organisations below it on the day, read when first needed."""

    def __init__(self, host: Organisation, on: date, known: int | None) -> None:
        self._asked = (host.pk, on, known)
        self._found: set[int] | None = None

    def places(self) -> set[int]:
        """Subject ids."""
        if self._found is None:
            self._found = subtree_on(*self._asked)
        return self._found


def _holders(role: Role, host: Organisation, below: _Below, on: date, known: int | None) -> set[int]:
    if host.kind == kinds.GROUP and role.sort == "membership":
        return _people(kinds.GROUP_MEMBER, {host.pk}, on, known) & _people(role.id, None, on, known)
    if not role.at:
        belonging = {person for status in _BELONGING for person in _people(status, below.places(), on, known)}
        return _people(role.id, None, on, known) & belonging
    places = {host.pk} if host.kind in role.at else below.places()
    return _people(role.id, places, on, known)


def _people(role: str, places: set[int] | None, on: date, known: int | None) -> set[int]:
    return set(spans.holders(role, on, places, known).values_list("subject_id", flat=True))
