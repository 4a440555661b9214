"""Making one activity: a working day, who was there, who chaired, minutes, when it was entered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from dengming.calendar.periods import Period, period_of
from dengming.calendar.workdays import HolidayTable
from dengming.demo.happening import EPIDEMIC, KEEPS, MAKES_UP, Circle, Happening, Mark
from dengming.demo.layout import Habit
from dengming.demo.names import PLACES, SAYINGS

QUARTERLY: Final = ("branch-meeting", "seminar", "committee-meeting", "central-group-study")
MADE_UP: Final = (
    "theme-day", "branch-committee-meeting", "group-meeting", "branch-activity-day", "committee-business-day",
    "branch-meeting", "committee-meeting",
)  # fmt: skip
_GRACE: Final = {"quarter": 10, "month": 5}
"""What is missed is made up for only after the grace of its duty; before, it would be in time."""

ABSENT: Final = "未请假"
REASONS: Final = (ABSENT, "出差", "出差", "公务", "事假", "值班")


@dataclass(frozen=True)
class Maker:
    """The ground that all activities share: holidays, the last day, and chance."""

    holidays: HolidayTable
    until: date
    random: Random

    def meeting(
        self, circle: Circle, month: Period, activity: str, day: int, title: str, parts: Sequence[str] = ()
    ) -> Happening:
        """An ordinary activity near this day of the month."""
        on = self.holidays.shift(month.first + timedelta(days=day - 1 + self.random.randrange(4)))
        on = min(on, month.last)
        people = circle.on(on)
        reasons = {person: self._away(circle, person, on) for person in people}
        reasons |= {person: ABSENT for person in people if circle.stays_away(person, on)}
        marks = {person: _mark(reason) for person, reason in reasons.items()}
        chair = next((person for person in people if marks[person] == Mark.ATTEND), None)
        if chair is None and people:
            chair = people[0]
            marks[chair], reasons[chair] = Mark.ATTEND, ""
        return Happening(
            hosts=[circle.host],
            kinds={activity: list(parts)},
            on=on,
            entered=self.entered(circle.habit, on),
            title=title,
            planned=on - timedelta(days=self.random.randrange(3, 9)),
            marks=marks,
            reasons={person: reason for person, reason in reasons.items() if marks[person] != Mark.ATTEND},
            roles={chair: ["chair"]} if chair else {},
            texts={"minutes": self._minutes(title)},
            resolution="同意上述安排。" if activity.endswith("meeting") else "",
            place=self.random.choice(PLACES),
            hour=self.random.choice((9, 10, 15, 16)),
        )

    def kept(self, happening: Happening, habit: Habit) -> Happening | None:
        """The activity if the habit really held it by the last day; else its make-up, or nothing."""
        likely = KEEPS[habit]
        if habit is not Habit.GOOD and EPIDEMIC[0] <= happening.on <= EPIDEMIC[1]:
            likely /= 2
        if self.random.random() < likely:
            return happening if happening.on < self.until else None
        return self._made_up(happening, habit) if self.random.random() < MAKES_UP[habit] else None

    def _made_up(self, missed: Happening, habit: Habit) -> Happening | None:
        """The same activity a few weeks after its period, saying which period it makes up for."""
        kind = next(iter(missed.kinds))
        if len(missed.kinds) > 1 or kind not in MADE_UP:
            return None
        every = "quarter" if kind in QUARTERLY else "month"
        period = period_of(every, missed.on)
        days = _GRACE[every] + self.random.randrange(2, 20)
        on = self.holidays.shift(period.last + timedelta(days=days))
        if on >= self.until:
            return None
        planned = on - timedelta(days=3)
        made = replace(missed, on=on, planned=planned, make_up=period.label, reports=[])
        return replace(made, title=f"{missed.title}（补办）", entered=on + timedelta(days=self.random.randrange(1, 5)))

    def entered(self, habit: Habit, on: date) -> date:
        """Good branches enter within days; a batch branch two weeks after the quarter, all at once (补录)."""
        if habit is Habit.BATCH:
            return period_of("quarter", on).last + timedelta(days=14)
        return on + timedelta(days=self.random.randrange(1, 4 if habit is Habit.GOOD else 9))

    def _away(self, circle: Circle, person: int, on: date) -> str:
        """Why the person was not there; empty for somebody who was."""
        if leave := circle.leave(person, on):
            return leave
        return "" if self.random.random() < circle.likely(person) else self.random.choice(REASONS)

    def _minutes(self, title: str) -> str:
        return f"{title}。" + "".join(self.random.sample(SAYINGS, 3))


def _mark(reason: str) -> Mark:
    if not reason:
        return Mark.ATTEND
    return Mark.ABSENT if reason == ABSENT else Mark.EXCUSED
