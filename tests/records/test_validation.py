"""What must hold before filing: each problem stands beside its field and says how to mend it."""

import re

import pytest

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.records import actions
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from dengming.records.validation import notes, problems
from tests.cast import Cast
from tests.records import writing


def said(record: Record) -> dict[str, str]:
    record = Record.objects.get(pk=record.pk)
    return {problem.field: problem.message for problem in problems(record, rules(), clock.today())}


def filled(cast: Cast, *kinds: str, **words: str) -> Record:
    return writing.fill(cast, writing.draft(cast, *kinds), words=words)


def test_a_complete_record_has_no_problem(cast: Cast) -> None:
    assert said(filled(cast)) == {}


def test_all_problems_are_said_at_once(cast: Cast) -> None:
    record = actions.start(cast.scope("ann"), cast.org["A"])
    assert list(said(record)) == ["kinds", "on", "counted_present"]


@pytest.mark.parametrize(
    ("words", "field", "says"),
    [
        ({"on": "2020-09-11"}, "on", "还没到"),
        ({"on": "某天"}, "on", "看不懂.*请写成 2020-09-10"),
        ({"on": ""}, "on", "还没有写日期"),
        ({"starts": "15:00", "ends": "14:00"}, "ends", "不晚于开始时间"),
        ({"counted_present": "4"}, "counted_present", "实到填的是 4 人，名单里勾了 3 人（少勾 1 人）"),
        ({"counted_present": "2"}, "counted_present", "多勾 1 人"),
        ({"counted_present": ""}, "counted_present", "还没有填实到人数"),
        ({"counted_present": "若干"}, "counted_present", "请写人数"),
        ({"hours": "17"}, "hours", "超过 16 学时"),
        ({"make_up": "2020-Q3"}, "make_up", "还没有结束"),
        ({"make_up": "2020-H1"}, "make_up", "不按“2020年上半年”这样的周期"),
        ({"make_up": "上季度"}, "make_up", "看不懂"),
    ],
)
def test_one_sentence_beside_the_field(cast: Cast, words: dict[str, str], field: str, says: str) -> None:
    problem = said(filled(cast, **words))
    assert list(problem) == [field]
    assert re.search(says, problem[field])


def test_a_make_up_names_a_past_period_in_which_the_kind_is_owed(cast: Cast) -> None:
    assert said(filled(cast, make_up="2020-Q2")) == {}
    talk = writing.draft(cast, "cadre-assembly")
    assert "make_up" not in said(writing.save(cast, talk, words={"make_up": "2019"}))


def test_people(cast: Cast) -> None:
    people = {**writing.A_PEOPLE, "BEN": PersonDraft("excused"), "ANN": PersonDraft("attend", roles=[])}
    record = writing.fill(cast, writing.draft(cast), people)
    messages = [problem.message for problem in problems(record, rules(), clock.today())]
    assert messages == [
        "ben标为请假，但没有写是什么假：请写明（如 出差、病假），或改为缺席。",
        "还没有写谁主持：请在“主持”一栏里选。",
    ]
    away = {**writing.A_PEOPLE, "PEI": PersonDraft("absent", roles=["chair"])}
    assert "pei标为主持，但没有标为实到或列席" in said(writing.fill(cast, writing.draft(cast), away))["role-chair"]
    none = {code: PersonDraft("absent") for code in writing.A_PEOPLE}
    assert "实到 0 人" in said(writing.fill(cast, writing.draft(cast), none))["counted_present"]


def test_a_lecture_has_a_lecturer_who_may_come_from_elsewhere(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast, "party-lecture"))
    assert "还没有写谁讲课" in said(record)["role-lecture"]
    record = writing.step(cast, "add_people", record, codes=["LONG"])
    record = writing.save(cast, record, people={"LONG": PersonDraft(roles=["lecture"])})
    assert said(record) == {}


def test_hosts_must_be_allowed_to_hold_the_kind(cast: Cast) -> None:
    record = writing.save(cast, filled(cast), kinds={"committee-meeting": ()})
    assert "应由" in said(record)["kinds"]
    record = writing.save(cast, filled(cast, writing.THEME), hosts=["A", "WORK"])
    assert "都不由“机关工委”主办" in said(record)["hosts"]


def test_where_nobody_is_expected_more_may_come_than_are_listed(cast: Cast) -> None:
    office = cast.scope("di")
    record = writing.draft(cast, "training", at="COMM", who="di", scope=office)
    record = writing.save(cast, record, who="di", words={"counted_present": "80"})
    assert said(record) == {}
    talk = writing.save(cast, writing.draft(cast, "heart-talk"), words={"counted_present": "2"})
    assert "少勾 2 人" in said(talk)["counted_present"]


def test_notes_do_not_stop_anything(cast: Cast) -> None:
    first = filled(cast, writing.THEME, starts="14:00", ends="16:00")
    second = filled(cast, writing.THEME, starts="15:00", ends="17:00")
    found = {note.field: note for note in notes(second, rules())}
    assert found["kinds"].other == first.uid
    assert "甲支部同一天已有一条“主题党日”" in found["kinds"].message
    assert "ann、ben、bo在同一时间还登记参加了另一项活动" in found["people"].message
    assert "没有填学时" in found["hours"].message
    assert said(second) == {}
