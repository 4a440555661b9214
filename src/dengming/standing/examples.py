"""Run the rulebook's own examples: each on a throw-away database with the example district, by the real judge."""

import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dengming.calendar.days import FAR_DAY, day_of
from dengming.calendar.workdays import packaged_table
from dengming.editions.clock import end_of, start_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.permits import Permit
from dengming.editions.rules import Confirmed, Parameters, Revived, Rules
from dengming.facts.emission import Held, own_people, rows_above, rows_of
from dengming.facts.rows import FactRow
from dengming.rulebook.dues_examples import dues_complaints
from dengming.rulebook.examples import Example, ExampleFact, ExampleSpan, Expectation
from dengming.rulebook.kinds import kind_name, waiver_kind
from dengming.rulebook.library import Rulebook
from dengming.rulebook.places import packs_root
from dengming.standing.judge import Standing, judge
from dengming.standing.points.expecting import complaint as points_complaint
from dengming.standing.question import Question

PEOPLE_ROLES = ("attend", "chair", "lecture", "speak", "report", "observe", "absent", "excused")
HOMES = ("member", "probationary", "group-member")
TABLES = """
CREATE TABLE orgs_span (subject_id, role_id, at_id, since, until, entered, withdrawn);
CREATE TABLE facts_fact (kind_id, subject_id, role, place, proofs, quantity, about, happened, deadline, case_id,
                         source_id, entered, withdrawn);
"""


@dataclass(frozen=True)
class SpanRow:
    """A span of the example district, subjects by their example ids."""

    subject: str
    role: str
    at: str | None
    since: int
    until: int = FAR_DAY
    entered: int = 0
    withdrawn: int = FAR_MOMENT


