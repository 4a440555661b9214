"""Members by form: enrolled, transferred, given posts, leave; each refusal a sentence; numbers masked.

Nobody needs a mailbox, a phone or an account for any of it.
"""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.orgs.actions import people
from dengming.orgs.models import Member, Span
from dengming.orgs.reach import scope_for
from tests.cast import SYSTEM, Cast, build
from tests.web.desk import as_user, lines_of

pytestmark = pytest.mark.django_db
PAPER = "区直工委〔2020〕3号"
IDENTITY, PHONE = "11010519491231002X", "13800138000"


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def eve(cast: Cast) -> Client:
    return as_user(cast, "eve")


def page(client: Client, code: str) -> str:
    return str(client.get(reverse("member-detail", args=[code])).content.decode())


def span(cast: Cast, name: str, role: str) -> Span:
    return Span.objects.filter(subject=cast.person[name].pk, role__name=role).latest("pk")


def test_a_member_without_mailbox_phone_or_account_is_a_full_member(cast: Cast, eve: Client) -> None:
    form = {"name": "王建国", "branch": "A", "since": "2018-01-01", "status": "member"}
    assert eve.post(reverse("member-new"), form).status_code == 302
    member = Member.objects.get(subject__name="王建国")
    assert (member.user_id, member.phone, member.identity) == (None, "", "")
    given = {"person": "王建国", "at": "A", "post": "organisation-officer", "since": "2020-09-01"}
    assert eve.post(reverse("post-new"), given).status_code == 302
    assert "不影响参加组织生活、纪实和统计" in page(eve, member.code)
    assert "王建国" in [row.name for row in as_user(cast, "ann").get(reverse("member-list")).context["rows"]]
    for name in ("member-archive", "member-archive-print", "member-archive-workbook"):
        assert eve.get(reverse(name, args=[member.code])).status_code == 200
    listed = eve.get(reverse("org-detail", args=["A"])).context
    assert "王建国" in [held.span.subject.name for held in listed["officers"]]
    assert listed["page"].paginator.count == 6


def test_a_post_comes_with_its_paper_gives_reach_and_ends_on_its_day(cast: Cast, eve: Client) -> None:
    form = {"person": "ben", "at": "A", "post": "branch-deputy-secretary", "since": "2020-09-01", "paper": PAPER}
    eve.post(reverse("post-new"), form)
    assert PAPER in page(eve, "BEN")
    ben = cast.user["ben"]
    assert scope_for(ben).may("record", cast.org["A"].reach)
    held = span(cast, "ben", "branch-deputy-secretary")
    eve.post(reverse("post-end", args=[held.uid]), {"until": "2020-09-09", "paper": "〔2020〕4号"})
    assert not scope_for(ben).may("record", cast.org["A"].reach)
    assert "至2020年9月9日" in page(eve, "BEN")
    assert [line.action for line in Line.objects.filter(action__startswith="post.").order_by("seq")] == [
        "post.appointed",
        "post.ended",
    ]


