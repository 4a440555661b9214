"""Cells to values: the forms that real rosters use."""

from datetime import date, datetime

import pytest

from dengming.orgs.importing import values
from dengming.orgs.importing.cells import Cell, heading_of, text_of, uncoded
from dengming.orgs.importing.codes import ETHNICITIES
from dengming.orgs.importing.columns import COLUMNS, field_of
from dengming.refusal import Refusal


@pytest.mark.parametrize(
    "cell",
    [
        "2020-01-02",
        "2020/1/2",
        "2020.01.02",
        "2020. 1. 2",
        "20200102",
        20200102,
        20200102.0,
        "2020年1月2日",
        "２０２０年１月２日",
        "2020-01-02 00:00:00",
        43832,
        43832.0,
        "43832",
        date(2020, 1, 2),
        datetime(2020, 1, 2, 8),
    ],
)
def test_dates_in_every_usual_form(cell: Cell) -> None:
    assert values.read_date(cell) == date(2020, 1, 2)


@pytest.mark.parametrize("cell", ["", None, "  ", "无", "—"])
def test_an_empty_date_is_none(cell: Cell) -> None:
    assert values.read_date(cell) is None


@pytest.mark.parametrize("cell", ["2020年1月", "2020-01", "2020.1", "202001"])
def test_a_month_alone_is_refused(cell: Cell) -> None:
    with pytest.raises(Refusal, match="只写到月，请补上日"):
        values.read_date(cell)


@pytest.mark.parametrize("cell", ["2020-02-30", "2019年2月29日", "20201301", "0020-01-02", datetime(9999, 12, 31)])
def test_a_day_that_does_not_exist_or_lies_outside_the_limits_is_refused(cell: Cell) -> None:
    with pytest.raises(Refusal, match="不存在"):
        values.read_date(cell)


@pytest.mark.parametrize("cell", ["去年", "2020", "12"])
def test_other_words_are_refused(cell: Cell) -> None:
    with pytest.raises(Refusal, match="看不懂日期"):
        values.read_date(cell)


@pytest.mark.parametrize(("cell", "code"), [("男", "1"), (1, "1"), (2.0, "2"), ("2_女", "2"), ("1", "1"), ("", "")])
def test_genders(cell: Cell, code: str) -> None:
    assert values.read_gender(cell) == code


@pytest.mark.parametrize("cell", ["未知", "未说明", 0, "9", "0_未知", "3", "M", "男女"])
def test_what_is_neither_man_nor_woman_is_refused_with_the_cure(cell: Cell) -> None:
    with pytest.raises(Refusal, match="不是“男”或“女”：请填“男”或“女”（或 1、2），不清楚的留空"):
        values.read_gender(cell)


@pytest.mark.parametrize(("cell", "name"), [("01_汉族", "汉族"), ("汉", "汉族"), ("3", "回族"), (8.0, "壮族")])
def test_ethnicities(cell: Cell, name: str) -> None:
    assert values.read_ethnicity(cell) == name


def test_there_are_56_ethnicities() -> None:
    assert (len(ETHNICITIES), len(set(ETHNICITIES)), ETHNICITIES[55]) == (56, 56, "基诺族")


def test_a_near_miss_is_suggested() -> None:
    with pytest.raises(Refusal, match="是否为“维吾尔族”"):
        values.read_ethnicity("维吾耳族")


@pytest.mark.parametrize(
    ("cell", "status"),
    [("223_正式党员", "member"), ("正式", "member"), ("预备党员", "probationary"), ("2.停止党籍", "suspended")],
)
def test_categories(cell: Cell, status: str) -> None:
    assert values.read_category(cell) == status


def test_an_unknown_category_names_the_known_ones() -> None:
    with pytest.raises(Refusal, match=r"正式党员.*预备党员"):
        values.read_category("积极分子")


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (13800138000.0, "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("+86-13800138000", "13800138000"),
        ("0555-2345678", "05552345678"),
        ("138****8000", "138****8000"),
    ],
)
def test_phones(cell: Cell, phone: str) -> None:
    assert values.read_phone(cell) == phone


def test_a_bad_phone_is_masked_in_the_message() -> None:
    with pytest.raises(Refusal) as refused:
        values.read_phone("1380013800")
    assert "1380013800" not in str(refused.value)


def test_an_identity_number_that_excel_has_rounded_is_refused() -> None:
    with pytest.raises(Refusal, match="文本"):
        values.read_identity_text(1.1010519491231e17)


def test_cells_and_headings_are_normalised() -> None:
    assert text_of("  张　三 ") == "张 三"
    assert text_of(3.0) == "3"
    assert heading_of("*姓 名\n（必填，与身份证一致）") == "姓名"
    assert heading_of("入党日期【格式：2020-01-02】") == "入党日期"
    assert uncoded("223_正式党员") == ("223", "正式党员")
    assert uncoded("20200102") == ("", "20200102")


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (("党员姓名",), "name"),
        (("身份证号码",), "identity"),
        (("党内", "职务"), "post"),
        (("职务",), "job"),
        (("时间", "入党"), "joined"),
        (("入党", "时间"), "joined"),
        (("联系方式", "手机"), "phone"),
        (("成为正式党员日期",), "confirmed"),
        (("加入中共组织日期",), "joined"),
        (("加入中共组织的时间",), "joined"),
        (("加入中国共产党时间",), "joined"),
        (("加入中共时间",), "joined"),
        (("进入党支部日期",), "arrived"),
        (("转入本支部日期",), "arrived"),
        (("党组织",), "branch"),
    ],
)
def test_headings_by_synonym(headings: tuple[str, ...], field: str) -> None:
    found = field_of(*headings)
    assert found is not None
    assert found[0] == field


def test_no_heading_means_two_columns() -> None:
    names = [name for column in COLUMNS for name in (column.heading, *column.others)]
    assert len(names) == len(set(names))
