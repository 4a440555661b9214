"""What happened in the demo district, month by month, branch by branch, each by its habit. Deterministic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dengming.calendar.periods import Period, add_months, period_of
from dengming.calendar.workdays import HolidayTable
from dengming.demo.founding import Branch, Direct, District
from dengming.demo.layout import Habit
from dengming.demo.names import SAYINGS, TOPICS
from dengming.orgs import kinds
from dengming.orgs.models import Organisation

REPORTS = {"monthly-report": {"work": "已报告", "matters": "无事项"}}


@dataclass
class Happening:
    """One activity as its recorder would enter it. `entered` is the day it was filed and confirmed."""

    hosts: list[Organisation]
    kinds: dict[str, list[str]]
    on: date
    entered: date
    title: str
    planned: date | None
    marks: dict[int, str]
    roles: dict[int, list[str]] = field(default_factory=dict)
    reports: list[int] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    quantity: int = 0
    resolution: str = ""


KEEPS = {Habit.GOOD: 0.99, Habit.FAIR: 0.88, Habit.BATCH: 0.93, Habit.SLACK: 0.6, Habit.SILENT: 0.08}
"""How likely a branch of each habit is to hold what is due."""
PRESENT = {Habit.GOOD: 0.95, Habit.FAIR: 0.9, Habit.BATCH: 0.88, Habit.SLACK: 0.8, Habit.SILENT: 0.75}


@dataclass(frozen=True)
class History:
    """The makers' ground: holidays, the last day, and chance."""

    holidays: HolidayTable
    until: date
    random: Random
    quiet: int = 0
    """The branch whose last month is left open, for whoever tries the demo."""

    def of(self, district: District, months: Sequence[Period]) -> Iterator[Happening]:
        """Everything, month by month; only what was held and entered by the last day."""
        for month in months:
            for direct in district.directs:
                for branch in direct.branches:
                    if branch.organisation.pk == self.quiet and month is months[-1]:
                        continue
                    yield from self.kept(self.branch_month(branch, month), branch.plan.habit)
                yield from self.kept(self.direct_month(direct, month), Habit.GOOD)

    def kept(self, happenings: Iterator[Happening], habit: Habit) -> Iterator[Happening]:
        """Those that the habit really holds, and that were held by the last day."""
        for happening in happenings:
            if happening.on <= self.until and self.random.random() < KEEPS[habit]:
                yield happening

    def branch_month(self, branch: Branch, month: Period) -> Iterator[Happening]:
        """A branch's month: theme day, meetings, activity day; what is yearly in its month."""
        number = month.first.month
        theme = self.theme_day(branch, month)
        yield theme
        if kinds.WITH_COMMITTEE in branch.plan.conditions:
            yield self.meeting(branch, month, "branch-committee-meeting", 8, branch.officers, "研究支部本月重点工作")
        for group in branch.groups:
            members = branch.in_group[group.pk]
            yield self.meeting(branch, month, "group-meeting", 18, members, "小组学习交流", host=group)
        yield self.meeting(branch, month, "branch-activity-day", 24, branch.members, "支部活动日：志愿服务和义务劳动")
        if number % 3 == 0:
            yield self.meeting(
                branch, month, "branch-meeting", 20, branch.members, "支部党员大会：通报工作、讨论决定事项"
            )
        if number == 12:
            yield self.meeting(
                branch, month, "organisational-life-meeting", 16, branch.members, "年度组织生活会", ["assembly"]
            )
            appraisal = ["self", "mutual", "ballot"]
            yield self.meeting(branch, month, "democratic-appraisal", 16, branch.members, "民主评议党员", appraisal)
        if number in (5, 11):
            yield self.training(branch, month)
        if number in (6, 12):
            yield self.talks(branch, month)

    def direct_month(self, direct: Direct, month: Period) -> Iterator[Happening]:
        """What a direct organisation and its leading body hold."""
        first = direct.branches[0]
        leaders = list(dict.fromkeys(direct.leaders))
        if direct.plan.kind == kinds.COMMITTEE:
            host, people = direct.organisation, [leaders[0]]
            yield self.meeting(first, month, "committee-business-day", 6, people, "党委议事日", host=host)
            if month.first.month % 3 == 2:
                yield self.meeting(first, month, "committee-meeting", 12, people, "研究机关党建重点工作", host=host)
        if direct.leading_body is None or not leaders:
            return
        body = direct.leading_body
        if month.first.month % 3 == 0:
            yield self.meeting(
                first, month, "central-group-study", 10, leaders, "党组理论学习中心组集体学习研讨", host=body
            )
        if month.first.month % 2 == 0:
            study = self.meeting(first, month, "party-building-study", 4, leaders, "研究党建工作", host=body)
            study.kinds = {"party-building-study": ["strict-governance"] if month.first.month == 6 else []}
            yield study
        if month.first.month == 1:
            yield self.meeting(first, month, "democratic-life-meeting", 10, leaders, "年度民主生活会", host=body)

    def theme_day(self, branch: Branch, month: Period) -> Happening:
        """The theme day; with a Party lecture in the second month of a quarter, with a seminar in the last."""
        topic = self.random.choice(TOPICS)
        happening = self.meeting(branch, month, "theme-day", 5, branch.members, f"主题党日：{topic}", ["study"])
        happening.quantity = self.random.choice((200, 300, 400))
        happening.reports = [person for person in branch.cadres if happening.marks.get(person) == "attend"]
        if month.first.month % 3 == 2 and happening.marks.get(branch.secretary) == "attend":
            happening.kinds["party-lecture"] = []
            happening.roles.setdefault(branch.secretary, []).append("lecture")
            happening.texts["lesson"] = f"党课讲稿提纲：{topic}。一、为什么学；二、学什么；三、怎么做。"
        if month.first.month % 3 == 0:
            self._add_seminar(branch, happening, topic)
        return happening

    def _add_seminar(self, branch: Branch, happening: Happening, topic: str) -> None:
        """Problem four: the weaker the habit, the more often a proof is missing."""
        happening.kinds["seminar"] = []
        if branch.plan.habit in (Habit.GOOD, Habit.BATCH) or self.random.random() < 0.6:
            happening.texts["speeches"] = f"交流发言摘要（三人）：围绕“{topic}”谈体会、讲打算。"
        if branch.plan.habit in (Habit.SLACK, Habit.SILENT):
            happening.planned = None

    def training(self, branch: Branch, month: Period) -> Happening:
        """A concentrated training, from outside or inside by turns."""
        parts = ["concentrated", "theory", "outbound" if month.first.month == 5 else "inbound"]
        happening = self.meeting(branch, month, "training", 25, branch.members, "党员集中培训", parts)
        happening.quantity = 1600
        return happening

    def talks(self, branch: Branch, month: Period) -> Happening:
        """Heart-to-heart talks: only that they took place."""
        happening = self.meeting(branch, month, "heart-talk", 15, branch.members, "谈心谈话", ["officer-and-member"])
        happening.texts, happening.resolution, happening.roles = {}, "", {}
        return happening

    def meeting(
        self,
        branch: Branch,
        month: Period,
        activity: str,
        day: int,
        people: Sequence[int],
        title: str,
        parts: Sequence[str] = (),
        host: Organisation | None = None,
    ) -> Happening:
        """An ordinary activity near this day of the month."""
        on = self.holidays.shift(month.first + timedelta(days=day - 1 + self.random.randrange(4)))
        on = min(on, month.last)
        marks = {person: self._mark(branch, person) for person in people}
        chair = next((person for person in people if marks[person] == "attend"), None)
        if chair is None and people:
            chair, marks[people[0]] = people[0], "attend"
        return Happening(
            hosts=[host or branch.organisation],
            kinds={activity: list(parts)},
            on=on,
            entered=self._entered(branch.plan.habit, on),
            title=title,
            planned=on - timedelta(days=self.random.randrange(3, 9)),
            marks=marks,
            roles={chair: ["chair"]} if chair else {},
            texts={"minutes": self._minutes(title)}
            | ({"result": "结果已在会上宣布。"} if activity == "democratic-appraisal" else {}),
            resolution="同意上述安排。" if activity.endswith("meeting") else "",
        )

    def _mark(self, branch: Branch, person: int) -> str:
        if person in branch.on_leave:
            return "excused"
        return "attend" if self.random.random() < PRESENT[branch.plan.habit] else "absent"

    def _entered(self, habit: Habit, on: date) -> date:
        """Good branches enter within days; a batch branch two weeks after the quarter, all at once (补录)."""
        if habit is Habit.BATCH:
            return period_of("quarter", on).last + timedelta(days=14)
        return on + timedelta(days=self.random.randrange(1, 4 if habit is Habit.GOOD else 9))

    def _minutes(self, title: str) -> str:
        return f"{title}。" + "".join(self.random.sample(SAYINGS, 3))


def months_until(until: date, months: int) -> list[Period]:
    """The months of the demo's history, the last one holding `until`."""
    first = add_months(until.replace(day=1), -months)
    return [period_of("month", add_months(first, number)) for number in range(months + 1)]
