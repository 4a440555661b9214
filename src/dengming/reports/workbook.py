"""Tables as xlsx: a sheet for each, the heading in the first row, ready to be printed and to be read back.

Every text is written as text in a text format: what begins with = + - @ stays what it is, also after an edit in Excel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter

Value = str | int | float | Decimal | date | None
"""A decimal number is money: written as a number with two decimals."""


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in characters; `wrap`: a long text goes on in the next line."""

    heading: str
    width: int = 12
    wrap: bool = False


@dataclass(frozen=True)
class Table:
    """What is written: the sheet's name, what stands above each printed page, columns, rows."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def sheet_name(name: str) -> str:
    """A sheet's name has at most 31 characters and none of []:*?/\\."""
    return "".join(character for character in name if character not in "[]:*?/\\")[:31]


def write(table: Table, target: BinaryIO) -> int:
    """Write the table as a workbook; gives back the number of rows."""
    return write_all([table], target)[0]


def write_all(tables: Iterable[Table], target: BinaryIO) -> list[int]:
    """Write each table as a sheet of one workbook; gives back the numbers of their rows."""
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    try:
        return [_fill(book, table) for table in tables]
    finally:
        book.close()


def _fill(book: xlsxwriter.Workbook, table: Table) -> int:
    sheet = book.add_worksheet(table.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "num_format": "@"})
    text = book.add_format({"border": 1, "valign": "vcenter", "num_format": "@"})
    long = book.add_format({"border": 1, "valign": "vcenter", "num_format": "@", "text_wrap": True})
    day = book.add_format({"border": 1, "valign": "vcenter", "num_format": "yyyy-mm-dd"})
    number = book.add_format({"border": 1, "valign": "vcenter"})
    money = book.add_format({"border": 1, "valign": "vcenter", "num_format": "#,##0.00"})
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, column.heading, head)
        sheet.set_column(index, index, column.width)
    count = 0
    for count, row in enumerate(table.rows, 1):
        for index, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(count, index, datetime.combine(value, time()), day)
            elif isinstance(value, Decimal):
                sheet.write_number(count, index, value, money)  # type: ignore[call-overload]  # exact, as it is
            elif isinstance(value, int | float):
                sheet.write_number(count, index, value, number)
            else:
                sheet.write_string(count, index, value or "", long if table.columns[index].wrap else text)
    _lay_out(sheet, table, count)
    return count


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, table: Table, count: int) -> None:
    """A4 across, one page wide, the heading on every page."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&C" + table.caption.replace("&", "&&"))
    sheet.set_footer("&C第 &P 页，共 &N 页")
