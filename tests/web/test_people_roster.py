"""名册 on the page: a preview row by row, then all or nothing; what the preview did not say is never imported."""

import io
import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.orgs.actions import people
from dengming.orgs.models import Member
from dengming.orgs.posting import NewPost, give
from dengming.web.forms import people as forms
from tests.cast import SYSTEM, TODAY, Cast, build
from tests.files import papers
from tests.web.desk import as_user, lines_of

pytestmark = pytest.mark.django_db
HEADING = ["姓名", "所在党支部", "人员类别", "入党日期", "公民身份号码", "联系电话", "编号"]
NEW = ["丁一", "甲支部", "正式党员", "2001-07-01", "11010519491231002X", "13800138000"]
URL = "/members/import/"


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.DENGMING_HOME = tmp_path
    return build()


@pytest.fixture
def di(cast: Cast) -> Client:
    return as_user(cast, "di")


def workbook(*rows: list[str], heading: list[str] = HEADING) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("名册")
        for index, row in enumerate([heading, *rows]):
            sheet.write_row(index, 0, row)
    return out.getvalue()


def upload(client: Client, data: bytes, name: str = "名册.xlsx") -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, data)})


def pending(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "uploads" / "pending").glob("*"))


def test_preview_then_import_then_nothing(di: Client, tmp_path: Path) -> None:
    page = upload(di, workbook(NEW))
    assert [(line.row, line.name, line.label) for line in page.context["preview"].lines] == [(2, "丁一", "新增")]
    assert "自2020年9月10日，正式党员" in page.content.decode()
    assert f"1 人没有进入支部日期，按 {TODAY} 编入；知道日期的，请在表里补上。" in page.content.decode()
    assert not Member.objects.filter(subject__name="丁一").exists()
    done = di.post(URL, {"apply": "1", "token": page.context["token"]}, follow=True)
    assert "已导入：新增 1 人，更改 0 人，未变 0 人。" in done.content.decode()
    assert Member.objects.get(subject__name="丁一").phone == "13800138000"
    assert len(lines_of("members.imported")) == 1
    assert "不用导入" in upload(di, workbook(NEW)).content.decode()
    assert pending(tmp_path) == []


def test_every_fault_stands_at_its_row_with_its_cure(di: Client, tmp_path: Path) -> None:
    wrong = [*NEW[:3], "2001-13-01", "110105194912310021", "13800138000"]
    page = upload(di, workbook(NEW, ["李四", "甲支布", *NEW[2:4], "", ""], wrong))
    text = page.content.decode()
    for words in (
        "第 3 行",
        "是否为“甲支部”",
        "第 4 行",
        "日期“2001-13-01”不存在",
        "末位校验码不对",
        "没有写入任何一行",
    ):
        assert words in text
    assert "110105194912310021" not in text
    assert 'name="apply"' not in text
    assert page.context["preview"].counts["有错误"] == 2
    assert not Member.objects.filter(subject__name="丁一").exists()
    assert pending(tmp_path) == []


def test_changes_are_shown_before_and_after(di: Client, cast: Cast) -> None:
    text = upload(di, workbook(["bo", "乙支部", "正式党员", "2001-07-01", "", "", "BO"])).content.decode()
    assert "甲支部 → 乙支部（自2020年9月10日）" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这个文件是空的，请重新选择。"),
        (b"name,branch\n", "打不开这个文件"),
        (papers.compound({"EncryptedPackage": bytes(5000)}), "文件设有密码，请去掉密码后再试一次。"),
        (workbook(heading=["会议", "签到"]), "没有找到表头"),
    ],
)
def test_a_file_that_is_no_roster_gets_one_sentence(di: Client, tmp_path: Path, data: bytes, sentence: str) -> None:
    page = upload(di, data)
    assert page.status_code == 422
    (said,) = page.context["form"].errors["file"]
    assert sentence in said
    assert sentence in page.content.decode()
    assert pending(tmp_path) == []


def test_a_huge_file_gets_one_sentence(di: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "ROSTER_AT_MOST", 1000)
    page = upload(di, workbook(NEW))
    assert page.status_code == 422
    assert "超过 10 MB" in page.content.decode()


@pytest.mark.parametrize("address", ["roster-import", "roster-reconcile"])
def test_a_page_that_is_only_looked_at_finds_no_fault(di: Client, address: str) -> None:
    answer = di.get(reverse(address))
    assert answer.status_code == 200
    assert answer.context["form"].errors == {}


def test_no_file_gets_one_sentence(di: Client) -> None:
    assert "请选择名册文件。" in di.post(URL, {}).content.decode()


