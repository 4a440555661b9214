"""制度库: what a reader who knows no program finds there, on any day; and which demands of the speech are covered."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from dengming.editions.queries import rules
from tests.cast import Cast, build
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def bo(cast: Cast) -> Client:
    return as_user(cast, "bo")


def names(client: Client, **query: str) -> list[str]:
    themes: dict[str, list[Any]] = client.get(reverse("rulebook"), query).context["themes"]
    return [sheet.institution.id for sheets in themes.values() for sheet in sheets]


def text(client: Client, institution: str, **query: str) -> str:
    """The page without tags and gaps."""
    page = client.get(reverse("rulebook-institution", args=[institution]), query)
    assert page.status_code == 200
    return re.sub(r"\s+", "", strip_tags(page.content.decode()))


def test_the_list_has_every_institution_by_subject_the_nations_first(bo: Client) -> None:
    found = names(bo)
    assert len(found) == len(rules().rulebook.institutions)
    assert found[:3] == ["rectification", "three-meetings", "theme-party-day"]
    page = re.sub(r"\s+", "", strip_tags(bo.get(reverse("rulebook")).content.decode()))
    assert "每月召开支部委员会会议设支部委员会的党支部（临时党支部、离退休干部党支部、流动党员党支部除外）每月" in page


@pytest.mark.parametrize(
    ("query", "has", "has_not"),
    [
        ({"text": "党课"}, "secretary-lecture", "annual-report"),
        ({"text": "讲话 C06"}, "three-workdays", "three-meetings"),
        ({"text": "支部工作条例 第十八条"}, "democratic-appraisal", "heart-talk"),
        ({"text": "领导班子"}, "democratic-life-meeting", "three-meetings"),
        ({"pack": "district"}, "seminars", "three-meetings"),
        ({"theme": "责任落实"}, "annual-report", "seminars"),
        ({"pack": "national", "text": "学时"}, "training-hours", "training-district"),
    ],
)
def test_the_list_is_narrowed(bo: Client, query: dict[str, str], has: str, has_not: str) -> None:
    found = names(bo, **query)
    assert has in found
    assert has_not not in found


def test_a_search_that_finds_nothing_says_so(bo: Client) -> None:
    assert names(bo, text="没有这样的词") == []
    assert "没有找到制度" in bo.get(reverse("rulebook"), {"text": "没有这样的词"}).content.decode()


def test_an_institution_says_what_of_whom_how_often_since_when_and_why(bo: Client) -> None:
    said = text(bo, "three-meetings")
    for words in (
        "由谁办党支部（临时党支部除外）",
        "多久一次每季度",
        "要求支部党员大会，不少于1次，同一次里要有会议（活动）记录、签到（参加人员）",
        "期限当季结束前，过后再宽限10天",
        "免办条文写的是“一般”",
        "《中国共产党支部工作条例（试行）》第十一条",
        "讲话C04",
        "坚持“三会一课”",
        "2018年10月28日起，到2019年12月31日为止",
    ):
        assert words in said


def test_an_example_says_who_stands_how(bo: Client) -> None:
    assert "甲局第一党支部每季度召开支部党员大会2020年第一季度：逾期未完成" in text(bo, "three-meetings")


def test_places_and_reports_are_said_as_people_say_them(bo: Client) -> None:
    assert "在联系点讲党课，不少于1次" in text(bo, "party-lectures")
    assert "登记两报告（上个月学习工作情况），不少于1次，讲的是上一个周期的情况" in text(
        bo, "one-gathering-two-reports"
    )
    assert "累计不少于56学时" in text(bo, "training-hours")
    assert "以年末在任的为准" in text(bo, "annual-report")


def test_what_relief_stops_is_told_with_its_reason_before_and_after(bo: Client) -> None:
    before = text(bo, "three-workdays")
    assert "2024年8月6日起尚未施行停止执行，不再判定，依据《整治形式主义为基层减负若干规定》" in before
    after = text(bo, "three-workdays", on="2024-09-01")
    assert "每月支部活动日已停止执行" in after
    assert "填写依据文号" in after
    assert "已停止执行自2024年8月6日起" in re.sub(
        r"\s+", "", strip_tags(bo.get(reverse("rulebook"), {"on": "2024-09-01"}).content.decode())
    )


def test_a_revived_duty_shows_its_document_number_from_its_day_on(cast: Cast, bo: Client) -> None:
    settled = {"since": "2025-01-01", "document": "区工委〔2025〕3号"}
    eve = as_user(cast, "eve")
    eve.post(reverse("settings-duty", args=["revival", "hold-branch-activity-day"]), settled)
    assert "恢复执行，依据文号：区工委〔2025〕3号" in text(bo, "three-workdays")
    assert "恢复执行：区工委〔2025〕3号" not in text(bo, "three-workdays")
    assert "恢复执行：区工委〔2025〕3号" in text(bo, "three-workdays", on="2025-02-01")


def test_an_owner_is_awaited_until_the_committee_confirms_it(cast: Cast, bo: Client) -> None:
    assert "责任主体待确认（拟由领导班子（党组、党委）承担）" in text(bo, "leading-body-party-building")
    settled = {"since": "2020-09-10", "document": "区工委〔2020〕9号"}
    as_user(cast, "eve").post(reverse("settings-duty", args=["owner", "study-party-building-monthly"]), settled)
    assert "责任主体已确认：区工委〔2020〕9号" in text(bo, "leading-body-party-building")


def test_no_page_speaks_in_the_programs_words(bo: Client) -> None:
    known = rules().rulebook
    internal = {*known.roles, *known.proofs, *known.activities, *known.entries} - {"group", "branch", "plan", "report"}
    for institution in known.institutions:
        said = text(bo, institution)
        assert [word for word in internal if word in said] == []


def test_an_unknown_institution_is_not_found(bo: Client) -> None:
    assert bo.get(reverse("rulebook-institution", args=["nothing"])).status_code == 404


def test_coverage_goes_by_the_speech_and_says_what_is_open(bo: Client) -> None:
    page = bo.get(reverse("rulebook-coverage"))
    counts = page.context["covered"]
    assert counts["all"] == counts["done"] + counts["open"]
    said = page.content.decode()
    assert "二（二）突出重点，确保机关党建工作科学规范" in said
    assert 'id="clause-C07a"' in said
    assert reverse("rulebook-institution", args=["one-gathering-two-reports"]) in said


@pytest.mark.parametrize(("show", "key"), [("covered", "done"), ("open", "open"), ("", "all")])
def test_coverage_shows_one_sort_of_clauses(bo: Client, show: str, key: str) -> None:
    page = bo.get(reverse("rulebook-coverage"), {"show": show})
    rows = [row for chapter in page.context["chapters"] for row in chapter["rows"]]
    assert len(rows) == page.context["covered"][key]
