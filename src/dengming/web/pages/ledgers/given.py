"""What an entry that gives a role has led to: where and until when, what was done there, what is still owed for it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.gifts import period_given, spans_given
from dengming.ledgers.models import Entry
from dengming.orgs.queries import get_member
from dengming.records.queries import links_of
from dengming.rulebook.duties import Match
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.registers import Entry as Register
from dengming.standing.queries import AsOf, standings
from dengming.standing.visits import visits_of
from dengming.web.pages.people.duties import duty_row


def given_context(scope: Scope, block: Register, entry: Entry) -> dict[str, Any] | None:
    """For the page of the case; None where the register gives no role."""
    if not block.gifts:
        return None
    period = period_given(entry)
    made = visits_of([entry.subject_id], period).get(entry.subject_id, [])
    links = links_of(scope, {visit.source for visit in made})
    return {
        "held": [{"at": it.at, "since": date_of(it.since), "until": date_of(it.until)} for it in spans_given(entry)],
        "visits": [
            {
                "on": visit.on,
                "lectured": visit.lectured,
                "title": links[visit.source]["title"] if visit.source in links else "活动记录",
                "url": reverse("record-detail", args=[links[visit.source]["uid"]]) if visit.source in links else "",
            }
            for visit in made
        ],
        "lectures": sum(visit.lectured for visit in made),
        "duties": _owed(scope, block, entry),
        "basis": block.basis,
        "on": clock.today(),
    }


def _owed(scope: Scope, block: Register, entry: Entry) -> list[dict[str, Any]]:
    """The person's own duties of the period that the entry or what is done there fulfils."""
    period = period_given(entry)
    asked = [duty for duty in rules().duties() if any(_is_about(block, match) for match in _matches(duty))]
    found = standings(
        scope, AsOf.at(), subjects=[entry.subject_id], duties=asked, since=period.first, until=period.last
    )
    member = get_member(scope, entry.subject.code)
    return [duty_row(it, member) for it in found if it.period == period.label]


def _is_about(block: Register, match: Match) -> bool:
    return match.place == "contact" or block.id in match.entry


def _matches(duty: PlainDuty) -> Iterator[Match]:
    yield from (need.counts for term in duty.terms for need in term.needs)