def test_leave_is_entered_once_and_says_no_more_than_its_kind(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    form = {"person": "ben", "kind": "village-posting", "since": "2020-09-01"}
    given = ann.post(reverse("leave-new"), form)
    assert given.status_code == 302, given.context["form"].errors
    again = ann.post(reverse("leave-new"), form)
    assert "不用重复登记" in again.content.decode()
    uid = span(cast, "ben", "village-posting").uid
    assert ann.post(reverse("leave-end", args=[uid]), {"until": "2020-09-08"}).status_code == 302
    early = ann.post(reverse("leave-end", args=[span(cast, "ben", "village-posting").uid]), {"until": "2020-01-01"})
    assert "早于开始日期" in early.content.decode()


def test_a_transfer_a_confirmation_and_a_departure(cast: Cast, eve: Client) -> None:
    def change(code: str, what: str, **form: Any) -> int:
        return int(eve.post(reverse("member-change", args=[code, what]), form).status_code)

    assert change("BO", "transfer", branch="B", on="2020-09-01", paper="介绍信") == 302
    assert "乙支部" in page(eve, "BO")
    assert change("PEI", "status", status="member", on="2020-09-01", paper="决议") == 302
    assert Member.objects.get(subject__code="PEI").confirmed == date(2020, 9, 1)
    assert change("BEN", "leave", on="2020-09-01") == 302
    assert "组织关系已于2020年9月1日结束" in page(eve, "BEN")
    assert change("BEN", "paint") == 404


@pytest.mark.parametrize(
    ("name", "form", "sentence"),
    [
        ("post-new", {"person": "ben", "at": "A", "post": "branch-secretary"}, "请先登记其免职"),
        (
            "post-new",
            {"person": "pei", "at": "A", "post": "organisation-officer"},
            "不是正式党员",
        ),
        (
            "post-new",
            {"person": "nobody", "at": "A", "post": "organisation-officer"},
            "没有找到",
        ),
        ("post-new", {"person": "ben", "at": "COMM", "post": "branch-secretary"}, "不能设"),
        ("leave-new", {"person": "ben", "kind": ""}, "请选择类别。"),
        ("member-new", {"name": "", "branch": "A", "status": "member"}, "请填写姓名。"),
        (
            "member-new",
            {"name": "王二", "branch": "A", "since": "2014-01-01", "status": "member"},
            "早于“甲支部”的成立日期",
        ),
    ],
)
def test_each_refusal_is_a_sentence_and_saves_nothing(
    eve: Client, name: str, form: dict[str, Any], sentence: str
) -> None:
    before = (Span.objects.count(), Member.objects.count())
    answer = eve.post(reverse(name), {"since": "2020-09-01"} | form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Span.objects.count(), Member.objects.count()) == before


def test_one_number_belongs_to_one_member(cast: Cast, eve: Client) -> None:
    people.correct_particulars(SYSTEM, cast.person["bo"], changes={"identity": IDENTITY})
    form = {"name": "王二", "branch": "A", "since": "2020-09-01", "status": "member", "identity": IDENTITY}
    answer = eve.post(reverse("member-new"), form).content.decode()
    assert "身份证号已经登记过：请核对号码；是同一个人的，不重复登记" in answer
    for wrong, sentence in (("110105194912310021", "末位校验码不对"), ("1101051949", "应为 18 位")):
        assert sentence in eve.post(reverse("member-new"), form | {"identity": wrong}).content.decode()


def test_whole_numbers_are_on_no_page_but_the_one_that_the_journal_knows(cast: Cast, eve: Client) -> None:
    people.correct_particulars(SYSTEM, cast.person["bo"], changes={"identity": IDENTITY, "phone": PHONE})
    addresses = [reverse(name) for name in ("org-tree", "member-list", "own", "post-new", "leave-new", "roster-import")]
    addresses += [reverse("org-detail", args=[code]) for code in ("A", "A1", "COMM", "WORK")]
    of_bo = ("member-detail", "member-edit", "account-give", "member-archive", "member-archive-print")
    addresses += [reverse(name, args=["BO"]) for name in of_bo]
    addresses += [reverse("member-change", args=["BO", what]) for what in ("transfer", "status", "flag", "leave")]
    for who in ("eve", "di", "ann", "bo"):
        client = as_user(cast, who)
        for address in addresses:
            text = client.get(address).content.decode()
            assert IDENTITY not in text, address
            assert PHONE not in text, address
    assert "110***********002X" in page(eve, "BO")
    assert not lines_of("member.numbers-shown")
    shown = eve.post(reverse("member-reveal", args=["BO"]))
    assert IDENTITY in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    (line,) = lines_of("member.numbers-shown")
    assert (line.about, IDENTITY in line.note) == ("BO bo", False)


def test_a_member_is_found_by_part_of_the_name_the_code_and_the_status(eve: Client) -> None:
    def found(**query: str) -> list[str]:
        return [row.name for row in eve.get(reverse("member-list"), query).context["rows"]]

    assert found(text="ei") == ["pei"]
    assert found(text="BEN") == ["ben"]
    assert found(status="probationary") == ["pei"]
    assert found(org="B") == ["di", "lin", "long", "yi"]
    assert found(text="没有") == []
