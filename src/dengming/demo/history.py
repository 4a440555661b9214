"""What happened in the demo district, month by month, each branch by its habit, and what is planned. Deterministic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dengming.calendar.periods import Period, add_months, period_of
from dengming.demo.aftermath import Aftermath
from dengming.demo.branches import BranchWork
from dengming.demo.directs import CommitteeWork, DirectWork
from dengming.demo.founded import Branch, District
from dengming.demo.happening import Happening
from dengming.demo.layout import Habit
from dengming.demo.making import Maker
from dengming.demo.planning import for_the_secretary, planned

LECTURES_FROM = 4
"""The month from which secretaries lecture at their contact points, some each month for five months."""
LECTURES_AT_CONTACT = {Habit.GOOD: 0.8, Habit.FAIR: 0.5, Habit.BATCH: 0.4, Habit.SLACK: 0.1, Habit.SILENT: 0.0}

YEARLY = {
    "party-lecture", "heart-talk", "organisational-life-meeting", "democratic-appraisal", "democratic-life-meeting",
}  # fmt: skip


@dataclass(frozen=True)
class History:
    """The district's history under one maker. `quiet` is the branch whose last month is left open, for whoever tries
    the demo."""

    maker: Maker
    district: District
    quiet: int = 0

    def of(self, months: Sequence[Period]) -> Iterator[Happening]:
        """Everything, month by month; only what was held by the last day, and plans after it.

        Of the year before, what is owed once a year is there too, or a short history would have nobody keep it.
        """
        for happening in self._months(months_between(date(self.maker.until.year - 1, 1, 1), months[0].first)):
            if happening.kinds.keys() <= YEARLY and not happening.make_up:
                yield happening
        yield from self._months(months)

    def _months(self, months: Sequence[Period]) -> Iterator[Happening]:
        aftermath = Aftermath(self.maker)
        committee, directs = CommitteeWork(self.maker), DirectWork(self.maker)
        for month in months:
            yield from self._kept(committee.month(self.district, month), Habit.GOOD)
            joint = self._joint(month)
            work = BranchWork(self.maker, self.quiet, joint)
            for branch in self.district.branches:
                for happening in self._branch(
                    work, branch, month, is_last=month.first <= self.maker.until <= month.last
                ):
                    yield from aftermath.of(happening, branch)
            for direct in self.district.directs:
                yield from self._kept(directs.month(direct, month), direct.habit)

    def _branch(self, work: BranchWork, branch: Branch, month: Period, *, is_last: bool) -> Iterator[Happening]:
        if is_last and branch.organisation.pk == self.quiet:
            yield from for_the_secretary(self.maker, branch, month)
            return
        habit, until = branch.plan.habit, self.maker.until
        for happening in work.month(branch, month):
            if happening.on >= until:
                if habit in (Habit.GOOD, Habit.FAIR) and self.maker.random.random() < 0.6:
                    yield planned(happening, until, self.maker.random)
            elif kept := self.maker.kept(happening, habit):
                yield kept
        if lecture := self._contact_lecture(work, branch, month):
            yield lecture

    def _kept(self, happenings: Iterator[Happening], habit: Habit) -> Iterator[Happening]:
        for happening in happenings:
            if kept := self.maker.kept(happening, habit):
                yield kept

    def _joint(self, month: Period) -> dict[int, Branch]:
        """In June and December two neighbouring good branches in every forty hold their theme day together."""
        if month.first.month % 6:
            return {}
        branches = self.district.branches
        pairs = [
            (one, other)
            for one, other in pairwise(branches)
            if {one.plan.habit, other.plan.habit} <= {Habit.GOOD, Habit.FAIR}
            and not {one.organisation.pk, other.organisation.pk} & {self.quiet}
            and not {*one.plan.conditions, *other.plan.conditions} & {"retired-branch"}
        ]
        count = max(1, len(branches) // 40)
        chosen = self.maker.random.sample(pairs, min(count, len(pairs)))
        taken: set[int] = set()
        joint = {}
        for one, other in chosen:
            if not taken & {one.organisation.pk, other.organisation.pk}:
                taken |= {one.organisation.pk, other.organisation.pk}
                joint[one.organisation.pk] = other
        return joint

    def _contact_lecture(self, work: BranchWork, branch: Branch, month: Period) -> Happening | None:
        """In the branch's own month of the five; the quiet branch's secretary has done it in the first."""
        is_quiet = branch.organisation.pk == self.quiet
        turn = 0 if is_quiet else branch.plan.number % 5
        if month.first.month != LECTURES_FROM + turn or branch.secretary not in self.district.contacts:
            return None
        other = self.district.contacts[branch.secretary]
        happening = work.contact_lecture(branch, other, month)
        if happening.on >= self.maker.until:
            return None
        likely = 1.0 if is_quiet else LECTURES_AT_CONTACT[branch.plan.habit]
        return happening if self.maker.random.random() < likely else None


def months_until(until: date, months: int) -> list[Period]:
    """The months of the demo's history, the last one holding `until`."""
    first = add_months(until.replace(day=1), -months)
    return [period_of("month", add_months(first, number)) for number in range(months + 1)]


def months_between(first: date, end: date) -> list[Period]:
    """The months from a first day of a month up to, without, another; none where that is not later."""
    found = []
    while first < end:
        found.append(period_of("month", first))
        first = add_months(first, 1)
    return found
