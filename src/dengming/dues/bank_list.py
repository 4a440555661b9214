"""Find the rows of a bank's list in a workbook or a CSV file: day, sum, and the name or code of who paid."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from dengming.dues.money import fen_of, read_yuan
from dengming.orgs.importing.cells import Cell, heading_of, text_of
from dengming.orgs.importing.opening import opened
from dengming.orgs.importing.size import check_extent
from dengming.orgs.importing.values import read_date
from dengming.refusal import Refusal

_SEARCHED_ROWS: Final = 30
_MOST_ROWS: Final = 5000
_HEADINGS: Final = {
    "day": ("日期", "交易日期", "交易时间", "入账日期", "记账日期", "交纳日期"),
    "sum": ("金额", "交易金额", "贷方金额", "贷方发生额", "收入金额", "收入", "交纳金额"),
    "name": ("姓名", "户名", "对方户名", "付款人", "付款人户名", "对方账户名称", "交纳人"),
    "code": ("编号", "党员编号", "人员编号"),
    "serial": ("流水号", "交易流水号", "凭证号", "参考号"),
}


@dataclass(frozen=True)
class BankRow:
    """One row as it stands: its number in the file, who, which day, how much, as `typed`; `fault` says what cannot be
    read, and `fen` is 0 where the sum cannot."""

    number: int
    name: str
    code: str
    day: date | None
    fen: int
    serial: str
    typed: str = ""
    fault: str = ""


def read_list(source: BinaryIO, file_name: str) -> list[BankRow]:
    """The rows below the heading. Refusal where the file or its heading cannot be understood."""
    grid = _csv(source.read()) if file_name.lower().endswith((".csv", ".txt")) else _workbook(source)
    for top, row in enumerate(grid[:_SEARCHED_ROWS]):
        places = _places(row)
        if {"day", "sum"} <= places.keys() and {"name", "code"} & places.keys():
            found = list(_rows(grid, top, places))
            if len(found) > _MOST_ROWS:
                raise Refusal(f"这份清单有 {len(found)} 行，太长：请分成几份，每份不超过 {_MOST_ROWS} 行。")
            return found
    raise Refusal("没有找到表头：要有“日期”“金额”，和“姓名”或“编号”，写在前30行里。")


def _places(row: list[Cell]) -> dict[str, int]:
    """Where each column stands."""
    names = [heading_of(cell) for cell in row]
    found = ((field, [names.index(word) for word in words if word in names]) for field, words in _HEADINGS.items())
    return {field: at[0] for field, at in found if at}


def _rows(grid: list[list[Cell]], top: int, places: dict[str, int]) -> Iterator[BankRow]:
    for number, row in enumerate(grid[top + 1 :], top + 2):
        said = {field: text_of(row[at]) if at < len(row) else "" for field, at in places.items()}
        if any(said.get(field) for field in ("name", "code", "sum")):  # of money nothing is passed over
            yield _row(number, said)


def _row(number: int, said: dict[str, str]) -> BankRow:
    name, code, serial = (said.get(field, "") for field in ("name", "code", "serial"))
    day, fen, faults = None, 0, [] if name or code else ["没有姓名和编号，看不出是谁交的。"]
    try:
        day = read_date(said["day"].split(" ")[0])
        faults += [] if day else ["没有日期，请补上。"]
    except Refusal as refusal:
        faults.append(str(refusal))
    try:
        fen = fen_of(read_yuan(said["sum"], "金额"))
    except Refusal as refusal:
        faults.append(str(refusal))
    return BankRow(number, name, code, day, fen, serial, said["sum"], "".join(faults))


def _workbook(source: BinaryIO) -> list[list[Cell]]:
    with opened(source) as book:
        sheet = book.get_sheet_by_index(0)
        check_extent(sheet.total_height, sheet.total_width)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _csv(data: bytes) -> list[list[Cell]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text[: text.find("\n")]
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter="\t" if "\t" in head else ",")]
    raise Refusal("看不懂这个文件的文字编码：请另存为 xlsx 再试一次。")
