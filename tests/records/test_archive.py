"""个人档案: life, study, reports and posts of one member in one list."""

from datetime import date

import pytest

from dengming.accounts.scope import NotVisible
from dengming.records import archive
from dengming.records.booklet import Stretch
from dengming.records.drafts import PersonDraft
from tests.cast import Cast
from tests.records import writing

LIFE = Stretch(date(2000, 1, 1), date(2020, 12, 31))


def test_one_list_newest_first(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast, writing.THEME, "party-lecture"), words={"title": "学党章"})
    reports = {"monthly-report": {"work": "已报告"}}
    people = {"ANN": PersonDraft(roles=["chair", "lecture"], reports=reports)}
    record = writing.step(cast, "file", writing.save(cast, record, people=people))
    writing.step(cast, "confirm", record)
    found = archive.timeline(cast.scope("ann"), cast.person["ann"], LIFE)
    assert [(one.on.year, one.theme, one.title) for one in found[:2]] == [
        (2020, "组织生活", "主题党日、党课"),
        (2020, "报告", "两报告"),
    ]
    posts = {(one.on.year, one.title, one.detail) for one in found if one.theme == archive.POSTS}
    assert posts == {
        (2015, "正式党员", "甲支部"),
        (2015, "党支部书记", "甲支部"),
        (2015, "党小组成员", "甲一小组"),
    }
    life = next(one for one in found if one.record)
    assert life.detail == "甲支部，实到，主持，讲课，学党章"
    report = next(one for one in found if one.theme == archive.REPORTS)
    assert report.detail == "上个月学习工作情况，已报告，所属 2020年8月"


def test_for_oneself_and_those_above_only(cast: Cast) -> None:
    writing.confirmed(cast)
    bo = cast.person["bo"]
    for who in ("bo", "ann", "di", "eve"):
        assert any(one.record for one in archive.timeline(cast.scope(who), bo, LIFE))
    for who in ("charlie", "ben", "yi"):
        with pytest.raises(NotVisible):
            archive.timeline(cast.scope(who), bo, LIFE)
