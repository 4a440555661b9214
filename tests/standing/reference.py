"""The judgement, slow and obvious: plain loops over plain rows, written from the model and not from the SQL."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.calendar.days import date_of, day_of
from dengming.calendar.due import DueRule
from dengming.calendar.periods import Period, periods_between, previous
from dengming.calendar.workdays import HolidayTable
from dengming.editions.clock import end_of
from dengming.editions.rules import Rules
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, UNATTENDED, FactRow
from dengming.rulebook.duties import Match
from dengming.rulebook.kinds import kinds_of, waiver_kind
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.standing.examples import SpanRow


@dataclass(frozen=True)
class Stored:
    """A fact row with its source and the moments between which it was known."""

    row: FactRow
    source: int
    entered: int
    withdrawn: int


@dataclass(frozen=True)
class World:
    """Everything there is, as asked about."""

    spans: list[SpanRow]
    facts: list[Stored]
    subjects: dict[str, int]
    proof_bits: dict[str, int]
    on: date
    known: int

    def has(self, subject: str, roles: Iterable[str], day: date) -> bool:
        """Whether the subject has one of the roles on the day, as known."""
        return any(
            span.subject == subject
            and span.role in roles
            and span.since <= day_of(day) <= span.until
            and span.entered <= self.known < span.withdrawn
            for span in self.spans
        )

    def matching(self, subject: str, match: Match) -> list[Stored]:
        """The subject's facts that the match accepts, as known, not after the day judged."""
        mask = sum(1 << self.proof_bits[name] for name in set(match.proofs))
        return [
            fact
            for fact in self.facts
            if fact.row.subject == self.subjects[subject]
            and fact.row.kind in kinds_of(match)
            and fact.entered <= self.known < fact.withdrawn
            and fact.row.happened <= day_of(self.on)
            and (not match.role or fact.row.role in [ROLE_CODES[role] for role in match.role])
            and fact.row.role != UNATTENDED
            and (match.place is None or fact.row.place == PLACE_CODES[match.place])
            and fact.row.proofs & mask == mask
        ]


Verdict = tuple[str, bool, tuple[int, ...]]


def judge(world: World, duty: PlainDuty, since: date, until: date, rules: Rules) -> dict[tuple[str, str], Verdict]:
    """(subject, period label) → (state, entered late, each need's value)."""
    in_use = rules.parameters.in_use_since or date.min
    found: dict[tuple[str, str], Verdict] = {}
    for every in {term.every for term in duty.terms if not term.repeal}:
        for period in periods_between(every, since, until):
            term = in_force(duty, period)
            if term is None or term.every != every or period.first < in_use:
                continue
            for subject in world.subjects:
                if owes(world, term, period, subject):
                    found[subject, period.label] = verdict(world, duty, term, period, subject, rules.holidays)
    return found


def in_force(duty: PlainDuty, period: Period) -> PlainTerm | None:
    """The newest term begun by the period's first day, unless a repeal falls in or before the period."""
    begun = [term for term in duty.terms if term.since <= period.first]
    cut = [term for term in duty.terms if term.repeal and period.first < term.since <= period.last]
    return None if cut or not begun or begun[-1].repeal else begun[-1]


def owes(world: World, term: PlainTerm, period: Period, subject: str) -> bool:
    """Whether the subject owes it, by what it is on the last day and, unless `held` says end, on the first."""
    last, first = min(period.last, world.on), min(period.first, world.on)
    if not world.has(subject, term.owner, last) or world.has(subject, term.excepted, last):
        return False
    if not all(world.has(subject, [role], last) for role in term.only):
        return False
    return term.held == "end" or world.has(subject, term.owner, first)


def verdict(
    world: World, duty: PlainDuty, term: PlainTerm, period: Period, subject: str, holidays: HolidayTable
) -> Verdict:
    """The state of one duty of one subject in one period."""
    due = _due(term.due, period, holidays)
    grace = due + timedelta(days=term.grace_days)
    needs = [_need(world, need, term, period, subject, grace) for need in term.needs]
    met_prompt, met_timely, met_at_all = (all(need[kind] for need in needs) for kind in ("prompt", "timely", "total"))
    values = tuple(int(need["value"]) for need in needs)
    late_entry = met_timely and not met_prompt
    return _state(world, duty, term, period, subject, due, grace, needs, met_timely, met_at_all), late_entry, values


