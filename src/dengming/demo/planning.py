"""What is planned for the coming days, and what lies on the desk of the secretary who shows the demo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dengming.calendar.periods import Period
from dengming.demo.founded import Branch
from dengming.demo.happening import Happening, Mark, Status
from dengming.demo.making import Maker
from dengming.orgs import kinds


def planned(happening: Happening, until: date, random: Random) -> Happening:
    """The activity as a plan that was entered in the days before: who is expected, nobody marked, nothing written."""
    return replace(
        happening,
        marks=dict.fromkeys(happening.marks, Mark.UNMARKED),
        reasons={},
        roles={},
        reports=[],
        texts={},
        resolution="",
        planned=until - timedelta(days=1 + random.randrange(6)),
    )


def for_the_secretary(maker: Maker, branch: Branch, month: Period) -> Iterator[Happening]:
    """One record to confirm, one handed back, one planned; the theme day with lecture and seminar is left to do.

    Nothing where the demo date is too early in its month for it.
    """
    last = maker.until
    for circle, stage, days in zip(branch.circles_of_groups, (Status.FILED, Status.RETURNED), (2, 3), strict=False):
        held = maker.meeting(circle, month, "group-meeting", 1, "党小组学习交流")
        held.on, held.planned = last - timedelta(days=days), last - timedelta(days=days + 3)
        held.entered, held.stage = last - timedelta(days=1), stage
        if stage is Status.RETURNED:
            held.reason, held.ended = "会议记录没有写讨论情况，请补充后再报。", last - timedelta(days=1)
        if held.on >= month.first:
            yield held
    if kinds.WITH_COMMITTEE in branch.plan.conditions:
        meeting = maker.meeting(branch.board, month, "branch-committee-meeting", 1, "研究支部本月重点工作")
        meeting.on = maker.holidays.shift(last + timedelta(days=4))
        yield planned(meeting, last, maker.random)
