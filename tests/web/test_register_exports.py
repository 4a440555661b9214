"""A register's files from its page: of all in reach or of one organisation; nothing to print is said on the page."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from dengming.accounts.models import Line
from dengming.editions.actions import name_committee
from dengming.ledgers.actions import file_entry
from tests.cast import SYSTEM, TODAY, Cast, build

pytestmark = pytest.mark.django_db
PLAN = "rectification-plan"
PLANNED = {"title": "2020年培训计划"}


@pytest.fixture
def cast() -> Cast:
    cast = build()
    name_committee(SYSTEM, name="中共某区委区直机关工作委员会")
    for code in ("COMM", "ELSE"):
        subject = cast.org[code].subject
        file_entry(SYSTEM, subject, register=PLAN, happened=TODAY, fields={"name": f"{code}整改方案"})
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def page(client: Client, register: str) -> str:
    return client.get(reverse("entry-list", args=[register])).content.decode()


def test_the_page_offers_the_lists_that_the_register_names(cast: Cast) -> None:
    said = page(as_user(cast, "eve"), "rectification-task")
    for name in ("问题清单", "任务清单", "责任清单", "逾期督办单"):
        assert f"{name}（Word）" in said
    assert "整改方案后面附问题清单、任务清单、责任清单" in page(as_user(cast, "eve"), PLAN)
    said = page(as_user(cast, "eve"), "training-plan")
    assert "Excel 工作簿" in said
    assert "年度党员培训计划（Word）" in said
    assert "逾期督办单" not in said  # its lines are only filed


def test_the_choice_is_among_those_in_reach_that_have_something(cast: Cast) -> None:
    assert "外单位党委</option>" in page(as_user(cast, "eve"), PLAN)
    assert "</option>" not in page(as_user(cast, "di"), PLAN)  # one alone is no choice
    assert "导出和打印" not in page(as_user(cast, "bo"), PLAN)
    assert as_user(cast, "bo").get(reverse("entry-workbook", args=[PLAN])).status_code == 403


def test_one_organisation_or_all(cast: Cast) -> None:
    address, eve = reverse("entry-print-list", args=[PLAN, 1]), as_user(cast, "eve")

    def organisations(query: str) -> list[str]:
        answer = eve.get(address + query)
        assert answer["Content-Disposition"].startswith('attachment; filename="rectification-plan-1.docx"')
        return [row.cells[1].text for row in Document(io.BytesIO(answer.content)).tables[0].rows[1:]]

    assert organisations("") == ["机关党委", "外单位党委"]
    assert organisations("?org=ELSE") == ["外单位党委"]
    assert as_user(cast, "di").get(address + "?org=ELSE").status_code == 404


def test_where_nothing_is_late_the_page_says_so_and_nothing_is_written_down(cast: Cast) -> None:
    eve, before = as_user(cast, "eve"), Line.objects.count()
    answer = eve.get(reverse("entry-supervision", args=[PLAN]), follow=True)
    assert "没有超过时限还没有办结的" in answer.content.decode()
    assert Line.objects.count() == before


def test_what_is_only_filed_can_be_printed_and_has_nothing_to_urge(cast: Cast) -> None:
    eve = as_user(cast, "eve")
    assert eve.get(reverse("entry-supervision", args=["training-plan"])).status_code == 404
    assert eve.get(reverse("entry-print-list", args=["training-plan", 2])).status_code == 404
    address = reverse("entry-print-list", args=["training-plan", 1])
    assert "里还没有可以打印的条目" in eve.get(address, follow=True).content.decode()
    file_entry(SYSTEM, cast.org["COMM"].subject, register="training-plan", happened=TODAY, fields=PLANNED)
    (table,) = Document(io.BytesIO(eve.get(address).content)).tables
    assert [cell.text for cell in table.rows[1].cells][:4] == ["1", "机关党委", "2020年9月10日", "2020年9月10日"]
    assert eve.get(address + "?org=ELSE").status_code == 302
    assert eve.get(reverse("entry-print-list", args=[PLAN, 2])).status_code == 404
