"""Find the roster in a workbook: the sheet, the heading (one or two rows under notes), the rows of people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from python_calamine import CalamineSheet, SheetVisibleEnum

from dengming.orgs.importing.cells import Cell, heading_of, text_of
from dengming.orgs.importing.columns import IGNORED, field_of
from dengming.orgs.importing.opening import opened
from dengming.orgs.importing.size import check_extent
from dengming.refusal import Refusal

_SEARCHED_ROWS = 30
_ENOUGH = 2  # a heading names the person and at least one more column
_FOOTERS = re.compile(r"(填表|制表|审核|负责|联系)人?[:：]|合计|总计|小计|共计|注[:：\d]|备注[:：]|说明[:：]|填表说明")
_SAMPLES = re.compile(r"[(（【]?(示?例|样例|示例)")

Grid = list[list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """A roster as found in a workbook. Row numbers are those that Excel shows; cells are by field."""

    sheet: str
    columns: dict[str, str]  # field → the heading as the sheet words it
    ignored: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, Cell]], ...]
    skipped: tuple[int, ...]


def read_sheet(source: BinaryIO) -> Sheet:
    """The roster in an xlsx or xls workbook. Raises Refusal where the file or its heading cannot be understood."""
    with opened(source) as workbook:
        visible = [it.name for it in workbook.sheets_metadata if it.visible == SheetVisibleEnum.Visible]
        for name in visible:
            sheet = workbook.get_sheet_by_name(name)
            check_extent(sheet.total_height, sheet.total_width)
            grid = _grid(sheet)
            if found := _find_heading(grid):
                return _sheet(name, grid, *found)
    raise Refusal(
        f"在工作表“{'”“'.join(visible)}”的前 {_SEARCHED_ROWS} 行里没有找到表头：表头至少要有“姓名”和“所在党支部”两列。"
    )


def _grid(sheet: CalamineSheet) -> Grid:
    """All cells from A1; a cell merged downwards or sideways says its value in each of its places (headings only)."""
    grid: Grid = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if bottom >= _SEARCHED_ROWS or bottom >= len(grid):
            continue
        for row in range(top, bottom + 1):
            for column in range(left, min(right + 1, len(grid[row]))):
                grid[row][column] = grid[top][left]
    return grid


def _find_heading(grid: Grid) -> tuple[int, int] | None:
    """First and last row of the heading that names most columns; one row is preferred to two."""
    best, best_score = None, (_ENOUGH - 1, 0)
    for top in range(min(len(grid), _SEARCHED_ROWS)):
        for depth in (1, 2):
            if top + depth > len(grid):
                continue
            fields = {found[0] for found in _fields(grid, top, top + depth - 1) if found}
            score = (len(fields), -depth)
            if "name" in fields and score > best_score:
                best, best_score = (top, top + depth - 1), score
    return best


def _headings(grid: Grid, top: int, bottom: int) -> Iterator[list[str]]:
    """Per column its headings from top to bottom, each once."""
    width = max(len(row) for row in grid[top : bottom + 1])
    for column in range(width):
        texts = [text_of(row[column]) if column < len(row) else "" for row in grid[top : bottom + 1]]
        yield list(dict.fromkeys(text for text in texts if text))


def _fields(grid: Grid, top: int, bottom: int) -> list[tuple[str, int] | None]:
    return [field_of(*headings) for headings in _headings(grid, top, bottom)]


def _sheet(name: str, grid: Grid, top: int, bottom: int) -> Sheet:
    headings = list(_headings(grid, top, bottom))
    places: dict[str, tuple[int, int]] = {}  # field → fit, column: of two columns the better fitting heading counts
    for column, found in enumerate(_fields(grid, top, bottom)):
        if found and (found[0] not in places or found[1] < places[found[0]][0]):
            places[found[0]] = (found[1], column)
    used = {column for _, column in places.values()}
    ignored = [
        "".join(texts)
        for column, texts in enumerate(headings)
        if texts and column not in used and heading_of(texts[-1]) not in IGNORED
    ]
    rows, skipped = [], []
    for index in range(bottom + 1, len(grid)):
        cells = {field: _cell(grid[index], column) for field, (_, column) in places.items()}
        if any(text_of(cell) for cell in grid[index]):
            if _is_person(grid[index], cells):
                rows.append((index + 1, cells))
            else:
                skipped.append(index + 1)
    titles = {field: headings[column][-1] for field, (_, column) in places.items()}
    return Sheet(name, titles, tuple(ignored), tuple(rows), tuple(skipped))


def _cell(row: list[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _is_person(row: list[Cell], cells: dict[str, Cell]) -> bool:
    """Not a footer (合计、填表人、注：), a sample row or a heading repeated on each page."""
    texts = [text for text in map(text_of, row) if text]
    if _FOOTERS.match(texts[0]) or _SAMPLES.match(texts[0]) or _SAMPLES.match(text_of(cells["name"])):
        return False
    return (field_of(text_of(cells["name"])) or ("",))[0] != "name"
