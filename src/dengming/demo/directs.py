"""What direct organisations, leading bodies and the work committee itself hold, and in which month."""

from collections.abc import Iterator
from dataclasses import dataclass

from dengming.calendar.periods import Period
from dengming.demo.branches import DAY, HALF_DAY
from dengming.demo.founded import Direct, District
from dengming.demo.happening import Circle, Happening, Mark
from dengming.demo.layout import Habit
from dengming.demo.making import Maker
from dengming.orgs import kinds


@dataclass(frozen=True)
class DirectWork:
    """A direct organisation's year, month by month."""

    maker: Maker

    def month(self, direct: Direct, month: Period) -> Iterator[Happening]:
        """The organisation's own meetings and training, then those of its leading body."""
        if direct.plan.kind == kinds.BRANCH:
            if month.first.month == 3:
                people = direct.branches[0].everybody
                yield self.maker.meeting(people, month, "cadre-assembly", 10, "机关党员干部大会：部署全年党建工作")
            return
        if direct.plan.kind == kinds.COMMITTEE:
            yield from self._committee(direct, month)
        yield from self._organisation(direct, month)
        yield from self._leading_body(direct, month)

    def _committee(self, direct: Direct, month: Period) -> Iterator[Happening]:
        board = direct.circle(direct.board)
        yield self.maker.meeting(board, month, "committee-business-day", 6, "党委议事日")
        if month.first.month % 3 == 2:
            yield self.maker.meeting(board, month, "committee-meeting", 12, "研究机关党建重点工作")

    def _organisation(self, direct: Direct, month: Period) -> Iterator[Happening]:
        officers = direct.circle(list(dict.fromkeys([*direct.board, *direct.officers])))
        number = month.first.month
        if number == 3:
            yield self.maker.meeting(officers, month, "cadre-assembly", 10, "机关党员干部大会：部署全年党建工作")
        if number == 4 or (number == 8 and direct.plan.number % 3 > 0):
            parts = ["theory", "inbound"] if number == 4 else ["business", "outbound"]
            training = self.maker.meeting(officers, month, "training", 16, "党务干部培训班", ["concentrated", *parts])
            training.quantity = DAY
            yield training
        if number in (6, 7) and direct.plan.number % 2 == number % 2:
            yield from self._lectures(direct, month)

    def _lectures(self, direct: Direct, month: Period) -> Iterator[Happening]:
        """Before or after the first of July the secretary and the head of the leading body lecture."""
        if direct.habit is Habit.SLACK:
            return
        branch = direct.branches[0]
        for lecturer, title in ((direct.board[0], "机关党委（总支）书记讲党课"), (direct.leaders[0], "党组书记讲党课")):
            lecture = self.maker.meeting(branch.everybody, month, "party-lecture", 26, f"“七一”{title}")
            lecture.marks[lecturer] = Mark.ATTEND
            lecture.reasons.pop(lecturer, None)
            lecture.roles.setdefault(lecturer, []).append("lecture")
            lecture.quantity = HALF_DAY // 2
            lecture.texts["lesson"] = "党课讲稿提纲：一、守初心；二、担使命；三、抓落实。"
            yield lecture

    def _leading_body(self, direct: Direct, month: Period) -> Iterator[Happening]:
        assert direct.leading_body is not None
        body, number = direct.circle(direct.leaders, direct.leading_body), month.first.month
        if number % 3 == 0:
            title = "党组理论学习中心组集体学习研讨"
            study = self.maker.meeting(body, month, "central-group-study", 10, title)
            study.quantity = HALF_DAY
            yield study
        if number % 2 == 0 or number in (1, 7):
            parts = ["strict-governance"] if number in (1, 7) else []
            title = "专题研究全面从严治党" if parts else "研究党建工作"
            yield self.maker.meeting(body, month, "party-building-study", 4, title, parts)
        if number % 3 == 2:
            yield self.maker.meeting(body, month, "hear-reports", 24, "听取党建工作汇报")
        if number == 7 and direct.habit is Habit.GOOD:
            yield self.maker.meeting(body, month, "leading-body-briefing", 22, "通报党组抓机关党建情况并接受评议")
        if number == (12 if direct.plan.number % 2 else 1):
            yield self._democratic_life(body, month)

    def _democratic_life(self, body: Circle, month: Period) -> Happening:
        """In December, or in January for the year before."""
        year = month.first.year - (month.first.month == 1)
        title = f"{year}年度党组民主生活会"
        meeting = self.maker.meeting(body, month, "democratic-life-meeting", 17, title)
        meeting.make_up = str(year) if month.first.month == 1 else ""
        return meeting


@dataclass(frozen=True)
class CommitteeWork:
    """What the work committee holds for the whole district."""

    maker: Maker

    def month(self, district: District, month: Period) -> Iterator[Happening]:
        """Three days of training for secretaries in July; their reports in January; an inspection and a tour."""
        number, secretaries = month.first.month, self._secretaries(district)
        if number == 7:
            yield from self._training(secretaries, month)
        if number == 1:
            yield self._reports(secretaries, month)
        if number in (5, 8):
            kind, title = (("special-inspection", "党建专项督查"), ("tour-review", "党建巡回观摩"))[number == 8]
            own = Circle(district.committee, district.committee_officers, Habit.GOOD)
            happening = self.maker.meeting(own, month, kind, 15, f"{month.first.year}年{title}")
            happening.texts["report"] = "督查情况已书面反馈各直属党组织。"
            yield happening

    def _secretaries(self, district: District) -> Circle:
        people = [branch.secretary for branch in district.branches if branch.plan.habit is not Habit.SILENT]
        away = {person: leave for branch in district.branches for person, leave in branch.away.items()}
        return Circle(district.committee, people, Habit.GOOD, away)

    def _training(self, secretaries: Circle, month: Period) -> Iterator[Happening]:
        for number, day in enumerate(("第一天", "第二天", "第三天")):
            parts = ["concentrated", "theory", "inbound"]
            title = f"区直机关党支部书记培训班（{day}）"
            training = self.maker.meeting(secretaries, month, "training", 13 + 4 * number, title, parts)
            training.quantity = DAY
            yield training

    def _reports(self, secretaries: Circle, month: Period) -> Happening:
        year = month.first.year - 1
        title = f"{year}年度机关党建述职评议会"
        reports = self.maker.meeting(secretaries, month, "annual-report", 8, title)
        reports.make_up = str(year)
        for person in secretaries.people:
            if reports.attends(person):
                reports.roles.setdefault(person, []).append("report")
        return reports
