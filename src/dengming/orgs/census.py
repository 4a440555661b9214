"""How many members every organisation has on a day, itself and below, and which departments its branches belong to."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from dengming.editions.words import role_name
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Span
from dengming.orgs.tree import parents_on


@dataclass(frozen=True)
class Count:
    """Members: full members, and everybody (with probationary members; those suspended are not counted)."""

    formal: int = 0
    everyone: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.formal + other.formal, self.everyone + other.everyone)


@dataclass
class Census:
    """The counts of one day. Ids are subject ids; `standing` are the organisations that exist on the day."""

    standing: set[int] = field(default_factory=set)
    conditions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _own: dict[int, Count] = field(default_factory=lambda: defaultdict(Count))
    _departments: dict[int, str] = field(default_factory=dict)
    _groups: dict[int, int] = field(default_factory=dict)

    def count(self, organisation: int) -> Count:
        """The members of the organisation and of all below it."""
        total = self._own.get(organisation, Count())
        for child in self._children.get(organisation, ()):
            total += self.count(child)
        return total

    def people(self, organisation: int) -> int:
        """How many belong to it: for a Party group those in it, who are members of its branch already."""
        return self._groups.get(organisation, 0) or self.count(organisation).everyone

    def departments(self, organisation: int) -> list[str]:
        """The departments in charge of the units of the branches below, each once, by name."""
        return sorted(set(self._departments_below(organisation)))

    def _departments_below(self, organisation: int) -> list[str]:
        found = []
        for child in self._children.get(organisation, ()):
            if child in self._departments:
                found.append(self._departments[child])
            found += self._departments_below(child)
        return found


def take(on: date, known: int | None = None) -> Census:
    """Count the whole district: five queries, whatever its size."""
    census = Census()
    for child, parent in parents_on(on, known).items():
        census._children[parent].append(child)
    roles = spans.on_day(spans.alive(Span.objects.filter(subject__sort="org").exclude(at__isnull=False), known), on)
    for organisation, role in roles.values_list("subject_id", "role_id"):
        census.standing.add(organisation)
        census.conditions[organisation].add(role_name(role))
    statuses = spans.holders((kinds.MEMBER, kinds.PROBATIONARY), on, known=known)
    grouped = statuses.filter(at__isnull=False).values_list("role_id", "at_id").annotate(people=models.Count("subject"))
    for role, branch, people in grouped:
        census._own[branch] += Count(people if role_name(role) == kinds.MEMBER else 0, people)
    grouped_in = spans.holders(kinds.GROUP_MEMBER, on, known=known).filter(at__isnull=False)
    in_groups = grouped_in.filter(subject__in=statuses.values("subject")).values_list("at_id")
    census._groups = dict(in_groups.annotate(people=models.Count("subject")))
    branches = Organisation.objects.filter(kind=kinds.BRANCH, unit__isnull=False).select_related("unit__department")
    for branch in branches:
        if branch.pk in census.standing:
            census._departments[branch.pk] = branch.unit.in_charge.name
    return census
