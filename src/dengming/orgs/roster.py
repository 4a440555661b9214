"""Who belonged where on a day: membership, groups, posts, flags, leave and contact points, read in one query.

For whoever must ask for many people at once, such as the emission of facts or the list of those expected.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import kinds, spans
from dengming.orgs.models import Span


class Roster:
    """The roster of one day as known at a moment (default: now); of some people only where `people` is given."""

    def __init__(self, on: date, known: int | None = None, people: Iterable[int] | None = None) -> None:
        self.on = on
        self._roles = rules(known).rulebook.roles
        self._held: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
        held = spans.on_day(spans.alive(Span.objects.filter(subject__sort="person"), known), on)
        if people is not None:
            held = held.filter(subject__in=list(people))
        for subject, role, at in held.order_by("pk").values_list("subject_id", "role_id", "at_id"):
            self._held[subject].append((role_name(role), at))

    def roles_of(self, person: int) -> list[tuple[str, int | None]]:
        """Everything the person is, with the organisation it is at."""
        return list(self._held.get(person, ()))

    def branch_of(self, person: int) -> int | None:
        """The branch the person belongs to, in whatever membership."""
        return next((at for role, at in self._held.get(person, ()) if role in kinds.STATUSES), None)

    def status_of(self, person: int) -> str | None:
        """`member`, `probationary` or `suspended`."""
        return next((role for role, _ in self._held.get(person, ()) if role in kinds.STATUSES), None)

    def home_of(self, person: int) -> frozenset[int]:
        """The person's branch and Party group: what happens there happens in the own branch."""
        return self._at(person, "membership")

    def contact_points_of(self, person: int) -> frozenset[int]:
        """The organisations that the person is the contact of."""
        return self._at(person, "contact")

    def posts_of(self, person: int) -> list[tuple[str, int]]:
        """The person's posts, with the organisation each is at."""
        return [(role, at) for role, at in self._held.get(person, ()) if at and self._sort(role) == "post"]

    def leave_of(self, person: int) -> str | None:
        """The kind of leave the person is on, or None."""
        return next((role for role, _ in self._held.get(person, ()) if self._sort(role) == "leave"), None)

    def members(self) -> list[int]:
        """All who belong to a branch."""
        return [person for person in self._held if self.branch_of(person) is not None]

    def _at(self, person: int, sort: str) -> frozenset[int]:
        return frozenset(at for role, at in self._held.get(person, ()) if at and self._sort(role) == sort)

    def _sort(self, role: str) -> str:
        return self._roles[role].sort if role in self._roles else ""
