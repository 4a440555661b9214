"""个人档案: page, paper and workbook say the same; the member and those in reach have it, and nobody else."""

import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.orgs.actions import posts
from dengming.orgs.posting import NewPost
from tests.cast import SYSTEM, Cast, build
from tests.records import writing
from tests.web.desk import as_user, lines_of

pytestmark = pytest.mark.django_db
PAGES = ("member-archive", "member-archive-print", "member-archive-workbook")
BEN = ("BEN",)


@pytest.fixture
def cast() -> Cast:
    cast = build()
    writing.confirmed(cast)
    post = NewPost(
        cast.person["ben"].pk, "organisation-officer", cast.org["A"].pk, date(2020, 3, 1), paper="〔2020〕1号"
    )
    posts.appoint(SYSTEM, post)
    return cast


def sheet(cast: Cast, who: str, **query: str) -> list[list[Any]]:
    answer = as_user(cast, who).get(reverse("member-archive-workbook", args=BEN), query)
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_page_paper_and_workbook_say_the_same(cast: Cast) -> None:
    page = as_user(cast, "ann").get(reverse("member-archive", args=BEN))
    titles = [event["title"] for event in page.context["events"]]
    assert len(titles) == 2
    assert "组织委员" in titles
    paper = as_user(cast, "ann").get(reverse("member-archive-print", args=BEN))
    assert [line.title for line in paper.context["lines"]] == titles[::-1]
    rows = sheet(cast, "ann")
    assert rows[0] == ["日期", "类别", "事项", "内容"]
    assert [row[2] for row in rows[1:]] == titles[::-1]
    assert "〔2020〕1号" in rows[1][3]


def test_days_and_theme_narrow_all_three(cast: Cast) -> None:
    query = {"since": "2020-01-01", "until": "2020-04-01", "theme": "任职与身份"}
    assert [row[2] for row in sheet(cast, "ann", **query)[1:]] == ["组织委员"]
    for name in PAGES[:2]:
        page = as_user(cast, "ann").get(reverse(name, args=BEN), query).content.decode()
        assert "组织委员" in page
        assert "类别：任职与身份" in page or 'value="任职与身份" selected' in page
    assert sheet(cast, "ann", since="2019-01-01", until="2019-12-31")[1:] == []


def test_days_in_the_wrong_order_are_told(cast: Cast) -> None:
    page = as_user(cast, "ann").get(reverse("member-archive", args=BEN), {"since": "2020-05-01", "until": "2020-01-01"})
    assert "结束日期2020年1月1日早于开始日期2020年5月1日，请核对。" in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("ben", 200), ("ann", 200), ("di", 200), ("eve", 200), ("bo", 404), ("charlie", 404)]
)
def test_the_member_and_those_in_reach_have_it(cast: Cast, name: str, who: str, status: int) -> None:
    assert as_user(cast, who).get(reverse(name, args=BEN)).status_code == status


def test_taking_a_workbook_leaves_a_line(cast: Cast) -> None:
    sheet(cast, "ben")
    sheet(cast, "di")
    assert [line.about for line in lines_of("archive.own-exported")] == ["BEN ben"]
    assert '"lines":2' in lines_of("archive.exported")[0].note
    as_user(cast, "charlie").get(reverse("member-archive-workbook", args=BEN))
    assert (len(lines_of("archive.own-exported")), len(lines_of("archive.exported"))) == (1, 1)


def test_the_paper_has_lines_to_sign_and_no_numbers(cast: Cast) -> None:
    page = as_user(cast, "ben").get(reverse("member-archive-print", args=BEN)).content.decode()
    assert "本人签字" in page
    assert "公民身份号码" not in page
    assert "甲支部" in page
