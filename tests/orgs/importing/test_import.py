"""A roster of 600 people with planted faults: found in one dry run, mended, imported, and imported again."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dengming.accounts.encryption import mask_identity
from dengming.accounts.models import Line
from dengming.accounts.scope import Grant, NotVisible, Scope
from dengming.orgs import spans
from dengming.orgs.importing.apply import apply_plan, import_members
from dengming.orgs.importing.results import Outcome
from dengming.orgs.models import Member, Span, Subject
from dengming.refusal import Refusal
from tests.orgs.conftest import ALL, TODAY, District

from . import workbooks as books

Rows = list[list[Any]]


def faulty(rows: Rows) -> dict[int, tuple[str, str]]:
    """Plant one fault each in eleven rows; gives back row → (column, words of the message)."""
    rows[10][books.IDENTITY] = rows[10][books.IDENTITY][:-1] + ("1" if rows[10][books.IDENTITY][-1] != "1" else "2")
    rows[22][books.IDENTITY] = rows[20][books.IDENTITY]
    rows[22][books.GENDER], rows[22][books.BORN] = rows[20][books.GENDER], rows[20][books.BORN]
    rows[30][books.BRANCH] = "财政局第三党支部"
    rows[40][books.NAME] = ""
    rows[50][books.JOINED] = "1990-02-30"
    rows[60][books.CONFIRMED] = date(1980, 1, 1)
    rows[70][books.CATEGORY] = "入党积极分子"
    rows[81][books.PHONE] = "1380000000"
    rows[91][books.GENDER] = "女"
    rows[101][books.BORN] = date(1960, 1, 1)
    rows[118] = list(rows[114])
    rows[118][books.IDENTITY] = ""
    place = {index + books.FIRST: index for index in range(len(rows))}
    assert place[15] == 10
    return {
        15: ("公民身份号码(文本格式)", "校验码"),
        27: ("公民身份号码(文本格式)", "与第 25 行重复"),
        35: ("党支部名称", "没有党支部“财政局第三党支部”，是否为“财政局第"),
        45: ("党员姓名(必填)", "姓名没有填写"),
        55: ("入党时间", "不存在"),
        65: ("成为正式党员日期", "早于入党日期"),
        75: ("人员类别", "正式党员”“预备党员"),
        86: ("手机", "11 位"),
        96: ("性别", "性别与身份证号不一致"),
        106: ("出生日期", "与身份证号中的出生日期不一致"),
        123: ("党员姓名(必填)", "与第 119 行姓名、党支部、入党日期都相同"),
    }


@pytest.mark.parametrize("make", [books.as_xlsx, books.as_xls])
def test_all_planted_faults_are_found_in_one_dry_run(district: District, make: Callable[[Rows], io.BytesIO]) -> None:
    rows = books.people(600)
    planted = faulty(rows)
    lines = Line.objects.count()
    plan = import_members(ALL, make(rows), dry_run=False)  # even without --dry-run nothing is written
    found = {error.row: (error.column, error.message) for error in plan.errors}
    assert len(plan.errors) == len(planted) == 11
    assert {error.value for error in plan.errors} >= {"女", "1960-01-01", "入党积极分子", "138***0000", ""}
    for row, (column, words) in planted.items():
        assert found[row][0] == column
        assert words in found[row][1]
    assert plan.count(Outcome.NEW) == 600 - 11
    assert not Member.objects.exists()
    assert Line.objects.count() == lines
    with pytest.raises(Refusal, match="11 处错误"):
        apply_plan(ALL, plan)


def test_identity_numbers_are_masked_in_the_report(district: District) -> None:
    rows = books.people(30)
    faulty_number = rows[10][books.IDENTITY][:-1] + ("1" if rows[10][books.IDENTITY][-1] != "1" else "2")
    rows[10][books.IDENTITY] = faulty_number
    plan = import_members(ALL, books.as_xlsx(rows), dry_run=True)
    assert [error.value for error in plan.errors] == [mask_identity(faulty_number)]
    assert faulty_number not in str(plan.as_json())


def test_after_mending_it_is_imported_and_again_it_changes_nothing(district: District) -> None:
    rows = books.people(600)
    plan = import_members(ALL, books.as_xlsx(rows))
    assert (plan.count(Outcome.NEW), plan.errors) == (600, ())
    assert Member.objects.count() == 600
    line = Line.objects.order_by("-seq")[0]
    assert line.action == "members.imported"
    before = (Line.objects.count(), Span.objects.count(), Subject.objects.count())
    for make in (books.as_xlsx, books.as_xls):
        again = import_members(ALL, make(rows))
        assert (again.count(Outcome.UNCHANGED), again.changes_nothing) == (600, True)
    assert before == (Line.objects.count(), Span.objects.count(), Subject.objects.count())


def one(rows: Rows, index: int = 0) -> Member:
    return Member.objects.select_related("subject").get(subject__name=rows[index][books.NAME])


def changed(rows: Rows) -> list[tuple[str, str, str]]:
    plan = import_members(ALL, books.as_xlsx(rows))
    assert plan.errors == ()
    return [(it.field, it.before, it.after) for row in plan.rows for it in row.changes]


def test_changes_are_reported_field_by_field_and_applied(district: District) -> None:
    rows = books.people(4)
    import_members(ALL, books.as_xlsx(rows))
    rows[1][books.JOB], rows[1][books.PHONE] = "科长", 13911112222
    rows[2][books.EDUCATION] = ""  # an empty cell deletes nothing
    assert changed(rows) == [("工作岗位", "科员", "科长"), ("联系电话", "138****0001", "139****2222")]
    assert (one(rows, 1).job, one(rows, 1).phone, one(rows, 2).education) == ("科长", "13911112222", "大学本科")
    assert changed(rows) == []


def test_another_branch_is_a_transfer_from_today(district: District) -> None:
    rows = books.people(1)
    rows[0][books.ARRIVED] = "2018-01-01"
    import_members(ALL, books.as_xlsx(rows))
    rows[0][books.BRANCH], rows[0][books.ARRIVED] = "WL1", ""
    assert changed(rows) == [("所在党支部", "财政局第一党支部", "文旅局党支部（自 2020-09-10）")]
    homes = spans.holders("member", TODAY).values_list("at__code", flat=True)
    assert list(homes) == ["WL1"]
    assert list(spans.holders("member", date(2020, 9, 9)).values_list("at__code", flat=True)) == ["CZ1"]
    assert changed(rows) == []


def test_confirmation_by_roster_needs_its_date(district: District) -> None:
    rows = books.people(50)[49:]
    rows[0][books.ARRIVED] = "2020-06-15"
    import_members(ALL, books.as_xlsx(rows))
    rows[0][books.CATEGORY] = "正式党员"
    plan = import_members(ALL, books.as_xlsx(rows))
    assert [error.message for error in plan.errors] == ["由预备党员转为正式党员，要填转正日期，请补上。"]
    rows[0][books.CONFIRMED] = "2020-08-01"
    assert ("人员类别", "预备党员", "正式党员") in changed(rows)
    assert spans.holders("probationary", date(2020, 7, 31)).count() == 1
    assert spans.holders("member", date(2020, 8, 1)).count() == 1
    assert changed(rows) == []


def test_a_corrected_confirmation_moves_the_end_of_probation(district: District) -> None:
    rows = books.people(1)
    rows[0][books.JOINED], rows[0][books.CONFIRMED], rows[0][books.ARRIVED] = "2018-06-01", "2019-06-01", "2018-06-01"
    import_members(ALL, books.as_xlsx(rows))
    rows[0][books.CONFIRMED] = "2019-08-01"
    assert changed(rows) == [("转正日期", "2019-06-01", "2019-08-01")]
    assert spans.holders("probationary", date(2019, 7, 31)).count() == 1
    assert spans.holders("member", date(2019, 8, 1)).count() == 1


def test_posts_are_read_from_words(district: District) -> None:
    rows = books.people(8)
    rows[0][books.POST], rows[4][books.POST] = "书记、组织委员", "支委"
    rows[1][books.POST] = "普通党员"
    import_members(ALL, books.as_xlsx(rows))
    holders = spans.holders(["branch-secretary", "committee-member"], TODAY)
    held = {(span.subject.name, span.role.name) for span in holders}
    assert held == {(rows[0][books.NAME], "branch-secretary"), (rows[4][books.NAME], "committee-member")}
    assert changed(rows) == []
    rows[4][books.POST] = "书记"
    rows[5][books.POST] = "大队长"
    plan = import_members(ALL, books.as_xlsx(rows))
    messages = [error.message for error in plan.errors]
    assert "已有党支部书记" in messages[0]
    assert "看不懂党内职务“大队长”" in messages[1]


def test_namesakes_without_numbers_are_told_apart_or_refused(district: District) -> None:
    for joined in (date(2000, 7, 1), date(2001, 7, 1)):
        district.enrol("张三", "CZ1", joined=joined, confirmed=None)
    rows = books.people(1)
    rows[0][books.NAME], rows[0][books.IDENTITY], rows[0][books.CONFIRMED] = "张三", "", ""
    rows[0][books.JOINED] = ""
    (error,) = import_members(ALL, books.as_xlsx(rows)).errors
    assert "有 2 名同名党员" in error.message
    rows[0][books.JOINED] = "2005-07-01"
    (error,) = import_members(ALL, books.as_xlsx(rows)).errors
    assert (error.column, "已有同名党员" in error.message) == ("入党时间", True)
    rows[0][books.JOINED] = "2001-07-01"
    assert import_members(ALL, books.as_xlsx(rows)).count(Outcome.CHANGED) == 1
    assert Member.objects.count() == 2


def office(district: District, *capabilities: str) -> Scope:
    return Scope(None, (Grant(district["CZ"].reach, frozenset({"read", *capabilities})),))


def test_an_office_imports_its_own_branches_only(district: District) -> None:
    rows = books.people(8)
    plan = import_members(office(district, "roster"), books.as_xlsx(rows))
    assert {error.value for error in plan.errors} == {"文旅局党支部", "博物馆党支部"}
    own = [row for row in rows if row[books.BRANCH].startswith("财政局")]
    with pytest.raises(Refusal, match="“所在党支部”"):
        import_members(office(district, "roster"), without_branch(own))
    assert import_members(office(district, "roster"), books.as_xlsx(own)).count(Outcome.NEW) == 4
    everything = import_members(ALL, books.as_xlsx(rows), dry_run=True)
    with pytest.raises(NotVisible):
        apply_plan(office(district, "roster"), everything)


def without_branch(rows: Rows) -> io.BytesIO:
    heading = books.HEADING[books.BRANCH]
    books.HEADING[books.BRANCH] = "住址"
    try:
        return books.as_xlsx(rows)
    finally:
        books.HEADING[books.BRANCH] = heading


def test_an_office_neither_takes_over_nor_learns_of_members_elsewhere(district: District) -> None:
    rows = books.people(3)
    import_members(ALL, books.as_xlsx(rows))  # the third belongs to 文旅局
    rows[2][books.BRANCH] = "财政局第一党支部"
    (error,) = import_members(office(district, "roster"), books.as_xlsx(rows)).errors
    assert "不在您的名册里、但已登记过" in error.message
    assert "文旅" not in error.message
    homes = spans.holders("member", TODAY).filter(subject=one(rows, 2).pk)
    assert [span.at_id for span in homes] == [district["WL1"].pk]


def test_posts_need_the_permission_to_appoint(district: District) -> None:
    rows = books.people(1)
    rows[0][books.POST] = "书记"
    (error,) = import_members(office(district, "roster"), books.as_xlsx(rows)).errors
    assert (error.column, "没有登记任职的权限" in error.message) == ("党内职务", True)
    assert import_members(office(district, "roster", "appoint"), books.as_xlsx(rows)).errors == ()


def test_numbers_that_excel_has_eaten_are_refused(district: District) -> None:
    rows = books.people(1)
    rows[0][books.IDENTITY] = float(rows[0][books.IDENTITY].replace("X", "0"))
    (error,) = import_members(ALL, books.as_xlsx(rows)).errors
    assert "设为“文本”格式" in error.message


def test_masked_numbers_say_nothing_new_but_must_fit(district: District) -> None:
    rows = books.people(1)
    import_members(ALL, books.as_xlsx(rows))
    rows[0][books.IDENTITY] = mask_identity(rows[0][books.IDENTITY])
    assert changed(rows) == []
    rows[0][books.IDENTITY] = "123" + rows[0][books.IDENTITY][3:]
    (error,) = import_members(ALL, books.as_xlsx(rows)).errors
    assert "脱敏" in error.message
