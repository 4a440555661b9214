"""The chart of a bulletin: readable in black and white on A4, the same bytes for the same content, no font needed."""

import io
import re
import zipfile
import zlib
from typing import Any

import pytest
from docx import Document
from docx.image.png import Png
from docx.oxml.ns import qn

from dengming.reports.official.charts import MOST, Bar, chart_png, charts_of
from dengming.reports.official.render import render
from dengming.reports.official.replacing import SAMPLE
from dengming.reports.official.template import default_template

MM = 36000
TALLEST = 225
"""The text area in millimetres."""


def rows(many: int, percent: int | None = 80) -> list[dict[str, Any]]:
    """So many organisations, and the sum that a table ends with."""
    told = [
        {
            "number": number,
            "name": f"第{number}机关党委",
            "code": f"C{number}",
            "percent": percent,
            "rate": f"{percent}%",
        }
        for number in range(1, many + 1)
    ]
    return [*told, {"number": "", "name": "合计", "code": "", "percent": percent, "rate": ""}]


def points(data: bytes) -> list[bytes]:
    """The rows of grey of a picture that this house has drawn."""
    width = int.from_bytes(data[16:20], "big")
    start = data.index(b"IDAT") + 4
    plain = zlib.decompressobj().decompress(data[start:])
    return [plain[at + 1 : at + 1 + width] for at in range(0, len(plain), width + 1)]


def dark(bars: list[Bar]) -> list[int]:
    """How many points of the bar's grey lie side by side in the middle of each row."""
    found = points(chart_png(bars))
    runs = [re.findall(b"%c+" % 64, found[70 * place + 35]) for place in range(len(bars))]
    return [max((len(run) for run in those if len(run) > 9), default=0) for those in runs]


def test_a_bar_is_as_long_as_its_share() -> None:
    half, whole, none, blank = dark([(1, 50), (2, 100), (3, 0), (4, None)])
    assert (half, whole) == (630 - 2, 1260 - 2)  # the axis covers the first points
    assert none == blank == 0


def test_nothing_due_is_told_apart_from_nothing_done() -> None:
    assert chart_png([(1, 0)]) != chart_png([(1, None)])


def test_the_same_content_has_the_same_bytes_and_another_has_not() -> None:
    bars: list[Bar] = [(1, 93), (2, 7)]
    assert chart_png(bars) == chart_png(list(bars))
    assert chart_png(bars) != chart_png([(1, 93), (2, 8)])


def test_a_reader_of_pictures_takes_it_and_its_size() -> None:
    found = Png.from_stream(io.BytesIO(chart_png([(1, 93)] * 3)))  # type: ignore[no-untyped-call]
    assert (found.px_width, found.horz_dpi) == (1560, 254)


@pytest.mark.parametrize("many", [1, MOST, MOST + 1, 60])
def test_many_organisations_are_split_evenly_and_each_picture_fits_the_page(many: int) -> None:
    charts = charts_of(rows(many), "按期完成率")
    assert [number for chart in charts for number, _ in chart["bars"]] == list(range(1, many + 1))
    sizes = [len(chart["bars"]) for chart in charts]
    assert max(sizes) <= MOST
    assert max(sizes) - min(sizes) < max(2, len(charts))
    for chart in charts:
        height = int.from_bytes(chart_png(chart["bars"])[20:24], "big") / 10
        assert height <= TALLEST - 20
    assert [chart["caption"].split("　")[0] for chart in charts] == (
        ["图"] if len(charts) == 1 else [f"图{number}" for number in range(1, len(charts) + 1)]
    )


def test_bars_stand_in_the_order_of_their_numbers_whatever_the_order_of_the_table() -> None:
    table = rows(3)
    table[0], table[2] = table[2], table[0]
    (chart,) = charts_of(table, "按期完成率")
    assert [number for number, _ in chart["bars"]] == [1, 2, 3]
    assert "1 第1机关党委 80%；2 第2机关党委 80%" in chart["alt"]


def test_where_nothing_was_due_there_is_no_chart() -> None:
    assert charts_of(rows(3, percent=None), "按期完成率") == []


def test_in_word_it_is_as_wide_as_the_text_with_alternative_text_and_no_exact_line() -> None:
    chart = {"caption": "图　题", "alt": '甲 "乙" <丙> & 丁', "bars": [[1, 90], [2, 75]]}
    section = {**SAMPLE["sections"][0], "charts": [chart]}
    data = render(default_template("工委"), {**SAMPLE, "sections": [section]})
    paper = Document(io.BytesIO(data))
    (shape,) = paper.inline_shapes
    assert round(shape.width / MM) == 156
    assert shape._inline.docPr.get("descr") == '甲 "乙" <丙> & 丁'
    line = next(it for it in paper.paragraphs if it._p.xpath(".//w:drawing"))
    spacing = line._p.get_or_add_pPr().find(qn("w:spacing"))
    assert spacing is not None
    assert spacing.get(qn("w:lineRule")) == "auto"
    assert "图　题" in [it.text for it in paper.paragraphs]
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        names = [name for name in whole.namelist() if name.startswith("word/media/")]
        assert [whole.read(name) for name in names] == [chart_png([(1, 90), (2, 75)])]
    assert render(default_template("工委"), {**SAMPLE, "sections": [section]}) == data
