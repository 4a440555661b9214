"""Members: enrolled, transferred, confirmed; what must agree; what is stored encrypted."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from dengming.accounts.encryption import blind_index
from dengming.accounts.models import Line
from dengming.orgs import spans
from dengming.orgs.actions import people, posts
from dengming.orgs.actions.access import give_account
from dengming.orgs.enrolment import NewMember
from dengming.orgs.history import person_timeline
from dengming.orgs.models import Member
from dengming.orgs.particulars import Particulars
from dengming.orgs.posting import NewPost
from dengming.refusal import Refusal

from .conftest import ALL, START, District

MOVED = date(2020, 3, 1)
IDENTITY = "11010519491231002X"


def held(member: Member, on: date) -> set[tuple[str, str]]:
    rows = spans.roles_of(member.pk, on)
    return {(span.role.name, span.at.code if span.at else "") for span in rows}


def test_codes_are_made_in_order(district: District) -> None:
    assert [district.enrol(name, "CZ1").code for name in ("张三", "李四")] == ["M000001", "M000002"]
    assert district.enrol("王五", "CZ1", code="M000009").code == "M000009"
    assert district.enrol("赵六", "CZ1").code == "M000010"


def test_a_probationary_time_lies_before_the_day_of_confirmation(district: District) -> None:
    member = district.enrol("张三", "CZ1", joined=date(2018, 6, 1), confirmed=date(2019, 6, 1), since=date(2018, 6, 1))
    assert held(member, date(2019, 5, 31)) == {("probationary", "CZ1")}
    assert held(member, date(2019, 6, 1)) == {("member", "CZ1")}


def test_the_identity_number_fills_in_what_it_says_and_is_encrypted(district: District) -> None:
    member = district.enrol("张三", "CZ1", identity=IDENTITY, joined=date(1980, 7, 1), confirmed=None)
    assert (member.born, member.gender) == (date(1949, 12, 31), "2")
    assert Member.objects.get(identity_index=blind_index(IDENTITY)).identity == IDENTITY
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity FROM orgs_member")
        assert IDENTITY not in cursor.fetchone()[0]
    assert all(IDENTITY not in f"{line.about}{line.note}" for line in Line.objects.all())


@pytest.mark.parametrize(
    ("name", "more", "sentence"),
    [
        (" ", {}, "姓名没有填写"),
        ("张三", {"identity": "110105194912310021"}, "校验码"),
        ("张三", {"identity": IDENTITY, "gender": "1"}, "性别与身份证号不一致"),
        ("张三", {"identity": IDENTITY, "born": date(1950, 1, 1)}, "与身份证号中的出生日期不一致"),
        ("张三", {"joined": date(2012, 1, 1)}, "转正日期2011年7月1日早于入党日期2012年1月1日"),
        ("张三", {"born": date(2000, 1, 1)}, "未满 18 周岁"),
        ("张三", {"joined": date(2999, 1, 1), "confirmed": None}, "晚于今天"),
        ("张三", {"status": "probationary"}, "预备党员不应有转正日期"),
        ("张三", {"status": "friend"}, "人员类别不对"),
        ("张三", {"since": date(2017, 1, 1)}, "早于“财政局第一党支部”的成立日期"),
        ("张三", {"group": "CZ"}, "党小组不在"),
    ],
)
def test_enrolment_is_refused_in_one_sentence(
    district: District, name: str, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        district.enrol(name, "CZ1", **more)
    assert not Member.objects.exists()


def test_an_identity_number_belongs_to_one_person(district: District) -> None:
    district.enrol("张三", "CZ1", identity=IDENTITY, joined=None, confirmed=None)
    with pytest.raises(Refusal, match="已经登记过"):
        district.enrol("李四", "CZ2", identity=IDENTITY.lower(), joined=None, confirmed=None)


def test_nobody_is_enrolled_in_what_is_no_branch(district: District) -> None:
    new = NewMember(Particulars("张三"), district["CZ"].pk, START)
    with pytest.raises(Refusal, match="要编入一个党支部"):
        people.enrol(ALL, new)


def test_a_transfer_ends_posts_and_group_at_the_former_branch(district: District) -> None:
    member = district.enrol("张三", "CZ1", group="CZ11")
    posts.appoint(ALL, NewPost(member.pk, "branch-secretary", district["CZ1"].pk, START))
    posts.set_flag(ALL, member, flag="leading-cadre", since=START)
    people.transfer(ALL, member, to=district["CZ2"], on=MOVED)
    assert held(member, MOVED) == {("member", "CZ2"), ("leading-cadre", "")}
    assert ("branch-secretary", "CZ1") in held(member, date(2020, 2, 29))
    with pytest.raises(Refusal, match="已在“财政局第二党支部”"):
        people.transfer(ALL, member, to=district["CZ2"], on=MOVED)


def test_a_transfer_carries_a_later_confirmation_along(district: District) -> None:
    member = district.enrol("张三", "CZ1", joined=date(2019, 6, 1), confirmed=date(2020, 6, 1), since=date(2019, 6, 1))
    people.transfer(ALL, member, to=district["CZ2"], on=MOVED)
    assert held(member, MOVED) == {("probationary", "CZ2")}
    assert held(member, date(2020, 6, 1)) == {("member", "CZ2")}


def test_a_probationary_member_is_confirmed(district: District) -> None:
    member = district.enrol("张三", "CZ1", status="probationary", confirmed=None)
    people.change_status(ALL, member, status="member", on=MOVED)
    assert Member.objects.get().confirmed == MOVED
    assert held(member, date(2020, 2, 29)) == {("probationary", "CZ1")}
    assert held(member, MOVED) == {("member", "CZ1")}
    with pytest.raises(Refusal, match="是“正式党员”，不能改为“预备党员”"):
        people.change_status(ALL, member, status="probationary", on=MOVED)


def test_whoever_leaves_leaves_everything(district: District) -> None:
    member = district.enrol("张三", "CZ1", group="CZ11")
    posts.appoint(ALL, NewPost(member.pk, "branch-secretary", district["CZ1"].pk, START))
    people.leave(ALL, member, on=MOVED)
    assert len(held(member, MOVED)) == 3
    assert held(member, date(2020, 3, 2)) == set()
    with pytest.raises(Refusal, match="不用再结束"):
        people.leave(ALL, member, on=MOVED)


def test_whoever_left_may_come_back(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    with pytest.raises(Refusal, match="还有组织关系"):
        people.come_back(ALL, member, to=district["CZ2"], on=MOVED)
    people.leave(ALL, member, on=date(2019, 12, 31))
    people.come_back(ALL, member, to=district["CZ2"], on=MOVED)
    assert (held(member, date(2020, 2, 29)), held(member, MOVED)) == (set(), {("member", "CZ2")})


def test_a_group_replaces_the_former_one(district: District) -> None:
    member = district.enrol("张三", "CZ1", group="CZ11")
    people.join_group(ALL, member, group=district["CZ12"], on=MOVED)
    assert held(member, MOVED) == {("member", "CZ1"), ("group-member", "CZ12")}
    with pytest.raises(Refusal, match="不是“张三”所在党支部的党小组"):
        people.join_group(ALL, member, group=district["WL1"], on=MOVED)


def test_particulars_are_corrected_and_the_journal_keeps_no_values(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    people.correct_particulars(ALL, member, changes={"phone": "13800138000", "name": "张叁"})
    found = Member.objects.select_related("subject").get()
    assert (found.name, found.phone) == ("张叁", "13800138000")
    assert "13800138000" not in Line.objects.order_by("-seq")[0].note
    with pytest.raises(Refusal, match="早于入党日期"):
        people.correct_particulars(ALL, found, changes={"confirmed": date(2000, 1, 1)})


def test_the_timeline_names_everything_newest_first(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    posts.appoint(ALL, NewPost(member.pk, "branch-secretary", district["CZ1"].pk, MOVED, paper="区工委〔2020〕1号"))
    newest, oldest = person_timeline(ALL, member)
    assert (newest.role, newest.at, newest.paper) == ("党支部书记", "财政局第一党支部", "区工委〔2020〕1号")
    assert (oldest.role, oldest.since, oldest.until) == ("正式党员", START, None)


def test_an_account_is_given_not_taken(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    given = give_account(ALL, member, username="zhangsan")
    assert given.password is not None
    assert given.user.check_password(given.password)
    assert Member.objects.get().user == given.user
    with pytest.raises(Refusal, match="已有账号"):
        give_account(ALL, Member.objects.get(), username="zhangsan2")
    with pytest.raises(Refusal, match="已被使用"):
        give_account(ALL, district.enrol("李四", "CZ1"), username="ZhangSan")
    with pytest.raises(Refusal, match="不合要求"):
        give_account(ALL, district.enrol("王五", "CZ1"), username="wang wu!")
