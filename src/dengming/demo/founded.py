"""The demo district as founded: organisations with their people, by what these are."""

from dataclasses import dataclass, field
from datetime import date

from dengming.demo.happening import Circle, Leave
from dengming.demo.layout import BranchPlan, DirectPlan, Habit
from dengming.orgs.models import Organisation


@dataclass
class Branch:
    """A founded branch with what its history needs: groups, people by what they are."""

    plan: BranchPlan
    organisation: Organisation
    groups: list[Organisation] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    in_group: dict[int, list[int]] = field(default_factory=dict)
    officers: list[int] = field(default_factory=list)
    cadres: list[int] = field(default_factory=list)
    away: dict[int, Leave] = field(default_factory=dict)
    seldom: set[int] = field(default_factory=set)
    careless: set[int] = field(default_factory=set)
    joined: dict[int, date] = field(default_factory=dict)

    @property
    def secretary(self) -> int:
        """The first officer."""
        return self.officers[0]

    @property
    def everybody(self) -> Circle:
        """The branch as it meets."""
        return self._circle(self.organisation, self.members)

    @property
    def board(self) -> Circle:
        """Its committee as it meets."""
        return self._circle(self.organisation, self.officers)

    @property
    def circles_of_groups(self) -> list[Circle]:
        """Its groups as they meet."""
        return [self._circle(group, self.in_group[group.pk]) for group in self.groups]

    def _circle(self, host: Organisation, people: list[int]) -> Circle:
        often = frozenset(self.seldom), frozenset(self.cadres)
        return Circle(host, people, self.plan.habit, self.away, *often, self.joined, frozenset(self.careless))


@dataclass
class Direct:
    """A founded direct organisation: its branches, its board (secretary first), its leading body (head first), its
    Party office."""

    plan: DirectPlan
    organisation: Organisation
    branches: list[Branch] = field(default_factory=list)
    leading_body: Organisation | None = None
    board: list[int] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    office: int = 0

    @property
    def habit(self) -> Habit:
        """How the direct organisation itself works."""
        return self.plan.habit

    @property
    def officers(self) -> list[int]:
        """The officers of all its branches."""
        return [person for branch in self.branches for person in branch.officers]

    def circle(self, people: list[int], host: Organisation | None = None) -> Circle:
        """These people as they meet, at the organisation unless another host is named."""
        away = {person: leave for branch in self.branches for person, leave in branch.away.items()}
        return Circle(host or self.organisation, people, self.habit, away)


@dataclass
class District:
    """The whole demo district, founded. `contacts` are the contact points: whose, and which branch."""

    committee: Organisation
    directs: list[Direct]
    committee_officers: list[int]
    contacts: dict[int, Branch] = field(default_factory=dict)

    @property
    def branches(self) -> list[Branch]:
        """All branches."""
        return [branch for direct in self.directs for branch in direct.branches]
