"""Workbooks for the import tests: notes above, hints in brackets, coded values, dates in several forms."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
import xlsxwriter

from dengming.orgs.identity import check_character

xlwt: Any = pytest.importorskip("xlwt")

HEADING = [
    "序号",
    "党员姓名（必填）",
    "性别",
    "公民身份号码（文本格式）",
    "民族",
    "出生日期",
    "最高学历",
    "党支部名称",
    "人员类别",
    "入党时间",
    "成为正式党员日期",
    "职务",
    "党内职务",
    "手机",
    "进入支部日期",
]
NOTES = [["附件2"], ["区直机关党员名册"], ["填表说明：日期写成 2020-01-02；身份证号请用文本格式"]]
FIRST = len(NOTES) + 2  # the row of the first person, as Excel numbers it
BRANCHES = ["财政局第一党支部", "财政局第二党支部", "文旅局党支部", "博物馆党支部"]
(NAME, GENDER, IDENTITY, ETHNICITY, BORN, EDUCATION, BRANCH, CATEGORY, JOINED, CONFIRMED, JOB, POST, PHONE, ARRIVED) = (
    range(1, 15)
)

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "建国志强秀英海燕晓明文博雪梅永宁"


def identity(place: str, born: date, sequence: int) -> str:
    """A well-formed number."""
    first = f"{place}{born:%Y%m%d}{sequence:03d}"
    return first + check_character(first)


def people(count: int) -> list[list[Any]]:
    """As many different people, spread over the branches; every one of them right."""
    return [_person(number) for number in range(count)]


def _person(number: int) -> list[Any]:
    born = date(1965, 3, 1) + timedelta(days=number * 17)
    joined = date(born.year + 24, 7, 1 + number % 28)
    man = number % 2 == 1
    probationary = number % 50 == 49
    dates: list[Any] = [joined.isoformat(), f"{joined:%Y.%m.%d}", f"{joined.year}年{joined.month}月{joined.day}日"]
    if probationary:
        joined, dates = date(2020, 6, 15), [date(2020, 6, 15), "20200615", 43997]
    name = _SURNAMES[number % 16] + _GIVEN[number // 16 % 16] + _GIVEN[number // 256 % 16]
    return [
        number + 1,
        name,
        "1_男" if man else "女",
        "" if number % 10 == 7 else identity("990101", born, (number % 499) * 2 + man),
        "01_汉族",
        born if number % 3 else f"{born:%Y/%m/%d}",
        "20_大学本科",
        BRANCHES[number % 4],
        "224_预备党员" if probationary else "223_正式党员",
        dates[number % 3],
        "" if probationary else joined.replace(year=joined.year + 1),
        "科员",
        "",
        "" if number % 5 == 0 else 13800000000 + number,
        "",
    ]


def as_xlsx(rows: list[list[Any]]) -> io.BytesIO:
    """The workbook as xlsx."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    for index, cells in enumerate([*NOTES, HEADING, *rows]):
        for column, value in enumerate(cells):
            if value != "":
                sheet.write(index, column, value)
    book.close()
    out.seek(0)
    return out


def as_xls(rows: list[list[Any]]) -> io.BytesIO:
    """The workbook as the old xls."""
    out = io.BytesIO()
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for index, cells in enumerate([*NOTES, HEADING, *rows]):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write(index, column, value, day)
            elif value != "":
                sheet.write(index, column, value)
    book.save(out)
    out.seek(0)
    return out
