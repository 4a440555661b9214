"""Tables filled row by row: as wide as told, the head on every page, rows whole unless they would not fit."""

import io

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm, Pt

from dengming.reports.official.tables import Head, fill_table

HEADS = (Head("序号", 1), Head("表现", 3, left=True))


def table(*rows: list[str]) -> Paper:
    """Written and read back, as whoever opens it does."""
    paper, target = Document(), io.BytesIO()
    fill_table(paper, HEADS, rows, Mm(156), Pt(12))
    paper.save(target)
    return Document(io.BytesIO(target.getvalue()))


def test_the_columns_share_the_width() -> None:
    widths = [column.width.mm for column in table(["1", "有"]).tables[0].columns]
    assert [round(it) for it in widths] == [39, 117]


def test_only_a_row_that_fits_is_kept_whole() -> None:
    head, short, long = table(["1", "有"], ["2", "没有" * 500]).tables[0].rows
    whole = [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in (head, short, long)]
    assert whole == [True, True, False]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in (head, short)] == [True, False]


def test_lines_stay_and_what_no_file_can_hold_is_left_out() -> None:
    assert table(["1", "第一行\n第二行\x0b\x01"]).tables[0].rows[1].cells[1].text == "第一行\n第二行"