def _state(
    world: World, duty: PlainDuty, term: PlainTerm, period: Period, subject: str,
    due: date, grace: date, needs: list[dict[str, int]], met_timely: bool, met_at_all: bool,
) -> str:  # fmt: skip
    if _waived(world, duty, period, subject):
        return "waived"
    if any(need.measure == "percent" for need in term.needs):
        if world.on < period.first:
            return "upcoming"
        if world.on <= period.last:
            return "open"
        if all(need["empty"] for need in needs):
            return "waived"
    if met_timely:
        return "met"
    if met_at_all:
        return "late"
    if world.on < period.first:
        return "upcoming"
    if world.on <= due:
        return "open"
    return "grace" if world.on <= grace else "overdue"


def _due(rule: DueRule, period: Period, holidays: HolidayTable) -> date:
    last = period.last
    while rule.by_quarter and (last + timedelta(days=1)).timetuple()[1:3] not in ((1, 1), (4, 1), (7, 1), (10, 1)):
        last += timedelta(days=1)
    if rule.month:
        last = date(last.year, rule.month, monthrange(last.year, rule.month)[1])
    due = last if rule.day is None else min(date(last.year, last.month, 1) + timedelta(rule.day - 1), last)
    due = rule.after.after(due, holidays) if rule.after else due
    while rule.shift and not holidays.is_workday(due):
        due += timedelta(days=1)
    return due


def _waived(world: World, duty: PlainDuty, period: Period, subject: str) -> bool:
    return any(
        fact.row.kind == waiver_kind(duty.id)
        and fact.row.subject == world.subjects[subject]
        and fact.entered <= world.known < fact.withdrawn
        and fact.row.about <= day_of(period.last)
        and fact.row.deadline is not None
        and fact.row.deadline >= day_of(period.last)
        for fact in world.facts
    )


def _need(world: World, need: PlainNeed, term: PlainTerm, period: Period, subject: str, grace: date) -> dict[str, int]:
    window = previous(term.every, period) if need.previous else period
    hits = _records(world.matching(subject, need.counts), window)
    base = None
    if need.of is not None:
        occasions = [fact for fact in world.matching(subject, need.of) if date_of(fact.row.happened) <= period.last]
        base = len(_records(occasions, window))
    timely = [record for record in hits if record["happened"] <= day_of(grace)]
    prompt = [record for record in timely if record["entered"] <= end_of(grace)]
    empty = need.of is not None and base == 0
    least = need.at_least * (100 if need.measure in ("sum", "last") else 1)
    met = {
        name: int(empty or _value(need, records, base) >= least)
        for name, records in (("prompt", prompt), ("timely", timely), ("total", hits))
    }
    return {**met, "value": _value(need, hits, base), "empty": int(empty)}


def _records(facts: list[Stored], window: Period) -> list[dict[str, int]]:
    """One row per source: it counts once, with its greatest quantity, its first day and its first entry."""
    records: dict[int, list[Stored]] = {}
    for fact in facts:
        if day_of(window.first) <= fact.row.about <= day_of(window.last):
            records.setdefault(fact.source, []).append(fact)
    return [
        {
            "happened": min(fact.row.happened for fact in rows),
            "quantity": max(fact.row.quantity for fact in rows),
            "entered": min(fact.entered for fact in rows),
        }
        for rows in records.values()
    ]


def _value(need: PlainNeed, records: list[dict[str, int]], base: int | None) -> int:
    if need.measure == "sum":
        return sum(record["quantity"] for record in records)
    if need.measure == "last":
        newest = max(records, key=lambda record: (record["happened"], record["quantity"]), default=None)
        return newest["quantity"] if newest else 0
    if need.measure == "percent":
        return 0 if not base else min(100, len(records) * 100 // base)
    return len(records)
