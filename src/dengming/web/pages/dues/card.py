"""A member's card: what is assessed, owed and paid this year, relief, receipts. For oneself and for who collects."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of, day_of
from dengming.dues import queries
from dengming.dues.actions.agreeing import is_agreed
from dengming.dues.models import Assessment, Payment
from dengming.dues.monthly import MonthOf
from dengming.dues.months import month_of
from dengming.dues.publishing import published_above
from dengming.dues.six_months import proposals_of
from dengming.dues.upward import central_of
from dengming.editions import clock
from dengming.orgs import spans
from dengming.orgs.homes import homes_of
from dengming.orgs.models import Member
from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_words import applied_rate
from dengming.standing.sources import cite
from dengming.web.pages.dues.acts import MENDING
from dengming.web.request_scope import ScopedRequest


@require_safe
def show_card(request: ScopedRequest, code: str) -> HttpResponse:
    """The card of a year (`?year=2020`, by default this one)."""
    member, dues = queries.member_seen(request.scope, code), queries.dues_named()
    today = clock.today()
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdigit() and 2000 <= int(typed) <= today.year + 1 else today.year
    line = queries.line_of(member.pk, dues)
    context: dict[str, Any] = {"member": member, "dues": dues, "line": line, "year": year, "today": today}
    context["months"] = queries.card(member.pk, dues, day_of(date(year, 1, 1)), day_of(date(year, 12, 1)))
    context["over"] = sum(it.over for it in context["months"])
    context["carried"] = line is not None and line.owed is not None and not line.is_assessed_in(today.year)
    context["this_month"] = month_of(today)
    held = spans.holders(dues.quarterly, today).filter(subject=member.subject)
    context["consent"] = held.values_list("paper", flat=True).first()
    context["may_agree"] = line is not None and not is_agreed(member.subject, dues, today)
    context["assessments"] = [_assessed(it, dues) for it in queries.assessments(member.pk, dues)]
    context["reliefs"] = list(queries.reliefs(member.pk, dues))
    context["payments"] = _payments(request.scope, member, dues)
    reached = proposals_of([line], dues, month_of(today)) if line else []
    context |= {"proposal": reached[0] if reached else None, "unpaid_basis": cite(dues.unpaid.basis)}
    context |= _rights(request.scope, member)
    context["published"] = published_above(request.scope, dues) if context["own"] else []
    left = queries.unpaid(member.pk, dues)
    context |= {"takes": line is not None or bool(left), "left": _left(left) if line is None else None}
    context |= {"beside": _beside(context["months"], context["payments"], year), "mending": MENDING}
    return render(request, "pages/dues/card.html", context)


def _left(unpaid: list[MonthOf]) -> dict[str, Any] | None:
    """What somebody who is no member any more still owes: how much, for which months, in which years."""
    if not unpaid:
        return None
    months = [it.month for it in unpaid]
    years = sorted({date_of(it).year for it in months})
    return {"fen": sum(it.rest for it in unpaid), "months": months, "years": years}


def _rights(scope: Scope, member: Member) -> dict[str, Any]:
    home = homes_of([member.pk]).get(member.pk)
    collects = home is not None and scope.may(queries.COLLECT, home)
    crumb = {"label": "党费", "url": reverse("dues")} if collects else {"label": "我的", "url": reverse("own")}
    return {"collects": collects, "own": scope.person == member.pk, "crumbs": [crumb]}


def _beside(months: list[MonthOf], payments: list[dict[str, Any]], year: int) -> list[tuple[int, int]]:
    """Months of the year at whose end one belonged to no branch any more, that were paid nevertheless: each with its
    sum."""
    told = {it.month for it in months}
    found: dict[int, int] = defaultdict(int)
    for it in (row["it"] for row in payments if row["it"].is_living):
        for paid in it.months.all():
            if date_of(paid.month).year == year and paid.month not in told:
                found[paid.month] += paid.fen
    return sorted(found.items())


def _assessed(it: Assessment, dues: Dues) -> dict[str, Any]:
    category = dues.category_of(it.category)
    term = category.term_at(date_of(it.since)) if category else None
    return {
        "it": it,
        "category": category.name if category else it.category,
        "rate": applied_rate(term, Decimal(it.base)) if term else "",
        "shows_base": bool(term and term.bracket),
    }


def _payments(scope: Scope, member: Member, dues: Dues) -> list[dict[str, Any]]:
    """What was paid. A receipt is printed, and taken back, where it was given: of another branch it is only told."""
    found = list(queries.payments(member.pk, dues))
    places = queries.collecting(scope).filter(pk__in={it.branch_id for it in found}).values_list("pk", flat=True)
    return [_paid(it, dues, collects=it.branch_id in set(places), own=scope.person == member.pk) for it in found]


def _paid(it: Payment, dues: Dues, *, collects: bool, own: bool) -> dict[str, Any]:
    return {"it": it, "central": central_of(it, dues), "prints": collects or own, "withdraws": collects}
