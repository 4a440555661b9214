"""The exported roster: the import's columns, masked without the roster, nothing that Excel would run."""

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from dengming.accounts.models import Line
from dengming.accounts.scope import Grant, Scope
from dengming.orgs.actions import organisations, posts
from dengming.orgs.importing.apply import import_members
from dengming.orgs.importing.columns import COLUMNS
from dengming.orgs.models import Member, Organisation
from dengming.orgs.posting import NewPost
from dengming.reports.rosters import export_members
from tests.orgs.conftest import ALL, START, TODAY, District
from tests.orgs.importing import workbooks as books

REMARK = "备注（其他任职；导入时不读）"


def exported(scope: Scope, *organisations: Organisation, on: date | None = None) -> list[dict[str, Any]]:
    rows = CalamineWorkbook.from_filelike(workbook(scope, *organisations, on=on)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


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