def test_another_file_after_the_preview_is_shown_before_it_is_imported(di: Client) -> None:
    first = upload(di, workbook(NEW))
    upload(di, workbook(["王二", *NEW[1:4], "", ""]))
    page = di.post(URL, {"apply": "1", "token": first.context["token"]})
    assert page.status_code == 409
    assert "没有导入任何一行" in page.content.decode()
    assert not Member.objects.filter(subject__name__in=["丁一", "王二"]).exists()
    assert di.post(URL, {"apply": "1", "token": page.context["token"]}).status_code == 302
    assert Member.objects.filter(subject__name="王二").exists()


def test_a_roster_changed_after_the_preview_is_shown_anew(di: Client, cast: Cast) -> None:
    page = upload(di, workbook(["bo", "甲支部", "正式党员", "2001-07-01", "", "", "BO"]))
    people.transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=TODAY)
    again = di.post(URL, {"apply": "1", "token": page.context["token"]})
    assert again.status_code == 409
    assert "乙支部 → 甲支部" in again.content.decode()
    assert Member.objects.get(pk=cast.person["bo"].pk).joined is None


def test_without_a_waiting_file_nothing_happens(di: Client) -> None:
    assert "没有待导入的文件：请重新上传。" in di.post(URL, {"apply": "1", "token": "x"}, follow=True).content.decode()


def test_uploads_left_lying_are_removed(di: Client, tmp_path: Path) -> None:
    upload(di, workbook(NEW))
    (left,) = pending(tmp_path)
    other = left.with_name("somebody-else.roster")
    left.rename(other)
    os.utime(other, (time.time() - 3 * 3600,) * 2)
    upload(di, workbook(NEW))
    assert pending(tmp_path) == [left]
    assert left.stat().st_mode & 0o077 == 0


def test_what_is_exported_is_unchanged_when_taken_back(di: Client, cast: Cast) -> None:
    data = di.get(reverse("roster-export")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert len(rows) > 5
    plan = upload(di, data).context["plan"]
    assert (plan.errors, plan.changes_nothing) == ((), True)


def test_one_organisation_is_exported_where_one_is_asked_for(di: Client) -> None:
    data = di.get(reverse("roster-export"), {"org": "B"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows[1:]} == {"yi", "di", "long", "lin"}
    assert di.get(reverse("roster-export"), {"org": "C"}).status_code == 404


def test_the_roster_is_of_the_day_asked_for(di: Client) -> None:
    def answer(name: str, day: str) -> Any:
        return di.get(reverse(name), {"org": "B", "on": day})

    books = [answer("roster-export", day).content for day in ("2001-01-01", str(TODAY))]
    sheets = [CalamineWorkbook.from_filelike(io.BytesIO(it)).get_sheet_by_index(0) for it in books]
    assert [len(it.to_python()) for it in sheets] == [1, 5]  # the heading, and who was there
    paper = answer("roster-print", str(TODAY))
    assert "members-20200910.docx" in paper["Content-Disposition"]
    rows = Document(io.BytesIO(paper.content)).tables[0].rows
    assert {row.cells[1].text for row in rows[1:]} == {"yi", "di", "long", "lin"}
    said = di.get(reverse("roster-print"), {"org": "B", "on": "2001-01-01"}, follow=True).content.decode()
    assert "2001年1月1日的名册里还没有人" in said
    assert di.get(reverse("roster-print"), {"org": "C"}).status_code == 404


def test_the_form_says_what_need_not_be_typed_twice(di: Client) -> None:
    page = di.get(reverse("member-new")).content.decode()
    assert "全国党员管理信息系统里已有：姓名、性别、公民身份号码、民族、出生日期" in page
    assert "打印名册（Word）" in di.get(reverse("member-list")).content.decode()


def test_who_works_with_the_members_prints_their_list_and_gets_no_workbook(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    page = ann.get(reverse("member-list")).text
    assert "打印名册（Word）" in page
    assert "导出名册（Excel）" not in page
    rows = Document(io.BytesIO(ann.get(reverse("roster-print")).content)).tables[0].rows
    assert {row.cells[1].text for row in rows[1:]} == {"ann", "bo", "ben", "bai", "pei"}
    assert ann.get(reverse("roster-print"), {"org": "B"}).status_code == 404
    assert ann.get(reverse("roster-export")).status_code == 403
    assert "打印名册" not in as_user(cast, "bo").get(reverse("member-list")).text


def test_what_is_offered_is_what_the_whole_print_has(cast: Cast) -> None:
    posts = (("organisation-officer", "A"), ("committee-discipline", "COMM"))
    give([NewPost(cast.person["ben"].pk, post, cast.org[at].pk, date(2020, 1, 1)) for post, at in posts])
    ben = as_user(cast, "ben")
    offered = {code: name for code, name in ben.get(reverse("member-list")).context["kept"]}
    assert {"A", "B", "COMM"} <= offered.keys()
    assert [code for code in ("A", "B") if offered[code].endswith("（只能打印）")] == ["B"]
    assert ben.get(reverse("roster-print"), {"org": "B"}).status_code == 200
    assert ben.get(reverse("roster-export"), {"org": "A"}).status_code == 200