@dataclass
class ExampleEngine:
    """A database in memory with just the two tables that judging reads."""

    rulebook: Rulebook
    connection: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(":memory:"))
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection.executescript(TABLES)

    def number(self, name: str) -> int:
        """The integer of any name: subjects, words and cases share one space here."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one SELECT."""
        return self.connection.execute(sql).fetchall()

    def kind_id(self, name: str) -> int:
        """The integer of a fact kind."""
        return self.number(name)

    def role_id(self, name: str) -> int:
        """The integer of a role."""
        return self.number(f"role:{name}")

    def proof_mask(self, names: Sequence[str]) -> int:
        """The bits of these proofs."""
        return sum(self.rulebook.proofs[name].mask for name in set(names))

    def add_span(self, span: SpanRow) -> None:
        """Store a span."""
        at = self.number(span.at) if span.at else None
        values = (self.number(span.subject), self.role_id(span.role), at)
        times = (span.since, span.until, span.entered, span.withdrawn)
        self.connection.execute("INSERT INTO orgs_span VALUES (?,?,?,?,?,?,?)", (*values, *times))

    def add_fact(self, row: FactRow, source: int, entered: int, withdrawn: int) -> None:
        """Store a fact row."""
        what = (self.kind_id(row.kind), row.subject, row.role, row.place, row.proofs, row.quantity)
        when = (row.about, row.happened, row.deadline, row.case, source, entered, withdrawn)
        self.connection.execute("INSERT INTO facts_fact VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (*what, *when))


@dataclass(frozen=True)
class ExampleRoster:
    """Where people belong, by the spans of the example."""

    engine: ExampleEngine
    spans: list[SpanRow]
    day: int

    def _at(self, person: int, roles: Sequence[str]) -> set[int]:
        return {
            self.engine.number(span.at)
            for span in self.spans
            if span.at and self.engine.number(span.subject) == person and span.role in roles
            if span.since <= self.day <= span.until and span.withdrawn == FAR_MOMENT
        }

    def home_of(self, person: int) -> set[int]:
        """The person's own branch and group."""
        return self._at(person, HOMES)

    def contact_points_of(self, person: int) -> set[int]:
        """The organisations whose contact person this is."""
        return self._at(person, ("contact",))


def failures(rulebook: Rulebook, district: Path | None = None) -> list[tuple[str, Example, str]]:
    """(file, example, what came out instead) for every example that does not come out."""
    ground = district_spans(district or packs_root() / "example-district.toml")
    found = []
    for file in rulebook.institutions.values():
        for example in file.example:
            for complaint in run(rulebook, ground, example):
                found.append((file.file, example, complaint))
    return found


def district_spans(path: Path) -> list[SpanRow]:
    """The spans of the example district."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    spans = []
    for org in data.get("org", ()):
        since = day_of(org.get("since", date(2015, 1, 1)))
        spans += [SpanRow(org["id"], role, None, since) for role in (org["kind"], *org.get("conditions", ()))]
    for person in data.get("person", ()):
        since = day_of(person.get("since", date(2015, 1, 1)))
        spans.append(SpanRow(person["id"], person.get("role", "member"), person["at"], since))
    for span in data.get("span", ()):
        spans.append(_span(ExampleSpan.model_validate(span)))
    return spans


def run(rulebook: Rulebook, ground: list[SpanRow], example: Example) -> Iterator[str]:
    """Complaints, one sentence each; none if the example comes out."""
    engine = ExampleEngine(rulebook)
    replaced = {(span.subject, span.role) for span in example.spans if span.instead}
    spans = [span for span in ground if (span.subject, span.role) not in replaced]
    spans += [_span(span) for span in example.spans]
    for span in spans:
        engine.add_span(span)
    yield from _strangers(spans, example)
    for number, fact in enumerate(example.facts, 1):
        _store(engine, spans, fact, number)
    rules = Rules(rulebook, packaged_table(), _parameters(example))
    known = end_of(example.known or example.on)
    question = Question(example.on, known, date(example.on.year - 2, 1, 1), example.on)
    for expected in example.expect:
        duty = rules.duty(expected.duty)
        if duty is None:
            yield f"没有名为“{expected.duty}”的事项"
            continue
        standings = judge(engine, rules, _reaching(question, expected), [duty])
        complaint = _compare(engine, rules, expected, [item for item in standings if _asked(engine, expected, item)])
        if complaint:
            yield complaint
    yield from dues_complaints(rulebook, example)
    for wanted in example.expect_points:
        if said := points_complaint(engine, rules, question, engine.number(wanted.subject), wanted):
            yield said


def _strangers(spans: list[SpanRow], example: Example) -> Iterator[str]:
    """A slip in the name of somebody would owe nothing and attend nothing, and nobody would notice."""
    known = {span.subject for span in spans}
    named = {expected.subject for expected in example.expect if expected.subject}
    named |= {wanted.subject for wanted in example.expect_points}
    for fact in example.facts:
        named |= {*fact.host, *((fact.subject,) if fact.subject else ())}
        named |= {person for role in PEOPLE_ROLES for person in getattr(fact, role)}
    yield from (f"示例区里没有“{name}”这个组织或人员" for name in sorted(named - known))


def _reaching(question: Question, expected: Expectation) -> Question:
    """Ask far enough for periods that lie ahead of the day judged."""
    ahead = expected.period and expected.period != "once" and expected.period[:4] > str(question.on.year)
    return replace(question, until=date(int(expected.period[:4]), 12, 31)) if ahead and expected.period else question


def _asked(engine: ExampleEngine, expected: Expectation, item: Standing) -> bool:
    if expected.subject and item.subject != engine.number(expected.subject):
        return False
    if expected.case and item.case != engine.number(f"case:{expected.case}"):
        return False
    return expected.period is None or item.period == expected.period


def _compare(engine: ExampleEngine, rules: Rules, expected: Expectation, items: list[Standing]) -> str:
    duty = rules.duty(expected.duty)
    if expected.state == "unowned":
        return "" if duty and not items and any(term.unowned for term in duty.terms) else "责任主体并非待确认"
    if expected.state == "none":
        return f"应当无人应办，却得到 {items[0].state}" if items else ""
    if len(items) != 1:
        return f"应得一行 {expected.duty}，却得到 {len(items)} 行：请写明 subject 和 period"
    item = items[0]
    keys = ("state", "done", "needed", "due", "remind_from")
    wanted = {key: getattr(expected, key) for key in keys}
    wrong = [
        f"{key} 应为 {value}，实为 {getattr(item, key)}"
        for key, value in wanted.items()
        if value is not None and getattr(item, key) != value
    ]
    return "；".join(wrong)


def _parameters(example: Example) -> Parameters:
    since = date(2000, 1, 1)
    return Parameters(
        owners={duty: Confirmed(owner, since, "示例") for duty, owner in example.own.items()},
        revived={duty: Revived(it.since, it.document) for duty, it in example.revive.items()},
        permits={name: Permit("示例", it.document, it.since, it.until) for name, it in example.permit.items()},
    )


def _span(span: ExampleSpan) -> SpanRow:
    return SpanRow(
        span.subject,
        span.role,
        span.at,
        day_of(span.since),
        day_of(span.until) if span.until else FAR_DAY,
        start_of(span.entered) if span.entered else 0,
        end_of(span.withdrawn) if span.withdrawn else FAR_MOMENT,
    )


def _store(engine: ExampleEngine, spans: list[SpanRow], fact: ExampleFact, number: int) -> None:
    entered = start_of(fact.entered or fact.happened)
    withdrawn = start_of(fact.withdrawn) if fact.withdrawn else FAR_MOMENT
    for row in _rows(engine, spans, fact):
        engine.add_fact(row, number, entered, withdrawn)


def _rows(engine: ExampleEngine, spans: list[SpanRow], fact: ExampleFact) -> Iterable[FactRow]:
    happened, about = day_of(fact.happened), day_of(fact.about or fact.happened)
    quantity = round((fact.quantity or 0) * 100)
    case = engine.number(f"case:{fact.case}") if fact.case else None
    deadline = day_of(fact.deadline) if fact.deadline else None
    if fact.activity:
        people: dict[int, list[Any]] = {}
        for role in PEOPLE_ROLES:
            for person in getattr(fact, role):
                people.setdefault(engine.number(person), []).append(role)
        kinds = {activity: fact.part for activity in fact.activity}
        hosts = [engine.number(host) for host in fact.host]
        held = Held(kinds, hosts, about, happened, engine.proof_mask(fact.proofs), quantity, people)
        roster = ExampleRoster(engine, spans, happened)
        expecting = [name for name in kinds if engine.rulebook.activities[name].expected]
        return rows_of(replace(held, own=own_people(held, expecting, roster)), roster)
    subject = engine.number(fact.subject or "")
    if fact.waiver:
        until = day_of(fact.until) if fact.until else happened
        return [FactRow(waiver_kind(fact.waiver), subject, happened, happened, deadline=until, case=case)]
    noun, name = _noun_of(fact)
    proofs = engine.proof_mask(fact.proofs)
    rows = [
        FactRow(
            kind_name(noun, name or "", part, fact.stage or ""),
            subject,
            about,
            happened,
            proofs=proofs,
            quantity=quantity,
            deadline=deadline,
            case=case,
        )
        for part in (fact.part if fact.dues and fact.part else ("", *fact.part))
    ]
    return [*rows, *(rows_above(rows, subject, engine.number(f"case:{fact.under}")) if fact.under else ())]


def _noun_of(fact: ExampleFact) -> tuple[str, str | None]:
    if fact.dues:
        return "dues", fact.dues
    return ("entry", fact.entry) if fact.entry else ("check", fact.check)
