"""Drafts: kept as one types; a stale save loses nothing; nobody is marked present."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.records import actions
from dengming.records.drafts import Draft, PersonDraft, StaleVersion
from dengming.records.models import Participation, Record
from dengming.refusal import Refusal
from tests.cast import Cast
from tests.records import writing

Mark = Participation.Mark


def marks(record: Record) -> dict[str, str]:
    return {one.person.code: one.mark for one in record.participations.select_related("person")}


def test_a_draft_lists_those_expected_and_marks_nobody_present(cast: Cast) -> None:
    record = writing.draft(cast)
    assert marks(record) == {"ANN": "", "BAI": "excused", "BEN": "", "BO": "", "PEI": ""}
    assert record.participations.get(person__code="BAI").reason == "病假"
    assert record.status == Record.Status.DRAFT


def test_what_cannot_be_read_is_kept_as_typed(cast: Cast) -> None:
    record = writing.draft(cast)
    words = {"on": "九月八日", "starts": "14：30", "hours": "2.5学时", "counted_present": "12人", "title": " 学党章 "}
    record = writing.save(cast, record, words=words)
    assert record.unread == {"on": "九月八日"}
    assert (record.starts, record.quantity, record.counted_present, record.title) == (time(14, 30), 250, 12, "学党章")
    record = writing.save(cast, record, words={"on": "2020年9月7日"})
    assert (record.unread, record.on) == ({}, date(2020, 9, 7))


def test_a_stale_save_is_refused_and_overwrites_nothing(cast: Cast) -> None:
    record = writing.draft(cast)
    here = actions.save(cast.scope("ann"), record, version=0, draft=Draft(words={"title": "甲"}))
    with pytest.raises(StaleVersion, match="没有覆盖别处的改动") as caught:
        actions.save(cast.scope("ann"), record, version=0, draft=Draft(words={"title": "乙"}))
    assert caught.value.current == here.version == 1
    record.refresh_from_db()
    assert record.title == "甲"


def test_fields_that_are_not_on_the_form_stay(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast))
    record = writing.save(cast, record, words={"title": "学习"})
    assert record.counted_present == 3
    assert record.texts.get().text == "学习讨论。"
    assert marks(record)["BO"] == "attend"


def test_the_list_follows_kinds_hosts_and_day_and_keeps_marks(cast: Cast) -> None:
    record = writing.save(cast, writing.draft(cast), people={"BO": PersonDraft("attend")})
    record = writing.save(cast, record, kinds={"branch-committee-meeting": ()})
    assert marks(record) == {"ANN": "", "BO": "attend"}
    record = writing.save(cast, record, kinds={"branch-meeting": ()}, words={"on": "2019-12-31"})
    assert marks(record)["BAI"] == ""
    record = writing.save(cast, record, words={"on": "2020-01-01"})
    assert marks(record)["BAI"] == "excused"


def test_all_but(cast: Cast) -> None:
    record = writing.draft(cast)
    exceptions = {"BEN": PersonDraft(reason="出差"), "PEI": PersonDraft("excused", "培训")}
    record = writing.step(cast, "mark_all_but", record, exceptions=exceptions)
    assert marks(record) == {"ANN": "attend", "BAI": "excused", "BEN": "absent", "BO": "attend", "PEI": "excused"}


def test_a_plan_needs_kind_day_and_host_and_a_day_to_come(cast: Cast) -> None:
    bare = actions.start(cast.scope("ann"), cast.org["A"])
    with pytest.raises(Refusal, match=r"还没有选类别.*共 2 处"):
        writing.step(cast, "plan", bare)
    with pytest.raises(Refusal, match="已经过去"):
        writing.step(cast, "plan", writing.draft(cast))
    planned = writing.step(cast, "plan", writing.draft(cast, on=date(2020, 9, 20)))
    assert planned.status == Record.Status.PLANNED
    assert planned.planned_at is not None
    notified = writing.step(cast, "notify", planned)
    assert notified.notified_at >= planned.planned_at


def test_last_months_record_is_copied_without_marks(cast: Cast) -> None:
    old = writing.filed(cast, writing.MEETING, writing.THEME, on=date(2020, 8, 11))
    old = writing.save(cast, old, words={"place": "三楼会议室", "agenda": "一、学习", "title": "学党章"})
    new = actions.copy(cast.scope("ann"), old, on=date(2020, 9, 9))
    assert {kind.activity for kind in new.kinds.all()} == {writing.MEETING, writing.THEME}
    assert (new.place, new.agenda, new.on, new.counted_present) == ("三楼会议室", "一、学习", date(2020, 9, 9), None)
    assert set(marks(new).values()) == {"", "excused"}
    assert not new.texts.exists()


def test_a_draft_can_be_thrown_away_a_filed_record_cannot(cast: Cast) -> None:
    writing.step(cast, "discard", writing.draft(cast))
    assert not Record.objects.exists()
    with pytest.raises(Refusal, match="不能删除"):
        writing.step(cast, "discard", writing.filed(cast))


def test_only_whoever_may_record_here_writes(cast: Cast) -> None:
    record = writing.draft(cast)
    with pytest.raises(NotVisible):
        writing.save(cast, record, who="charlie", words={"title": "x"})
    with pytest.raises(NotVisible):
        writing.save(cast, record, who="bo", words={"title": "x"})
    with pytest.raises(PermissionDenied):
        writing.step(cast, "confirm", record, who="di")
    assert writing.save(cast, record, who="di", words={"title": "代录"}).title == "代录"


def test_every_write_leaves_a_line_without_contents(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast), words={"title": "学习某某讲话"})
    lines = Line.objects.filter(action__startswith="record.")
    assert [line.action for line in lines] == ["record.started", "record.saved"]
    assert all("某某" not in line.note + line.about for line in lines)
    assert str(record.uid) in lines.last().note  # type: ignore[union-attr]


def test_bad_words_from_a_form_are_refused_in_a_sentence(cast: Cast) -> None:
    record = writing.draft(cast)
    forms: list[tuple[dict[str, Any], str]] = [
        ({"kinds": {"no-such": ()}}, "没有名为“no-such”的活动类别"),
        ({"hosts": ["ZZ"]}, "没有编号为“ZZ”的组织"),
        ({"hosts": []}, "至少要有一个主办组织"),
        ({"hosts": ["B", "A"]}, "您不能替“乙支部”登记"),
        ({"people": {"CHARLIE": PersonDraft("attend")}}, "名单里没有编号为“CHARLIE”的人"),
        ({"people": {"BO": PersonDraft("here")}}, "到会情况“here”不认识"),
        ({"people": {"BO": PersonDraft(roles=["boss"])}}, "角色“boss”不认识"),
        ({"people": {"BO": PersonDraft(reason="长" * 61)}}, "太长"),
        ({"people": {"BO": PersonDraft(reports={"monthly-report": {"work": "内容……"}})}}, "只登记“已报告”或“无事项”"),
        ({"people": {"BO": PersonDraft(reports={"other": {"work": "已报告"}})}}, "请到台账里登记"),
        ({"texts": {"photo": "x"}}, "“照片”不能录入文字"),
        ({"texts": {"minutes": "密级：机密★"}}, "非涉密系统"),
        ({"words": {"title": "秘密★"}}, "“主题”里有密级标志"),
        ({"recorder": "CHARLIE"}, "记录人不在参加人员名单里"),
    ]
    for form, says in forms:
        with pytest.raises(Refusal, match=says):
            writing.save(cast, record, **form)
    record.refresh_from_db()
    assert record.version == 0


def test_of_a_heart_talk_only_the_fact_is_kept(cast: Cast) -> None:
    record = writing.draft(cast, "heart-talk")
    forms: list[dict[str, Any]] = [{"words": {"title": "谈家事"}}, {"texts": {"minutes": "谈了……"}}]
    for form in forms:
        with pytest.raises(Refusal, match="只登记哪天、谁参加"):
            writing.save(cast, record, **form)
    record = writing.step(cast, "add_people", record, codes=["ANN", "BO"])
    both = {"ANN": PersonDraft("attend"), "BO": PersonDraft("attend")}
    record = writing.save(cast, record, people=both, words={"counted_present": "2"})
    assert writing.step(cast, "file", record).status == Record.Status.FILED


def test_who_sits_in_is_kept_apart_and_nobody_can_be_fished_for(cast: Cast) -> None:
    record = writing.draft(cast)
    record = writing.step(cast, "add_people", record, codes=["EVE", "DI", "LONG"])
    assert {code for code, mark in marks(record).items() if mark == Mark.OBSERVE} == {"EVE", "DI", "LONG"}
    with pytest.raises(Refusal, match="没有找到编号为“CHARLIE”的人"):
        writing.step(cast, "add_people", record, codes=["CHARLIE"])
    with pytest.raises(Refusal, match="不能移出"):
        writing.step(cast, "remove_person", record, person=cast.person["bo"].subject)
    record = writing.step(cast, "remove_person", record, person=cast.person["eve"].subject)
    assert "EVE" not in marks(record)
    assert set(marks(writing.save(cast, record, words={"on": "2020-09-07"}))) >= {"DI", "LONG"}


def test_a_co_hosts_recorder_fills_in_its_own_people(cast: Cast) -> None:
    record = writing.save(cast, writing.draft(cast, writing.THEME), hosts=["A", "B"])
    assert "YI" not in marks(record)
    b = cast.org["B"]
    record = writing.step(cast, "refresh_expected", record, who="yi", host=b)
    assert set(marks(record)) >= {"ANN", "YI", "DI"}
    record = writing.step(cast, "save_people", record, who="yi", host=b, people={"YI": PersonDraft("attend")})
    with pytest.raises(Refusal, match="不是“乙支部”的应到人员"):
        writing.step(cast, "save_people", record, who="yi", host=b, people={"BO": PersonDraft("attend")})
    with pytest.raises(NotVisible):
        writing.step(cast, "save_people", record, who="charlie", host=cast.org["C"], people={})
    record = writing.save(cast, record, words={"on": "2020-09-07"})
    assert marks(record)["YI"] == "attend"
    assert "DI" in marks(record)
