"""The facts of dues: that a branch assessed a member; a row for each month that a payment makes whole; a waiver of the
duties where nothing is to be paid. A month paid in part is met by the payment that completes it."""

from collections.abc import Iterable

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import add_months
from dengming.dues.models import Assessment, Payment, Relief
from dengming.editions.queries import rules
from dengming.facts.rows import FactRow
from dengming.rulebook.dues import ASSESSED, Dues
from dengming.rulebook.kinds import kind_name, waiver_kind
from dengming.rulebook.library import PlainDuty


def rows_of_assessments(found: Iterable[Assessment]) -> list[FactRow]:
    """That the branch assessed members for the period of these first months: about the branch, nobody is named."""
    said = {(it.dues, it.branch_id, it.since, it.assessed_on) for it in found}
    return [FactRow(kind_name("dues", dues, ASSESSED.id), *about) for dues, *about in sorted(said)]


def rows_of_payment(payment: Payment, months: Iterable[int]) -> list[FactRow]:
    """Each of these months, paid on the day of the payment."""
    kind = kind_name("dues", payment.dues)
    return [FactRow(kind, payment.member_id, month, payment.paid_on) for month in months]


def rows_of_relief(relief: Relief, dues: Dues) -> list[FactRow]:
    """Who is exempt owes none of the duties that a payment meets; who pays less owes them as before."""
    if relief.fen:
        return []
    last = day_of(add_months(date_of(relief.until), 1)) - 1
    kinds = [waiver_kind(duty.id) for duty in duties_met(dues)]
    return [FactRow(kind, relief.member_id, relief.since, relief.since, deadline=last) for kind in kinds]


def duties_met(dues: Dues) -> list[PlainDuty]:
    """The duties that a month paid counts for."""
    return [duty for duty in rules().duties() if _counts(duty, dues.id)]


def _counts(duty: PlainDuty, dues: str) -> bool:
    return any(dues in need.counts.dues and not need.counts.part for term in duty.terms for need in term.needs)
