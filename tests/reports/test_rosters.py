"""The exported roster: the import's columns, masked without the roster, nothing that Excel would run."""

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.accounts.models import Line
from dengming.accounts.scope import Grant, Scope
from dengming.editions.actions import name_committee
from dengming.orgs.actions import organisations, posts
from dengming.orgs.importing.apply import import_members
from dengming.orgs.importing.columns import COLUMNS
from dengming.orgs.models import Member, Organisation
from dengming.orgs.posting import NewPost
from dengming.refusal import Refusal
from dengming.reports.rosters import export_members, print_members
from tests.cast import suspend
from tests.orgs.conftest import ALL, START, TODAY, District
from tests.orgs.importing import workbooks as books

HELD = "（全国党员管理信息系统已有）"
REMARK = "备注（其他任职；导入时不读）"


def exported(scope: Scope, *organisations: Organisation, on: date | None = None) -> list[dict[str, Any]]:
    rows = CalamineWorkbook.from_filelike(workbook(scope, *organisations, on=on)).get_sheet_by_index(0).to_python()
    head = [str(heading).removesuffix(HELD) for heading in rows[0]]
    return [dict(zip(head, row, strict=True)) for row in rows[1:]]


def workbook(scope: Scope, *organisations: Organisation, on: date | None = None) -> io.BytesIO:
    out = io.BytesIO()
    export_members(scope, out, organisations=organisations, on=on)
    out.seek(0)
    return out


def test_the_export_taken_back_changes_nothing(district: District) -> None:
    rows = books.people(120)
    rows[0][books.POST], rows[2][books.POST] = "书记、组织委员", "书记"
    import_members(ALL, books.as_xlsx(rows))
    posts.appoint(ALL, NewPost(Member.objects.order_by("pk")[4].pk, "leading-body-secretary", district["DZ"].pk, TODAY))
    plan = import_members(ALL, workbook(ALL, district["GW"]))
    assert plan.errors == ()
    assert [change for row in plan.rows for change in row.changes] == []
    assert (plan.changes_nothing, len(plan.rows)) == (True, 120)


