"""The demo district on paper: direct organisations and their branches, each with its habits. Pure and deterministic.

The nine problems of the speech are really present: some branches are good, some enter late and in batches, some do
half, some are silent, and one general branch stands across departments without an approval.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from random import Random

from dengming.demo.names import SUBUNITS, branch_name, unit_names
from dengming.orgs import kinds

MEMBERS_PER_BRANCH = 15
COMMITTEE_FROM = 7
"""Full members from which a branch has a committee (支部工作条例 第二十条)."""


class Habit(StrEnum):
    """How a branch keeps its institutions."""

    GOOD = "good"
    FAIR = "fair"
    BATCH = "batch"
    SLACK = "slack"
    SILENT = "silent"


HABITS = (
    Habit.GOOD,
    Habit.GOOD,
    Habit.FAIR,
    Habit.BATCH,
    Habit.GOOD,
    Habit.FAIR,
    Habit.SLACK,
    Habit.GOOD,
    Habit.SILENT,
)


DIRECT_HABITS = (Habit.GOOD, Habit.FAIR, Habit.SLACK, Habit.GOOD, Habit.FAIR, Habit.BATCH)
"""How the direct organisations themselves work, by turns (problems one and five: some neglect it)."""


@dataclass
class BranchPlan:
    """One branch: its size, its unit and its habit."""

    code: str
    name: str
    unit: str
    department: str
    size: int
    habit: Habit
    number: int = 0
    """Its place among all branches: what differs from branch to branch goes by it."""
    groups: int = 0
    conditions: tuple[str, ...] = ()


@dataclass
class DirectPlan:
    """One directly subordinate organisation with its branches."""

    code: str
    name: str
    unit: str
    kind: str
    approval: str = ""
    habit: Habit = Habit.GOOD
    number: int = 0
    branches: list[BranchPlan] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Members in all branches."""
        return sum(branch.size for branch in self.branches)


def layout(members: int, random: Random) -> list[DirectPlan]:
    """A district of exactly this many members."""
    sizes = branch_sizes(members, random)
    count = max(1, round(len(sizes) / 3.2))
    units = unit_names(count)
    plans = [DirectPlan("", "", unit, kinds.BRANCH) for unit in units]
    for number, size in enumerate(sizes):
        plan = plans[min(number, count - 1) if number < count else _which(number, count)]
        plan.branches.append(_branch(plan, number, size))
    for number, plan in enumerate(plans, 1):
        _name(plan, number)
    _across_departments(plans)
    _without_committee([branch for plan in plans for branch in plan.branches])
    return plans


def _which(number: int, count: int) -> int:
    """Big departments have more branches than small ones: the first third takes every other further branch."""
    third = max(1, count // 3)
    return number % third if number % 2 else number % count


def branch_sizes(members: int, random: Random) -> list[int]:
    """Sizes of branches from 4 to 24 that add up to the members; one branch of 53 where there are many."""
    sizes = [53] if members >= 400 else []
    while sum(sizes) < members:
        sizes.append(min(random.choice((5, 8, 11, 13, 14, 15, 16, 18, 20, 24)), members - sum(sizes)))
    if len(sizes) > 1 and sizes[-1] < 4:
        rest = sizes.pop()
        sizes[-1] += rest
    return sizes


def _branch(plan: DirectPlan, number: int, size: int) -> BranchPlan:
    order = len(plan.branches)
    below = SUBUNITS.get(plan.unit.removeprefix("区"), ())
    unit = f"区{below[order - 2]}" if 2 <= order < 2 + len(below) else plan.unit
    name = branch_name(plan.unit, order) if unit == plan.unit else f"{unit.removeprefix('区')}党支部"
    committee = size >= COMMITTEE_FROM + 1
    return BranchPlan(
        code="",
        name=name,
        unit=unit,
        department=plan.unit,
        size=size,
        habit=HABITS[number % len(HABITS)],
        number=number,
        groups=0 if size < 12 else 2 if size < 20 else 3,
        conditions=(kinds.WITH_COMMITTEE if committee else kinds.WITHOUT_COMMITTEE,),
    )


def _name(plan: DirectPlan, number: int) -> None:
    plan.code, plan.number = f"JG{number:03d}", number
    plan.habit = DIRECT_HABITS[(number - 1) % len(DIRECT_HABITS)]
    plan.kind, what, plan.approval = _kind(plan, number)
    plan.name = plan.unit.removeprefix("区") + what
    if plan.kind == kinds.BRANCH:
        plan.branches[0].code, plan.branches[0].name = plan.code, plan.name
        plan.habit = plan.branches[0].habit
        return
    for order, branch in enumerate(plan.branches, 1):
        branch.code = f"{plan.code}-{order:02d}"
    if len(plan.branches) >= 4:
        last = plan.branches[-1]
        last.name, last.conditions = (
            f"{plan.unit.removeprefix('区')}离退休干部党支部",
            (*last.conditions, "retired-branch"),
        )


def _kind(plan: DirectPlan, number: int) -> tuple[str, str, str]:
    """党委 from 100 members, or below with an approval; 总支 from 50; else a branch where there is only one."""
    approval = f"区直工委〔2018〕{number}号"
    if plan.size >= 100 or len(plan.branches) >= 4:
        return kinds.COMMITTEE, "机关党委", "" if plan.size >= 100 else approval
    if len(plan.branches) == 1:
        return kinds.BRANCH, "党支部", ""
    return kinds.GENERAL_BRANCH, "党总支", "" if plan.size >= 50 else approval


def _across_departments(plans: list[DirectPlan]) -> None:
    """Problem nine: a comprehensive general branch whose branches belong to different departments, unapproved."""
    for plan, other in pairwise(plans):
        if plan.kind == kinds.GENERAL_BRANCH and len(plan.branches) > 1:
            plan.name, plan.approval = "综合党总支", ""
            plan.branches[-1].unit = plan.branches[-1].department = other.unit
            plan.branches[-1].name = f"{other.unit.removeprefix('区')}联合党支部"
            plan.branches[-1].conditions = (*plan.branches[-1].conditions, "joint-branch")
            return


def _without_committee(branches: list[BranchPlan]) -> None:
    """One branch is large enough for a committee and has none: the structure note has something to say."""
    for branch in branches:
        if branch.habit is Habit.SLACK and COMMITTEE_FROM + 1 <= branch.size < 16:
            others = [name for name in branch.conditions if name != kinds.WITH_COMMITTEE]
            branch.conditions = (kinds.WITHOUT_COMMITTEE, *others)
            return
