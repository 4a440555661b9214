"""Points after a thousand edits are what they are when every record and every line of a register is read anew.

An edit is one correction or withdrawal, however many marks of a record it changes.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from dengming.accounts.scope import Everywhere
from dengming.calendar.days import FAR_DAY, day_of
from dengming.demo.build import build
from dengming.editions import words
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts.actions import fact_of
from dengming.facts.models import Fact
from dengming.facts.rows import FactRow
from dengming.ledgers import actions as ledgers
from dengming.ledgers.emission import rows_of
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Span, Subject
from dengming.records import actions
from dengming.records.actions.confirming import rows_now
from dengming.records.drafts import Draft, PersonDraft
from dengming.records.models import Record
from dengming.records.sheet import whole
from dengming.standing.engine import DatabaseEngine
from dengming.standing.examples import ExampleEngine
from dengming.standing.points.ledger import Total, period_at, totals
from dengming.standing.queries import AsOf
from dengming.standing.question import Engine, Question

pytestmark = pytest.mark.django_db(transaction=True)
SCOPE = Everywhere(reason="测试")
EDITS, MEMBERS, LINES, UNTIL = 1000, 40, 80, date(2020, 9, 10)
WITHDRAWN, APPROVED = 0.1, 0.6
DAYS = [date(2020, 1, 1) + timedelta(days=by) for by in range(250)]
PARTS = ("service", "pledge", "honour")
MARKS = ("attend", "absent", "excused")


class MemoryEngine(ExampleEngine):
    """An empty database with the numbers of the product's own words."""

    def kind_id(self, name: str) -> int:
        return words.kind_id(name)

    def role_id(self, name: str) -> int:
        return words.role_id(name)


def confirmed() -> list[Record]:
    return list(Record.objects.filter(status=Record.Status.CONFIRMED, on__year=2020).order_by("pk"))


def change_record(random: Random) -> bool:
    """Correct some marks of a record, or withdraw it; whether this one could be."""
    record = random.choice(confirmed())
    if random.random() < WITHDRAWN:
        actions.withdraw(SCOPE, record, version=record.version, reason="登记有误")
        return True
    idle = [one for one in record.participations.select_related("person") if not one.roles and not one.reports]
    if len(idle) < 3 or record.hosts.count() > 1:
        return False
    chosen = random.sample(idle, min(len(idle), random.randint(3, 9)))
    actions.correct(SCOPE, record, version=record.version, reason="核对签到表")
    record.refresh_from_db()
    marks = {one.person.code: PersonDraft(random.choice(MARKS), "出差") for one in chosen}
    after = {one.person.code: one.mark for one in record.participations.select_related("person")}
    after |= {code: draft.mark or "" for code, draft in marks.items()}
    present = sum(mark == "attend" for mark in after.values())
    draft = Draft(people=marks, words={"counted_present": str(present)})
    actions.save(SCOPE, record, version=record.version, draft=draft)
    record.refresh_from_db()
    actions.confirm(SCOPE, record, version=record.version)
    return True


def settled() -> list[Subject]:
    """Members all through the year."""
    spans = Span.objects.filter(role=words.role_id("member"), since__lte=day_of(DAYS[0]), until=FAR_DAY)
    return list(Subject.objects.filter(pk__in=spans.values("subject")).order_by("pk"))


def lines() -> list[Entry]:
    found = Entry.objects.filter(register="merit", withdrawn_at=None).select_related("subject")
    return list(found.order_by("pk"))


def file_line(random: Random) -> None:
    """A merit of somebody on a day on which there is none, mostly approved."""
    subject = random.choice(settled())
    taken = {entry.happened for entry in lines() if entry.subject_id == subject.pk}
    day = random.choice([day for day in DAYS if day not in taken])
    said = {"matter": "社区值守", "evidence": "登记表"}
    part = random.choice(PARTS)
    entry = ledgers.file_entry(SCOPE, subject, register="merit", part=part, happened=day, fields=said)
    if random.random() < APPROVED:
        take(SCOPE, entry, step=Step("approved", UNTIL), seen=0)


def change_line(random: Random) -> bool:
    """Take a line back; mostly what is right instead, for somebody else as often as not, is filed."""
    entry = random.choice(lines())
    ledgers.withdraw_entry(SCOPE, entry, reason="登记有误")
    if random.random() > WITHDRAWN:
        file_line(random)
    return True


def from_scratch() -> MemoryEngine:
    """Spans as they are; records and lines of registers emitted anew; what comes from neither (a waiver) as it is."""
    engine = MemoryEngine(rules().rulebook)
    spans = Span.objects.values_list("subject_id", "role_id", "at_id", "since", "until", "entered", "withdrawn")
    engine.connection.executemany("INSERT INTO orgs_span VALUES (?,?,?,?,?,?,?)", list(spans))
    engine.connection.executemany(f"INSERT INTO facts_fact VALUES ({','.join('?' * 13)})", list(_facts()))
    return engine


def _facts() -> Iterator[tuple[Any, ...]]:
    columns = [field.attname for field in Fact._meta.concrete_fields if not field.primary_key]
    others = Fact.objects.exclude(source__sort="record").exclude(source__in=Entry.objects.values("source"))
    yield from others.values_list(*columns)
    for source, row in _emitted():
        fact = fact_of(row, source, 0, FAR_MOMENT)
        yield tuple(getattr(fact, column) for column in columns)


def _emitted() -> Iterator[tuple[int, FactRow]]:
    for record in whole(Record.objects.filter(status=Record.Status.CONFIRMED)):
        yield from ((record.pk, row) for row in rows_now(record))
    for entry in Entry.objects.filter(withdrawn_at=None):
        yield from ((entry.source_id, row) for row in rows_of(entry))


def judged(engine: Engine) -> dict[int, Total]:
    score = rules().rulebook.scores["member-points"]
    as_of, period = AsOf.at(), period_at(score, UNTIL)
    question = Question(as_of.on, as_of.known, period.first, as_of.on)
    return {it.subject: it for it in totals(engine, rules(), question, score, period)}


def test_a_thousand_edits_come_out_as_from_scratch() -> None:
    words.forget()
    build(members=MEMBERS, months=9, until=UNTIL, progress=False)
    random = Random(7)
    for _ in range(LINES):
        file_line(random)
    before = judged(DatabaseEngine(rules()))
    done = Counter[str]()
    while done.total() < EDITS:
        change = random.choice((change_record, change_line))
        done[change.__name__] += change(random)
    after = judged(DatabaseEngine(rules()))
    assert after == judged(from_scratch())
    assert sum(after[subject] != total for subject, total in before.items() if subject in after) > MEMBERS / 3
    assert min(done.values()) > EDITS / 4
