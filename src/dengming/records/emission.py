"""A confirmed record as fact rows: read the record, hand it to the one emission that everything passes through."""

from collections.abc import Collection
from datetime import date, timedelta

from dengming.calendar.days import day_of
from dengming.calendar.periods import parse_period
from dengming.editions.rules import Rules
from dengming.facts.emission import DayRoster, Held
from dengming.facts.emission import rows_of as fact_rows
from dengming.facts.rows import FactRow
from dengming.records import proofs
from dengming.records.expected import expected_for
from dengming.records.models import Participation, Record
from dengming.records.sheet import activities_of
from dengming.rulebook.words import FactRole


def rows_of(record: Record, rules: Rules, roster: DayRoster) -> list[FactRow]:
    """The fact rows of a record on whose day `roster` stands."""
    return fact_rows(held_of(record, rules), roster)


def held_of(record: Record, rules: Rules) -> Held:
    """The record as the value that emission takes. The record must have its date and its kinds."""
    if record.on is None:
        raise ValueError("a record without a date has no facts")
    present = list(record.participations.all())
    shown = {kind.activity: proofs.shown_by(record, kind, rules) for kind in record.kinds.all()}
    return Held(
        kinds={kind.activity: tuple(kind.parts) for kind in record.kinds.all()},
        hosts=[host.pk for host in record.hosts.all()],
        about=day_of(about(record.on, record.make_up)),
        happened=day_of(record.on),
        own_proofs={activity: mask(names, rules) for activity, names in shown.items()},
        quantity=record.quantity,
        people={item.person_id: roles_of(item) for item in present if item.mark},
        reports={item.person_id: _reports(item) for item in present if item.reports},
        reports_about=day_of(last_month(record.on)),
        own=_own(record, rules, record.on),
    )


def _own(record: Record, rules: Rules, on: date) -> dict[str, dict[int, list[int]]]:
    """Of a joint record, whom each host expects for each kind; without 应到 nobody is asked for."""
    hosts = list(record.hosts.all())
    if len(hosts) < 2:
        return {}
    found = {kind.id: expected_for(kind.expected, hosts, on) for kind in activities_of(record, rules.rulebook)}
    return {kind: asked for kind, asked in found.items() if asked}


def about(on: date, make_up: str) -> date:
    """The day a record is attributed to: its own, or the last day of the period that it makes up for."""
    return parse_period(make_up)[1].last if make_up else on


def last_month(on: date) -> date:
    """The last day of the month before, which reports given at a meeting are about."""
    return on.replace(day=1) - timedelta(days=1)


def mask(names: Collection[str], rules: Rules) -> int:
    """Proof names as the bits that facts carry."""
    return sum(rules.rulebook.proofs[name].mask for name in set(names))


def roles_of(item: Participation) -> list[FactRole]:
    """What the person did there: the mark, and the roles taken."""
    return [item.mark, *item.roles]


def _reports(item: Participation) -> dict[str, list[str]]:
    """Register → parts reported, from `{"monthly-report": {"work": "已报告", "matters": "无事项"}}`."""
    return {register: sorted(parts) for register, parts in item.reports.items()}
