"""党费, the way in: where the actor collects, with the month in figures; a member is led to the own card."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.dues import queries
from dengming.dues.monthly import Line, lines
from dengming.dues.months import label, month_of
from dengming.editions import clock
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import member_of, standing_on
from dengming.web.asked_day import month_asked
from dengming.web.request_scope import ScopedRequest


@dataclass(frozen=True)
class Count:
    """One branch's month: members, not assessed for the year, paid, exempt, unpaid; sums in fen."""

    branch: Organisation
    people: int
    unassessed: int
    paid: int
    exempt: int
    unpaid: int
    owed: int
    received: int
    back: int


@require_safe
def show_dues(request: ScopedRequest) -> HttpResponse:
    """Every branch below; the one branch itself; for who collects nowhere the own card."""
    branches = branches_of(request.scope)
    if not branches:
        if request.scope.person is None:
            raise NotVisible("没有找到。")
        return redirect("dues-card", code=member_of(request.scope).code)
    if len(branches) == 1:
        return redirect("dues-branch", code=branches[0].code)
    dues, month = queries.dues_named(), month_of(month_asked(request))
    rows = [_count(it, found, month) for it, found in _months(request.scope, branches, month).items()]
    tops = in_official_order(queries.collecting(request.scope).filter(ended=None, kind__in=_ABOVE))
    context: dict[str, Any] = {
        "rows": rows,
        "month": label(month),
        "dues": dues,
        "tops": tops,
        "year": clock.today().year,
    }
    context["sums"] = {key: sum(getattr(it, key) for it in rows) for key in _SUMMED}
    return render(request, "pages/dues/index.html", context)


_SUMMED = ("people", "unassessed", "paid", "exempt", "unpaid", "owed", "received", "back")
_ABOVE = (kinds.WORK_COMMITTEE, kinds.COMMITTEE, kinds.GENERAL_BRANCH)
"""What hands on besides branches, whose own pages lead there."""


def branches_of(scope: Scope) -> list[Organisation]:
    """The branches where the actor collects, in the official order."""
    found = standing_on(queries.collecting(scope), clock.today()).filter(kind=kinds.BRANCH)
    return list(in_official_order(found))


def _months(scope: Scope, branches: list[Organisation], month: int) -> dict[Organisation, list[Line]]:
    """The month of all these branches by one question for each place where the actor collects."""
    asked = queries.asked_now(queries.dues_named())
    held: dict[int, list[Line]] = {it.pk: [] for it in branches}
    for prefix in scope.prefixes(queries.COLLECT):
        for line in lines(asked, month, prefix=prefix):
            held.setdefault(line.branch, []).append(line)
    return {it: held[it.pk] for it in branches}


def _count(branch: Organisation, found: list[Line], month: int) -> Count:
    assessed = [it for it in found if it.owed is not None]
    return Count(
        branch,
        len(found),
        sum(not it.is_assessed_in(date_of(month).year) for it in found),
        sum(it.is_paid and not it.is_exempt for it in assessed),
        sum(it.is_exempt for it in assessed),
        sum(not it.is_paid for it in assessed),
        sum(it.owed or 0 for it in assessed),
        sum(it.paid for it in found),
        sum(it.back for it in found),
    )
