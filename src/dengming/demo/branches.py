"""What a branch holds in a month, and in which month what is yearly. Each thing comes with the habit that keeps it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dengming.calendar.periods import Period
from dengming.demo.founded import Branch
from dengming.demo.happening import Circle, Happening, Mark
from dengming.demo.layout import Habit
from dengming.demo.making import Maker
from dengming.demo.names import BOARD_TOPICS, DAY_TOPICS, GROUP_TOPICS, MEETING_TOPICS, TOPICS
from dengming.orgs import kinds

HALF_DAY, DAY = 400, 800
"""Hours in hundredths. A training of several days is recorded day by day."""


@dataclass(frozen=True)
class BranchWork:
    """A branch's year, month by month."""

    maker: Maker
    quiet: int = 0
    """The demo secretary's branch: he has not lectured at home this year, so that there is something to do."""
    joint: dict[int, Branch] = field(default_factory=dict)
    """Branches that hold this month's theme day together: the lead's number → the other."""

    def month(self, branch: Branch, month: Period) -> Iterator[Happening]:
        """Theme day, meetings, activity day; what is quarterly or yearly in its month."""
        joined = {other.organisation.pk for other in self.joint.values()}
        if branch.organisation.pk not in joined:
            yield self.theme_day(branch, month)
        yield from self._monthly(branch, month)
        number = month.first.month
        if number % 3 == 0:
            yield self.maker.meeting(branch.everybody, month, "branch-meeting", 20, self._one_of(MEETING_TOPICS))
        yield from self._yearly(branch, month)
        if number in (5, 11):
            yield from self._training(branch, month)
        if number in (6, 12):
            yield self._talks(branch, month)

    def _monthly(self, branch: Branch, month: Period) -> Iterator[Happening]:
        if kinds.WITH_COMMITTEE in branch.plan.conditions:
            yield self.maker.meeting(branch.board, month, "branch-committee-meeting", 8, self._one_of(BOARD_TOPICS))
        for circle in branch.circles_of_groups:
            yield self.maker.meeting(circle, month, "group-meeting", 18, self._one_of(GROUP_TOPICS))
        if "retired-branch" not in branch.plan.conditions:
            yield self.maker.meeting(branch.everybody, month, "branch-activity-day", 24, self._one_of(DAY_TOPICS))

    def _one_of(self, topics: Sequence[str]) -> str:
        return self.maker.random.choice(topics)

    def _yearly(self, branch: Branch, month: Period) -> Iterator[Happening]:
        """Year-end meetings fall in December or, for the year before, in January; the analysis in early July."""
        number, early = month.first.month, branch.plan.number % 5 < 3
        if number == (12 if early else 1):
            year = month.first.year - (not early)
            yield from (self._of_year(it, year, early) for it in self._year_end(branch, month, year))
        if number == 7 and branch.plan.habit in (Habit.GOOD, Habit.FAIR) and early:
            yield self.maker.meeting(branch.everybody, month, "party-spirit-analysis", 8, "“七一”党性分析")

    def _year_end(self, branch: Branch, month: Period, year: int) -> Iterator[Happening]:
        title = f"{year}年度组织生活会"
        yield self.maker.meeting(branch.everybody, month, "organisational-life-meeting", 14, title, ["assembly"])
        parts = ["self", "mutual", "ballot"]
        title = f"{year}年度民主评议党员"
        appraisal = self.maker.meeting(branch.everybody, month, "democratic-appraisal", 14, title, parts)
        appraisal.texts["result"] = "结果已在会上宣布。"
        yield appraisal

    @staticmethod
    def _of_year(happening: Happening, year: int, early: bool) -> Happening:
        happening.make_up = "" if early else str(year)
        return happening

    def theme_day(self, branch: Branch, month: Period) -> Happening:
        """The theme day; with a Party lecture in the second month of a quarter, with a seminar in the last."""
        topic = self._one_of(TOPICS)
        other = self.joint.get(branch.organisation.pk)
        circle = _together(branch.everybody, other.everybody) if other else branch.everybody
        title = f"{'联合' if other else ''}主题党日：{topic}"
        happening = self.maker.meeting(circle, month, "theme-day", 5, title, ["study"])
        if other:
            happening.hosts.append(other.organisation)
        happening.quantity = self.maker.random.choice((200, 300, 300, 400))
        cadres = [*branch.cadres, *(other.cadres if other else ())]
        happening.reports = [person for person in cadres if happening.attends(person)]
        if month.first.month % 3 == 2:
            self._add_lecture(branch, happening, topic)
        if month.first.month % 3 == 0:
            self._add_seminar(branch, happening, topic)
        return happening

    def _add_lecture(self, branch: Branch, happening: Happening, topic: str) -> None:
        lecturer = self._lecturer(branch, happening.on)
        if not happening.attends(lecturer):
            return
        happening.kinds["party-lecture"] = []
        happening.roles.setdefault(lecturer, []).append("lecture")
        happening.texts["lesson"] = f"党课讲稿提纲：{topic}。一、为什么学；二、学什么；三、怎么做。"

    def _lecturer(self, branch: Branch, on: date) -> int:
        """The secretary in May, leading cadres in August, officers by turns else."""
        this_year = on.year == self.maker.until.year
        if on.month == 5 and not (branch.organisation.pk == self.quiet and this_year):
            return branch.secretary
        people = branch.cadres[1:] if on.month == 8 else branch.officers[1:]
        return people[on.year % len(people)] if people else branch.members[-1]

    def _add_seminar(self, branch: Branch, happening: Happening, topic: str) -> None:
        """Problem four: the weaker the habit, the more often a proof is missing."""
        happening.kinds["seminar"] = []
        if branch.plan.habit in (Habit.GOOD, Habit.BATCH) or self.maker.random.random() < 0.6:
            happening.texts["speeches"] = f"交流发言摘要（三人）：围绕“{topic}”谈体会、讲打算。"
        if branch.plan.habit in (Habit.SLACK, Habit.SILENT):
            happening.planned = None

    def _training(self, branch: Branch, month: Period) -> Iterator[Happening]:
        """Two days of training, by turns from outside (business) and inside."""
        with_business = branch.plan.habit in (Habit.GOOD, Habit.FAIR) and branch.plan.number % 3 > 0
        spring = ["outbound", "business"] if with_business else ["outbound"]
        parts = ["concentrated", "theory", *(spring if month.first.month == 5 else ["inbound"])]
        for day, name in ((20, "第一天"), (24, "第二天")):
            happening = self.maker.meeting(branch.everybody, month, "training", day, f"党员集中培训（{name}）", parts)
            happening.quantity = DAY
            yield happening

    def _talks(self, branch: Branch, month: Period) -> Happening:
        """Heart-to-heart talks: only that they took place."""
        happening = self.maker.meeting(branch.everybody, month, "heart-talk", 15, "谈心谈话", ["officer-and-member"])
        happening.texts, happening.resolution, happening.roles = {}, "", {}
        return happening

    def contact_lecture(self, branch: Branch, other: Branch, month: Period) -> Happening:
        """The secretary lectures at the contact point: one record, held by that branch."""
        happening = self.maker.meeting(other.everybody, month, "party-lecture", 11, "联系点党课：党建引领攻坚克难")
        happening.marks[branch.secretary] = Mark.ATTEND
        happening.roles[branch.secretary] = ["lecture"]
        happening.quantity = HALF_DAY // 2
        happening.texts["lesson"] = "党课讲稿提纲：一、形势任务；二、支部怎么办；三、党员怎么干。"
        return happening


def _together(one: Circle, other: Circle) -> Circle:
    """Two circles as one; the first leads and its habit goes."""
    away = {**one.away, **other.away}
    people, seldom, keen = [*one.people, *other.people], one.seldom | other.seldom, one.keen | other.keen
    joined, careless = {**one.joined, **other.joined}, one.careless | other.careless
    return Circle(one.host, people, one.habit, away, seldom, keen, joined, careless)
