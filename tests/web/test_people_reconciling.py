"""核对名册 on the page and as a workbook: what differs both ways, one journal line each time, nothing written."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.orgs.models import Member
from tests.cast import Cast, build
from tests.web.desk import as_user, lines_of
from tests.web.test_people_roster import NEW, workbook

pytestmark = pytest.mark.django_db
BO = ["bo", "乙支部", "正式党员", "2001-07-01", "", "", "BO"]
BAD = ["李四", "甲支布", *NEW[2:4], "", ""]


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.DENGMING_HOME = tmp_path
    return build()


@pytest.fixture
def di(cast: Cast) -> Client:
    return as_user(cast, "di")


def upload(client: Client, data: bytes) -> Any:
    return client.post(reverse("roster-reconcile"), {"file": SimpleUploadedFile("名册.xlsx", data)})


def test_the_page_shows_both_sides_and_changes_nothing(di: Client) -> None:
    before = Member.objects.count()
    text = upload(di, workbook(NEW, BO, BAD)).content.decode()
    for words in ("只在文件里 <strong>1</strong>", "丁一", "是否为“甲支部”", "乙支部（自2020年9月10日）", "下载核对表"):
        assert words in text
    assert "只在本系统 <strong>0</strong>" not in text
    assert Member.objects.count() == before
    assert len(lines_of("members.reconciled")) == 1


def test_the_workbook_has_a_sheet_for_each_answer(di: Client) -> None:
    upload(di, workbook(NEW, BO, BAD))
    answer = di.get(reverse("roster-reconcile-workbook"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert list(rows) == ["汇总", "只在文件里", "只在本系统", "不一致", "有问题的行"]
    assert rows["只在文件里"][1:] == [[2, "丁一", "甲支部"]]
    assert {row[3] for row in rows["不一致"][1:]} == {"入党日期", "所在党支部"}
    assert len(rows["只在本系统"]) > 1
    assert rows["有问题的行"][1][0] == 4
    assert "公民身份号码" not in str(rows)


def test_without_a_file_there_is_no_workbook(di: Client) -> None:
    answer = di.get(reverse("roster-reconcile-workbook"), follow=True)
    assert "没有待核对的文件：请重新上传。" in answer.content.decode()


def test_a_file_that_is_no_roster_gets_one_sentence_and_is_not_kept(di: Client, tmp_path: Path) -> None:
    page = upload(di, workbook(heading=["会议", "签到"]))
    assert page.status_code == 422
    assert "没有找到表头" in page.content.decode()
    assert list((tmp_path / "uploads" / "pending").glob("*")) == []


def test_who_keeps_no_roster_is_told_so(cast: Cast) -> None:
    bo = as_user(cast, "bo")
    assert bo.get(reverse("roster-reconcile")).status_code == 403
    assert bo.get(reverse("roster-reconcile-workbook")).status_code == 403
