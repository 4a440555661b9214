"""Proofs: the plan by its time, attendance by people, the rest by text or file."""

from datetime import date, time

from dengming.editions.clock import start_of
from dengming.editions.queries import rules
from dengming.records import emission, proofs
from dengming.records.models import Record
from dengming.rulebook.duties import Match
from tests.cast import Cast, set_clock
from tests.records import writing

PLANNED_FOR = date(2020, 9, 10)
NOON = 12 * 3600


def test_a_plan_counts_if_it_was_there_before() -> None:
    before, on_the_day = start_of(date(2020, 9, 9)), start_of(PLANNED_FOR) + NOON
    record = Record(on=PLANNED_FOR)
    assert proofs.planned_before(record, before + 86399)
    assert not proofs.planned_before(record, on_the_day)
    assert not proofs.planned_before(record, None)
    assert not proofs.planned_before(Record(), before)
    record.starts = time(14, 0)
    assert proofs.planned_before(record, on_the_day)
    record.starts = time(12, 0)
    assert not proofs.planned_before(record, on_the_day)


def shown(record: Record) -> dict[str, list[str]]:
    return {kind.activity: proofs.shown_by(record, kind, rules()) for kind in record.kinds.all()}


def test_a_kind_added_afterwards_was_not_planned(cast: Cast) -> None:
    record = writing.step(cast, "plan", writing.draft(cast, writing.THEME, on=date(2020, 9, 20)))
    set_clock(date(2020, 9, 21))
    record = writing.save(cast, record, kinds={writing.THEME: (), "seminar": ()})
    assert shown(record) == {writing.THEME: ["plan"], "seminar": []}
    masks = emission.held_of(record, rules()).own_proofs
    assert masks == {writing.THEME: 1, "seminar": 0}


def test_attendance_is_people_and_minutes_are_words_or_a_file(cast: Cast) -> None:
    record = writing.draft(cast)
    assert shown(record) == {writing.MEETING: []}
    record = writing.fill(cast, record)
    assert shown(record) == {writing.MEETING: ["minutes", "attendance"]}
    record = writing.save(cast, record, texts={"minutes": "  "})
    assert shown(record) == {writing.MEETING: ["attendance"]}


def test_what_is_missing_for_a_duty(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast, "seminar"))
    study = Match(activity=("seminar",), proofs=("plan", "minutes", "speeches"))
    assert proofs.missing_for(record, study, rules()) == ["plan", "speeches"]
    assert proofs.names_in_chinese(["plan", "speeches"], rules()) == "计划、交流发言材料"
    assert proofs.missing_for(record, Match(activity=("theme-day",), proofs=("minutes",)), rules()) == ["minutes"]
    assert proofs.shown_at_all(record, rules()) == ["attendance", "minutes"]