def test_a_post_with_brackets_in_its_name_is_taken_back(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    posts.appoint(ALL, NewPost(member.pk, "committee-discipline", district["CZ"].pk, TODAY))
    assert exported(ALL, district["GW"])[0]["党内职务"] == "机关纪委书记（委员）"
    plan = import_members(ALL, workbook(ALL, district["GW"]))
    assert (plan.errors, plan.changes_nothing) == ((), True)


def test_a_new_installation_gets_the_same_roster_from_it(district: District) -> None:
    district.enrol(
        "张三", "CZ1", group="CZ11", since=date(2019, 3, 1), identity="11010519491231002X", phone="13800138000"
    )
    (line,) = exported(ALL, district["GW"])
    assert list(line) == [*(column.heading for column in COLUMNS), REMARK]
    assert line[REMARK] == ""
    assert (line["编号"], line["姓名"], line["性别"], line["党小组"]) == ("M000001", "张三", "女", "第一党小组")
    assert (line["公民身份号码"], line["联系电话"]) == ("11010519491231002X", "13800138000")
    assert (line["出生日期"], line["进入本支部日期"]) == (date(1949, 12, 31), date(2019, 3, 1))
    assert (line["人员类别"], line["所在党支部"]) == ("正式党员", "财政局第一党支部")


def test_posts_that_the_columns_cannot_say_are_said_beside_them(district: District) -> None:
    one, two = district.enrol("丁一", "CZ1"), district.enrol("王二", "CZ1")
    posts.appoint(ALL, NewPost(one.pk, "leading-body-secretary", district["DZ"].pk, TODAY, paper="〔2020〕9号"))
    posts.appoint(ALL, NewPost(two.pk, "branch-secretary", district["CZ1"].pk, date(2019, 3, 1), paper="〔2019〕2号"))
    posts.appoint(ALL, NewPost(two.pk, "organisation-officer", district["CZ1"].pk, TODAY))
    first, second = exported(ALL, district["GW"])
    assert (first["党内职务"], first[REMARK]) == ("", "财政局党组党组（党委）书记（2020-09-10起，〔2020〕9号）")
    assert second["党内职务"].split("、") == ["党支部书记", "组织委员"]
    assert (second["任职日期"], second["任职文号"]) == ("", "")
    for said in ("党支部书记（2019-03-01起，〔2019〕2号）", "组织委员（2020-09-10起）"):
        assert said in second[REMARK]
    assert import_members(ALL, workbook(ALL, district["GW"])).changes_nothing


def test_a_roster_from_before_a_new_name_still_fits(district: District) -> None:
    district.enrol("张三", "CZ1", group="CZ11")
    before = workbook(ALL, district["GW"])
    organisations.rename(ALL, district["CZ1"], name="财政局机关党支部", since=TODAY, paper="〔2020〕7号")
    plan = import_members(ALL, before)
    assert (plan.errors, plan.changes_nothing) == ((), True)


def test_numbers_are_masked_for_whoever_does_not_keep_the_roster(district: District) -> None:
    district.enrol("张三", "CZ1", identity="11010519491231002X", phone="13800138000")
    reach = district["CZ"].reach
    reader = Scope(None, (Grant(reach, frozenset({"read"})),))
    (line,) = exported(reader, district["CZ"])
    assert (line["公民身份号码"], line["联系电话"]) == ("110***********002X", "138****8000")
    keeper = Scope(None, (Grant(reach, frozenset({"read", "roster"})),))
    (line,) = exported(keeper, district["CZ"])
    assert line["公民身份号码"] == "11010519491231002X"
    plan = import_members(keeper, workbook(reader, district["CZ"]))
    assert (plan.errors, plan.changes_nothing) == ((), True)


def test_branches_come_in_the_official_order(district: District) -> None:
    for branch in ("WL1", "CZ2", "CZ1"):
        district.enrol("张三", branch)
    names = [line["所在党支部"] for line in exported(ALL, district["GW"])]
    assert names == ["财政局第一党支部", "财政局第二党支部", "文旅局党支部"]
    assert exported(ALL, district["GW"], on=date(2017, 1, 1)) == []


def test_formulas_stay_text(district: District) -> None:
    district.enrol("张三", "CZ1", job='=HYPERLINK("http://x","点我")', education="@SUM(1)")
    data = workbook(ALL, district["GW"])
    (line,) = exported(ALL, district["GW"])
    assert line["工作岗位"] == '=HYPERLINK("http://x","点我")'
    with ZipFile(data) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_journal_says_who_took_it(district: District) -> None:
    district.enrol("张三", "CZ1", since=START)
    workbook(ALL, district["CZ"])
    line = Line.objects.order_by("-seq")[0]
    assert (line.action, line.about) == ("members.exported", "财政局机关党委")
    assert '"members":1' in line.note


def printed(*organisations: Organisation, on: date | None = None) -> tuple[list[str], list[list[str]]]:
    """The lines above and below the table, and the table."""
    paper = Document(io.BytesIO(print_members(ALL, organisations=organisations, on=on)))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    return [line.text for line in paper.paragraphs if line.text], rows


def test_what_the_national_system_holds_is_marked_in_the_heading(district: District) -> None:
    rows = CalamineWorkbook.from_filelike(workbook(ALL, district["GW"])).get_sheet_by_index(0).to_python()
    marked = [str(heading).removesuffix(HELD) for heading in rows[0] if str(heading).endswith(HELD)]
    assert marked[:4] == ["姓名", "性别", "公民身份号码", "民族"]
    assert {"编号", "党小组", "任职文号"}.isdisjoint(marked)


def test_the_list_on_paper_has_no_numbers(district: District) -> None:
    member = district.enrol("张三", "CZ1", identity="11010519491231002X", phone="13800138000", education="大学")
    lines, (head, row) = printed(district["CZ"])
    assert head == [
        "序号", "姓名", "性别", "民族", "出生年月", "学历", "入党日期", "转正日期", "所在党支部", "人员类别",
    ]  # fmt: skip
    assert row == [
        "1",
        "张三",
        "女",
        "",
        "1949年12月",
        "大学",
        "2010年7月1日",
        "2011年7月1日",
        "财政局第一党支部",
        "正式党员",
    ]
    assert lines[:3] == ["财政局机关党委", "党员名册", "截至2020年9月10日，共1名。"]
    line = Line.objects.order_by("-seq")[0]
    assert line.action == "members.printed"
    assert member.name not in line.note + line.about


def test_who_is_suspended_stands_in_the_list_and_is_told_apart(district: District) -> None:
    district.enrol("张三", "CZ1")
    suspend(district.enrol("李四", "CZ1"), date(2020, 3, 1))
    lines, rows = printed(district["CZ"])
    assert (len(rows), lines[2]) == (3, "截至2020年9月10日，共1名，另有停止党籍1名。")


def test_the_list_on_paper_is_of_the_day_and_the_organisation(district: District) -> None:
    name_committee(ALL, name="中共某区委区直机关工作委员会")
    district.enrol("张三", "CZ1", since=date(2018, 1, 1))
    district.enrol("李四", "WL1", since=date(2020, 3, 1))

    def names(*codes: str, on: date | None = None) -> list[str]:
        return [row[1] for row in printed(*(district[code] for code in codes), on=on)[1][1:]]

    assert names("GW") == ["张三", "李四"]
    assert names("GW", on=date(2019, 1, 1)) == ["张三"]
    assert names("WL1") == ["李四"]
    lines, _ = printed(district["CZ"], district["CZ1"])
    assert lines[0] == "财政局机关党委"
    with pytest.raises(Refusal, match="2019年1月1日的名册里还没有人"):
        printed(district["WL1"], on=date(2019, 1, 1))
