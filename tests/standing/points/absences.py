"""Facts that cost or give points, stored as a confirmed record would store them."""

from datetime import date

from dengming.calendar.days import day_of
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, FactRow
from dengming.orgs.models import Member
from dengming.rulebook.kinds import kind_name
from dengming.rulebook.words import FactRole


def absent(member: Member, *days: date) -> None:
    """Absent without leave from a theme day on each of the days."""
    for day in days:
        _store(member, "absent", day)


def attended(member: Member, *days: date) -> None:
    """At a branch meeting on each of the days."""
    for day in days:
        _store(member, "attend", day, "branch-meeting")


def earned(member: Member, part: str, *days: date) -> None:
    """A merit of this part, approved, on each of the days."""
    for day in days:
        number = day_of(day)
        row = FactRow(kind_name("entry", "merit", part, "approved"), member.pk, number, number)
        facts.replace(Source.objects.create(sort=Source.Sort.ENTRY), [row], 0)


def _store(member: Member, role: FactRole, day: date, activity: str = "theme-day") -> None:
    source = Source.objects.create(sort=Source.Sort.RECORD)
    number = day_of(day)
    row = FactRow(f"activity:{activity}", member.pk, number, number, ROLE_CODES[role], PLACE_CODES["own"])
    facts.replace(source, [row], 0)
