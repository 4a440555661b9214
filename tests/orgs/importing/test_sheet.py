"""Finding the roster in workbooks as people really make them, in xlsx and xls."""

import io
from typing import Any

import pytest
import xlsxwriter

from dengming.orgs.importing.cells import text_of
from dengming.orgs.importing.sheet import Sheet, read_sheet
from dengming.refusal import Refusal

xlwt: Any = pytest.importorskip("xlwt")

NOTED: list[list[Any]] = [
    ["附件1"],
    ["区直机关党员花名册（2020年9月）"],
    ["填表单位：区财政局   填表说明：日期写成 2020-01-02", "", "", "", "", "", ""],
    ["序号", "党员姓名（必填）", "身份证号码", "性　别", "所在党支部", "入党时间[年月日]", "备注", "QQ号"],
    [1, "张三", "11010519491231002X", "女", "第一党支部", "2001-07-01", "", "1"],
    ["", "", "", "", "", "", "", ""],
    [2, "李四", "", "1_男", "第一党支部", "2003.7.1", "", ""],
    ["合计", "2人", "", "", "", "", "", ""],
    ["填表人：王五", "", "", "", "", "", "", ""],
]


def as_xlsx(grid: list[list[Any]], merges: tuple[tuple[int, int, int, int], ...] = (), hidden: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    if hidden:
        book.add_worksheet("填表须知")
    sheet = book.add_worksheet("名册")
    for top, left, bottom, right in merges:
        sheet.merge_range(top, left, bottom, right, grid[top][left])
    for row, cells in enumerate(grid):
        for column, value in enumerate(cells):
            if value != "":
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def as_xls(grid: list[list[Any]], merges: tuple[tuple[int, int, int, int], ...] = ()) -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    covered = {(row, col) for t, left, b, r in merges for row in range(t, b + 1) for col in range(left, r + 1)}
    for top, left, bottom, right in merges:
        sheet.write_merge(top, bottom, left, right, grid[top][left])
    for row, cells in enumerate(grid):
        for column, value in enumerate(cells):
            if value != "" and (row, column) not in covered:
                sheet.write(row, column, value)
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Sheet:
    return read_sheet(io.BytesIO(data))


@pytest.mark.parametrize("make", [as_xlsx, as_xls])
def test_notes_above_hints_in_brackets_footers_below(make: Any) -> None:
    roster = read(make(NOTED))
    assert [row for row, _ in roster.rows] == [5, 7]
    assert roster.skipped == (8, 9)
    assert roster.ignored == ("QQ号",)
    assert roster.columns["name"] == "党员姓名(必填)"
    assert [text_of(cells["name"]) for _, cells in roster.rows] == ["张三", "李四"]
    assert text_of(roster.rows[0][1]["identity"]) == "11010519491231002X"


TWO_LEVELS: list[list[Any]] = [
    ["党员名册", "", "", "", "", "", ""],
    ["姓名", "基本信息", "", "时间", "", "党内", "所在党支部"],
    ["", "性别", "民族", "入党", "转正", "职务", ""],
    ["张三", "男", "01_汉族", "2001-07-01", "2002-07-01", "书记", "第一党支部"],
]
MERGES = ((0, 0, 0, 6), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4), (1, 6, 2, 6))


@pytest.mark.parametrize("make", [as_xlsx, as_xls])
def test_two_level_headings_with_merged_cells(make: Any) -> None:
    roster = read(make(TWO_LEVELS, MERGES))
    assert set(roster.columns) == {"name", "gender", "ethnicity", "joined", "confirmed", "post", "branch"}
    assert roster.rows[0][0] == 4
    assert text_of(roster.rows[0][1]["confirmed"]) == "2002-07-01"
    assert text_of(roster.rows[0][1]["post"]) == "书记"


def test_of_two_columns_for_a_field_the_better_fitting_counts() -> None:
    grid = [["姓名", "党组织", "所在党支部"], ["张三", "局机关党委", "第一党支部"]]
    roster = read(as_xlsx(grid))
    assert text_of(roster.rows[0][1]["branch"]) == "第一党支部"
    assert roster.ignored == ("党组织",)


def test_sample_rows_and_repeated_headings_are_skipped() -> None:
    heading: list[Any] = ["姓名", "所在党支部"]
    roster = read(as_xlsx([heading, ["示例：张三", "第一党支部"], ["张三", "第一党支部"], heading, ["李四", "二"]]))
    assert [row for row, _ in roster.rows] == [3, 5]


def test_the_roster_may_be_on_a_later_sheet() -> None:
    assert read(as_xlsx(NOTED, hidden=True)).sheet == "名册"


def test_a_workbook_without_a_heading_is_refused_with_the_cure() -> None:
    with pytest.raises(Refusal, match=r"没有找到表头.*姓名"):
        read(as_xlsx([["甲", "乙"], [1, 2]]))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(Refusal, match="另存"):
        read(b"PK not a workbook")
