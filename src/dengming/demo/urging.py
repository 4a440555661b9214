"""What the Party offices and the work committee have urged of late: things that are really overdue, chosen as they
would choose them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Scope
from dengming.demo.emitting import filed_at
from dengming.demo.founded import District
from dengming.demo.layout import Habit
from dengming.editions.queries import rules
from dengming.ledgers.models import Urge
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings

DUTIES: Final = ("hold-theme-day", "hold-branch-committee-meeting", "hold-branch-meeting", "hold-branch-activity-day")
AT_MOST: Final = 60
"""A demo of any size shows its urgings on a page or two."""
NOTE: Final = "请尽快补办并如实补录；确有特殊情况的，按程序申请免办。"


def store(scope: Scope, district: District, until: date, users: Mapping[int, int]) -> None:
    """Urge what is overdue of this and the last quarter: Party offices their branches, the work committee the silent.

    Problem five: an office whose organisation is slack urges nobody.
    """
    since = date(until.year, max(1, until.month - 4), 1)
    duties = [duty for duty in rules().duties() if duty.id in DUTIES]
    overdue: dict[int, list[Standing]] = {}
    for item in standings(scope, AsOf.at(until), duties=duties, since=since):
        if item.state is State.OVERDUE:
            overdue.setdefault(item.subject, []).append(item)
    rows: list[Urge] = []
    for direct in district.directs:
        for branch in direct.branches:
            by = district.committee.pk if branch.plan.habit is Habit.SILENT else direct.organisation.pk
            if branch.plan.habit is Habit.SILENT or direct.habit is not Habit.SLACK:
                rows += [_urge(item, users.get(by), until) for item in overdue.get(branch.organisation.pk, ())]
    Urge.objects.bulk_create(rows[:AT_MOST])


def _urge(item: Standing, user: int | None, until: date) -> Urge:
    """Three days after the grace ended, yesterday at the latest."""
    day = min(item.grace + timedelta(days=3), until - timedelta(days=1))
    return Urge(
        duty=item.duty.id,
        subject_id=item.subject,
        period=item.period,
        note=NOTE,
        urged_at=filed_at(day) - 3 * 3600,
        urged_by_id=user,
    )
