"""Points after a thousand edits are what they are when every record is read anew."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from dengming.accounts.scope import Everywhere
from dengming.demo.build import build
from dengming.editions import words
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts.actions import fact_of
from dengming.facts.models import Fact
from dengming.orgs.models import Span
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
EDITS, UNTIL = 1000, date(2020, 9, 10)
MARKS = ("attend", "absent", "excused")


class MemoryEngine(ExampleEngine):
    """An empty database with the numbers of the product's own words."""

    def kind_id(self, name: str) -> int:
        return words.kind_id(name)

    def role_id(self, name: str) -> int:
        return words.role_id(name)


def confirmed() -> list[Record]:
    return list(whole(Record.objects.filter(status=Record.Status.CONFIRMED, on__year=2020)).order_by("pk"))


def edit(record: Record, random: Random) -> int:
    """Correct some marks of a record, or withdraw it; how many edits that was."""
    record.refresh_from_db()
    if random.random() < 0.04:
        actions.withdraw(SCOPE, record, version=record.version, reason="登记有误")
        return 1
    idle = [one for one in record.participations.select_related("person") if not one.roles and not one.reports]
    if len(idle) < 3 or record.hosts.count() > 1:
        return 0
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
    return len(marks)


def from_scratch() -> MemoryEngine:
    """Spans as they are; every confirmed record emitted anew; what does not come from a record as it is."""
    engine = MemoryEngine(rules().rulebook)
    spans = Span.objects.values_list("subject_id", "role_id", "at_id", "since", "until", "entered", "withdrawn")
    engine.connection.executemany("INSERT INTO orgs_span VALUES (?,?,?,?,?,?,?)", list(spans))
    engine.connection.executemany(f"INSERT INTO facts_fact VALUES ({','.join('?' * 13)})", list(_facts()))
    return engine


def _facts() -> Iterator[tuple[Any, ...]]:
    columns = [field.attname for field in Fact._meta.concrete_fields if not field.primary_key]
    yield from Fact.objects.exclude(source__sort="record").values_list(*columns)
    for record in whole(Record.objects.filter(status=Record.Status.CONFIRMED)):
        for row in rows_now(record):
            fact = fact_of(row, record.pk, 0, FAR_MOMENT)
            yield tuple(getattr(fact, column) for column in columns)


def judged(engine: Engine) -> dict[int, Total]:
    score = rules().rulebook.scores["member-points"]
    as_of, period = AsOf.at(), period_at(score, UNTIL)
    question = Question(as_of.on, as_of.known, period.first, as_of.on)
    return {it.subject: it for it in totals(engine, rules(), question, score, period)}


def test_a_thousand_edits_come_out_as_from_scratch() -> None:
    words.forget()
    build(members=60, months=9, until=UNTIL, progress=False)
    random, done = Random(7), 0
    before = judged(DatabaseEngine(rules()))
    while done < EDITS:
        for record in random.sample(confirmed(), 40):
            done += edit(record, random)
    after = judged(DatabaseEngine(rules()))
    assert after == judged(from_scratch())
    assert sum(after[subject] != total for subject, total in before.items() if subject in after) > 20
