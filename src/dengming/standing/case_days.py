"""By when something is to be done with cases, and which are late: by their limit or agreed day, or by what a duty owes
for them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import due_day, late_by
from dengming.rulebook.registers import Entry as Register
from dengming.standing.duty_tasks import PENDING
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings


def owed_of(scope: Scope, as_of: AsOf, subjects: Iterable[int]) -> dict[int, Standing]:
    """What is owed for cases of these subjects and not met yet, by the number of the case; of several the earliest."""
    duties = [it for it in rules(as_of.known).duties() if any(term.every == "case" for term in it.terms)]
    wanted, found = set(subjects), dict[int, Standing]()
    for item in standings(scope, as_of, subjects=wanted, duties=duties) if wanted and duties else ():
        if item.case is None or item.state not in PENDING:
            continue
        if item.case not in found or item.due < found[item.case].due:
            found[item.case] = item
    return found


def days_of(scope: Scope, as_of: AsOf, entries: Iterable[Entry]) -> dict[int, date]:
    """The day of each case that has one, by its number."""
    there = list(entries)
    return earliest_of(there, owed_of(scope, as_of, {it.subject_id for it in there}))


def earliest_of(entries: Iterable[Entry], owed: dict[int, Standing]) -> dict[int, date]:
    """The same where it is known what is owed."""
    found = {}
    for entry in entries:
        days = [day for day in (due_day(entry), owed[entry.pk].due if entry.pk in owed else None) if day]
        if days:
            found[entry.pk] = min(days)
    return found


def late_first(
    scope: Scope, block: Register, found: QuerySet[Entry], at_most: int
) -> tuple[list[int], dict[int, date | None]]:
    """The numbers of the cases that are late, the longest first, among so many that are not done; and the day of each
    of those looked at, so that nobody looks twice."""
    done = [it.id for it in block.stage if it.end or it.done]
    living = list(found.filter(withdrawn_at=None).exclude(stage__in=done)[:at_most])
    days, today = days_of(scope, AsOf.at(), living), clock.today()
    late = [it for it in living if late_by(it, days.get(it.pk), today)]
    return [it.pk for it in sorted(late, key=lambda it: days[it.pk])], {it.pk: days.get(it.pk) for it in living}
