"""The chart of a bulletin: a lying bar for each organisation, drawn from the content that was kept.

The bars carry the numbers of the rows in the table; names stand in the caption's words and in the alternative text, so
that the picture needs no Chinese type. It is black on white, and split where it would not fit an A4 page.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, Final

from docx.shared import Mm
from docxtpl.template import DocxTemplate

from dengming.reports.official.canvas import Canvas

WIDTH: Final = 156
"""As wide as the text area, in millimetres."""
MOST: Final = 24
"""So many bars are 178 mm tall with their scale, and leave room for the caption on one page."""
_ROW, _BAR, _SCALE, _SIGN = 7.0, 4.4, 10.0, 2.7
_LEFT, _SPAN = 13.0, 126.0
_POINTS: Final = 10
"""Points in a millimetre: 254 to the inch."""
_BLACK, _DARK, _LIGHT = 0, 64, 176
_MARKS: Final = (0, 25, 50, 75, 100)

Bar = tuple[int, int | None]
"""The number of the row and its whole percent, None where nothing was due."""


def charts_of(rows: Sequence[Mapping[str, Any]], what: str) -> list[dict[str, Any]]:
    """The charts of a table's rows in the order of their numbers, as plain values; none where there is nothing to tell.

    Each has its `bars`, a `caption`, and `alt`: what is to be seen, in words.
    """
    told = sorted((row for row in rows if row["code"]), key=lambda row: row["number"])
    if all(row["percent"] is None for row in told):
        return []
    many = ceil(len(told) / MOST)
    size = ceil(len(told) / many)
    return [_chart(told[at : at + size], what, at // size + 1 if many > 1 else 0) for at in range(0, len(told), size)]


def _chart(rows: Sequence[Mapping[str, Any]], what: str, number: int) -> dict[str, Any]:
    blank = "，“—”为期内没有到期应办" if any(row["percent"] is None for row in rows) else ""
    names = "；".join(f"{row['number']} {row['name']} {row['rate']}" for row in rows)
    return {
        "caption": f"图{number or ''}　{what}（横条左边是表中的序号{blank}）",
        "alt": f"{what}的横条图。{names}。",
        "bars": [[row["number"], row["percent"]] for row in rows],
    }


def chart_png(bars: Sequence[Bar]) -> bytes:
    """The picture of one chart."""
    height = _ROW * len(bars)
    canvas = Canvas(WIDTH, height + _SCALE, _POINTS)
    for mark in _MARKS:
        x = _LEFT + _SPAN * mark / 100
        canvas.box(x - 0.1, 0, 0.2, height + 1.2, _LIGHT)
        canvas.write(f"{mark}%" if mark else "0", x, height + 4.4, _SIGN, share=0.5)
    for place, (number, percent) in enumerate(bars):
        middle = _ROW * (place + 0.5)
        canvas.write(str(number), _LEFT - 2, middle, _SIGN, share=1)
        length = _SPAN * (percent or 0) / 100
        canvas.box(_LEFT, middle - _BAR / 2, length, _BAR, _DARK)
        _value(canvas, "—" if percent is None else f"{percent}%", _LEFT + length + 1, middle)
    canvas.box(_LEFT - 0.15, 0, 0.3, height + 1.2, _BLACK)
    return canvas.png()


def _value(canvas: Canvas, text: str, left: float, middle: float) -> None:
    """The value on a white ground, so that no line of the scale runs through it."""
    canvas.box(left, middle - 2, min(3.0 * len(text), WIDTH - left), 4, 255)
    canvas.write(text, left + 0.4, middle, _SIGN)


def pictured(paper: DocxTemplate, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with a `picture` for each chart, which a template shows by `{{ chart.picture }}`."""
    sections = [{**section, "charts": list(_pictures(paper, section))} for section in content.get("sections", [])]
    return {**content, "sections": sections}


def _pictures(paper: DocxTemplate, section: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for chart in section.get("charts", []):
        yield {**chart, "picture": Picture(paper, chart)}


class Picture:
    """A chart as an image in the line, with its alternative text; drawn only where the template asks for it."""

    def __init__(self, paper: DocxTemplate, chart: Mapping[str, Any]) -> None:
        self.paper, self.chart = paper, chart

    def __html__(self) -> str:
        part = self.paper.current_rendering_part
        assert part is not None  # asked only while the paper is rendered
        inline = part.new_pic_inline(io.BytesIO(chart_png(self.chart["bars"])), Mm(WIDTH), None)
        inline.docPr.set("descr", self.chart["alt"])
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'

    __str__ = __html__
