"""Periods that a record may make up for: those in which a duty that its kinds serve is overdue at a host."""

from collections.abc import Iterable
from datetime import date, timedelta

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label, parse_period
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings, year_before


def make_ups(
    scope: Scope, hosts: Iterable[Organisation], kinds: Iterable[str], on: date | None
) -> list[tuple[str, str]]:
    """(period, 补2020年第一季度：每季度召开支部党员大会), newest first; nothing where nothing older is overdue."""
    as_of = AsOf.at()
    held = min(on, as_of.on) if on else as_of.on
    duties = [duty for duty in rules().duties() if _serves(duty, set(kinds))]
    subjects = [host.pk for host in hosts]
    if not duties or not subjects:
        return []
    found = standings(scope, as_of, subjects=subjects, duties=duties, since=year_before(held), until=held)
    owing = {
        item.period: item.duty.name
        for item in found
        if item.state == State.OVERDUE and item.case is None and _is_over(item.period, held)
    }
    return [(label, f"补{chinese_label(label)}：{owing[label]}") for label in sorted(owing, reverse=True)]


def _serves(duty: PlainDuty, kinds: set[str]) -> bool:
    return any(kinds & set(need.counts.activity) for term in duty.terms for need in term.needs)


def _is_over(label: str, on: date) -> bool:
    return label != "once" and parse_period(label)[1].last <= on - timedelta(days=1)
