"""Tables of an official paper that are filled row by row, without a template."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm

from dengming.reports.official import measures as m
from dengming.reports.official.layout import in_table, keep_whole, off_grid, repeat_head, write

_LINE: Final = 1.5
"""An exact line to its type: the grid of lines of the text would leave a table half empty."""
_INSIDE: Final = Mm(3.8)
"""What Word leaves free at both sides of a cell together."""
_WHOLE_AT_MOST: Final = 12
"""A row of more lines may go over two pages: kept whole it would leave half a page empty, or not fit any."""


@dataclass(frozen=True)
class Head:
    """A column: what stands above it, its share of the width, and whether its texts begin at the left."""

    text: str
    share: float
    left: bool = False


def fill_table(paper: Paper, heads: Sequence[Head], rows: Sequence[Sequence[str]], width: Length, size: Length) -> None:
    """The rows, in type of that size, under a head that stands on every page; together as wide as `width`."""
    widths = [Length(round(width * head.share / sum(it.share for it in heads))) for head in heads]
    table = paper.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    _fill(table.rows[0], [head.text for head in heads], widths, [False] * len(heads), size)
    repeat_head(table.rows[0])
    for texts in rows:
        _fill(table.add_row(), texts, widths, [head.left for head in heads], size)


def _fill(row: Any, texts: Sequence[str], widths: Sequence[Length], left: Sequence[bool], size: Length) -> None:
    if max(_lines(text, width, size) for text, width in zip(texts, widths, strict=True)) <= _WHOLE_AT_MOST:
        keep_whole(row)
    for cell, text, width, begins in zip(row.cells, texts, widths, left, strict=True):
        cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = off_grid(in_table(cell.paragraphs[0], first=begins))
        paragraph.paragraph_format.line_spacing = Length(round(size * _LINE))
        write(paragraph.add_run(_plain(text)), m.FANGSONG, size)


def _lines(text: str, width: Length, size: Length) -> int:
    """About how many lines the text takes."""
    signs = max(int((width - _INSIDE) / size), 1)
    return sum(max(ceil(len(line) / signs), 1) for line in text.split("\n"))


def _plain(text: str) -> str:
    """Without the control characters that a Word file cannot hold."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")
