"""What the page of a case says in few words: days with their year, what is done and what is next."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.actions import file_entry
from dengming.ledgers.materials import loose_now, remove
from dengming.ledgers.models import Entry
from dengming.ledgers.titles import title_of
from dengming.refusal import Refusal
from dengming.web.pages.ledgers.case_seen import way
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, applied, walked
from tests.ledgers.test_lost_contact import REMOVED, missing, search, stepped, suspended
from tests.records.writing import confirmed
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    set_clock(date(2021, 7, 31))
    return cast


def page(cast: Cast, entry: Entry) -> str:
    client = Client()
    client.force_login(cast.user["ann"])
    said: str = client.get(reverse("case", args=[entry.uid])).content.decode()
    return said


def notes(entry: Entry, register: str = REGISTER) -> dict[str, str]:
    return {it["label"]: it["note"] for it in way(rulebook().entries[register], entry)}


def test_a_day_of_another_year_has_its_year_and_a_phase_the_day_since_which_one_is_that(cast: Cast) -> None:
    found = notes(walked(applied(cast), "admitted"))
    assert found["入党申请人"] == "2018年3月5日"
    assert found["预备党员"] == "2020年5月29日"  # of the meeting, not of the approval


def test_only_time_that_is_still_to_come_is_told(cast: Cast) -> None:
    entry = suspended(cast)
    set_clock(date(2021, 7, 31))
    assert notes(entry, entry.register)["已办结"].startswith("最早2022年")
    set_clock(date(2022, 12, 1))
    assert notes(entry, entry.register)["已办结"] == ""


def test_the_lines_under_a_case_tell_what_they_say(cast: Cast) -> None:
    said = page(cast, missing(cast, result="有线索，继续查找"))
    assert "查找人：ann；结果：没有联系上；2020年4月1日" in said
    assert "查找人：ann；结果：有线索，继续查找；2020年4月2日" in said


def test_a_later_day_that_the_system_knows_is_told_before_and_after_the_step(cast: Cast) -> None:
    confirmed(cast, on=date(2020, 2, 20))
    assert page(cast, missing(cast)).count("系统里2020年2月20日还有本人参加活动的记录") == 2


def test_what_is_done_and_what_is_next(cast: Cast) -> None:
    said = page(cast, walked(applied(cast), "talked"))
    assert "已办到“第2步 派人谈话”，下一步是“第3步 推荐和确定入党积极分子”" in said
    assert "还缺" in said


def test_after_the_end_nothing_can_be_taken_away(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    said = page(cast, entry)
    assert "取下" not in said
    assert "登记原件存放处" not in said
    assert not loose_now(entry)
    with pytest.raises(Refusal, match="已经办结，不能再改材料"):
        remove(SYSTEM, entry.materials.get(proof="dev-talk"))


def test_a_case_is_not_called_by_what_a_later_step_said(cast: Cast) -> None:
    entry = suspended(cast)
    assert title_of(entry) == entry.subject.name
    assert title_of(missing(cast, "bo")) == "bo"


def test_what_no_regulation_says_is_to_be_looked_at_and_no_breach(cast: Cast) -> None:
    lost = missing(cast, ways=())
    said = {"reason": "工作单位变动"}
    on = date(2020, 5, 1)
    leaving = file_entry(cast.scope("ann"), lost.subject, register="membership-transfer", happened=on, fields=said)
    shown = page(cast, leaving)
    assert "请核对</h2>" in shown
    assert "还有一份“失联党员”没有办结" in shown
    assert "与规定不符" not in shown


def test_the_page_of_who_was_removed_says_so_and_leads_to_the_case(cast: Cast) -> None:
    entry = suspended(cast)
    search(cast, entry, date(2022, 7, 1))
    stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)
    set_clock(date(2022, 7, 11))
    client = Client()
    client.force_login(cast.user["di"])
    said = client.get(reverse("member-detail", args=["BEN"])).content.decode()
    assert "停止党籍 · 组织关系已于2022年7月9日结束：" in said
    assert f'<a href="{reverse("case", args=[entry.uid])}">除名（按自行脱党）</a>' in said
