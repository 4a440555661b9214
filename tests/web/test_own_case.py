"""Whoever is on the way into the Party finds the own case, and nothing that is only for members."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import User
from dengming.ledgers.models import Entry
from dengming.orgs.models import Member
from tests.cast import Cast, build, set_clock
from tests.ledgers.developing import applied, walked
from tests.web.desk import as_user

ON = date(2019, 7, 10)


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build(ON)
    set_clock(ON)
    return cast


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """Xin is an activist of branch A, with an account."""
    entry = walked(applied(cast), "contacts")
    cast.user["xin"] = User.objects.create_user("xin", "Abcdef12", name="xin")
    Member.objects.filter(pk=entry.subject_id).update(user=cast.user["xin"])
    return entry


@pytest.fixture
def xin(cast: Cast, entry: Entry) -> Client:
    return as_user(cast, "xin")


@pytest.mark.parametrize("page", ["tasks", "own"])
def test_the_own_case_with_what_is_next_and_when(xin: Client, entry: Entry, page: str) -> None:
    said = xin.get(reverse(page)).text
    assert reverse("case", args=[entry.uid]) in said
    assert "已办到“第5步 指定培养联系人”" in said
    assert "下一步“第6步 培养教育考察”" in said
    assert "最早2019年9月10日可办" in said
    assert "甲支部" in said


def test_nothing_that_is_the_members(xin: Client) -> None:
    said = xin.get(reverse("own")).text
    for word in ("党员证", "积分", "党费"):
        assert word not in said


def test_a_member_has_no_such_tile_and_all_the_rest(cast: Cast, entry: Entry) -> None:
    said = as_user(cast, "bo").get(reverse("own")).text
    assert "党员证" in said
    assert reverse("case", args=[entry.uid]) not in said


def test_the_page_about_the_person_says_what_it_is_and_offers_an_account(cast: Cast, entry: Entry) -> None:
    Member.objects.filter(pk=entry.subject_id).update(user=None)
    code = entry.subject.code
    page = as_user(cast, "di").get(reverse("member-detail", args=[code])).text
    assert "甲支部 · 入党积极分子" in page
    assert "还没有编入党支部" not in page
    assert reverse("account-give", args=[code]) in page
    assert "结束组织关系" not in page
    assert "登记请假" not in page


def test_the_list_says_what_the_person_is(xin: Client) -> None:
    page = xin.get(reverse("member-list")).text
    assert "组织关系已转出" not in page
    assert "入党积极分子" in page


def test_the_case_tells_whom_the_next_step_waits_for(cast: Cast, xin: Client, entry: Entry) -> None:
    said = xin.get(reverse("case", args=[entry.uid])).text
    assert "下一步：第6步 培养教育考察" in said
    assert "最早2019年9月10日可办，由甲支部（党支部书记）办理" in said
    assert "培养教育考察登记表" in said
