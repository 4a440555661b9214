"""The meeting that studied a proposal: not before what it is about, not ahead; with its record where there is one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dengming.calendar.periods import PeriodError, parse_period
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.homes import home_span
from dengming.records.models import Record
from dengming.refusal import Refusal
from dengming.standing.meetings import confirmed_at
from dengming.standing.points.limits import hundredths
from dengming.standing.points.queries import Kept
from dengming.standing.warnings.steps import said


@dataclass(frozen=True)
class Study:
    """Which meeting studied the proposal, and when; the record of it where there is one."""

    meeting: str
    met_on: date
    record: Record | None = None


def first_day(kept: Kept) -> date:
    """The day of the earliest thing behind the line that is reached: what took points off where they are below it, the
    end of an overdue period where these are too many."""
    days: list[date] = []
    if kept.line and kept.total and kept.line.below is not None and kept.total.points < hundredths(kept.line.below):
        days += [row.happened for row in kept.rows if row.paid < 0]
    if kept.line and kept.line.overdue is not None and len(kept.overdue) >= kept.line.overdue:
        days += _ends(kept)
    return min(days, default=kept.period.first)


def meetings(kept: Kept, member: int) -> QuerySet[Record]:
    """The confirmed records of the branch's meetings that can have studied it, the newest first."""
    home = home_span(member)
    return confirmed_at(home.at_id if home else None, kept.score.studied_at, first_day(kept))


def check(study: Study, kept: Kept, member: int, on: date) -> None:
    """Raise FieldRefusal with a sentence for each field that does not agree."""
    problems, first = {}, first_day(kept)
    if not first <= study.met_on <= on:
        problems["met_on"] = f"研究日期应在 {first}（预警所依据的最早一件事）和今天之间，请核对。"
    if study.record is not None:
        if not meetings(kept, member).filter(pk=study.record.pk).exists():
            problems["record"] = "所选的纪实不是本支部在这以后确认过的会议，请重新选择。"
        elif study.record.on != study.met_on:
            problems["record"] = f"所选的会在 {study.record.on} 召开，与研究日期不一致：请改其中一个。"
    try:
        said(study.meeting, "研究的会议", 80)
    except Refusal as refusal:
        problems["meeting"] = str(refusal)
    if problems:
        raise FieldRefusal(problems)


def _ends(kept: Kept) -> list[date]:
    found = []
    for _, label in kept.overdue:
        try:
            found.append(parse_period(label)[1].last)
        except PeriodError:  # a duty that is owed once has no period to end
            continue
    return found
