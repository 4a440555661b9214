"""The default template of a bulletin: the layout of GB/T 9704 with docxtpl's marks where the content goes.

A committee may replace it by its own file with the same marks; what a template must know is in `MARKS`.
"""

import io
from collections.abc import Sequence
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from dengming.reports.official import measures as m
from dengming.reports.official.heads import red_head, signature, title
from dengming.reports.official.layout import (
    Align,
    in_table,
    keep_whole,
    lines,
    off_grid,
    page,
    picture,
    repeat_head,
    rule,
    write,
)

MARKS: Final = ("committee", "number", "title", "to", "sections", "date")
"""What every template has to show: without one of these the paper would be incomplete."""

Columns = Sequence[tuple[str, str, Length]]
"""Head, key of the row, width; together as wide as the text area."""
ORGANISATIONS: Final[Columns] = (
    ("序号", "number", Mm(13)),
    ("党组织", "name", Mm(43)),
    ("应办", "due", Mm(14)),
    ("按期", "met", Mm(14)),
    ("逾期完成", "late", Mm(21)),
    ("未完成", "overdue", Mm(17)),
    ("按期率", "rate", Mm(17)),
    ("分组", "grade", Mm(17)),
)
RANKED: Final[Columns] = (("名次", "place", Mm(17)), *ORGANISATIONS[:-1])
"""Where a document allows a ranking, the place stands first and stands for the group."""
FIGURES: Final[Columns] = (
    ("指标", "name", Mm(24)),
    ("数值", "value", Mm(24)),
    ("分子", "numerator", Mm(18)),
    ("分母", "denominator", Mm(18)),
    ("来源", "source", Mm(72)),
)
_WIDTH = Mm(156)


def default_template(committee: str) -> bytes:
    """The template as a file. The head is as large as the committee's full name allows."""
    paper = Document()
    page(paper)
    _head(paper, committee)
    _body(paper)
    _foot(paper)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _head(paper: Paper, committee: str) -> None:
    number = "{{ number }}{% if signer %}　　　签发人：{{ signer }}{% endif %}"
    red_head(paper, "{{ committee }}", number, signs=len(committee))
    title(paper, "{{ title }}")
    lines(paper.add_paragraph())
    write(lines(paper.add_paragraph()).add_run("{{ to }}："), m.FANGSONG, m.BODY)


def _body(paper: Paper) -> None:
    _mark(paper, "{%p for section in sections %}")
    _mark(paper, "{%p if section.head %}")
    head = lines(paper.add_paragraph(), indent=True)
    head.paragraph_format.keep_with_next = True
    write(head.add_run("{{ section.head }}"), m.HEI, m.BODY)
    _mark(paper, "{%p endif %}")
    _mark(paper, "{%p for text in section.texts %}")
    write(lines(paper.add_paragraph(), indent=True).add_run("{{ text }}"), m.FANGSONG, m.BODY)
    _mark(paper, "{%p endfor %}")
    _table(paper, "organisations", ORGANISATIONS, unless="section.ranked")
    _table(paper, "organisations", RANKED, unless="not section.ranked")
    _charts(paper)
    _table(paper, "figures", FIGURES)
    _mark(paper, "{%p endfor %}")
    _mark(paper, "{%p if attachment %}")
    lines(paper.add_paragraph())
    write(lines(paper.add_paragraph(), indent=True).add_run("附件：{{ attachment }}"), m.FANGSONG, m.BODY)
    _mark(paper, "{%p endif %}")


def _charts(paper: Paper) -> None:
    """Each picture with its caption below it, on one page."""
    _mark(paper, "{%p for chart in section.charts %}")
    picture(paper.add_paragraph()).add_run("{{ chart.picture }}")
    caption = lines(paper.add_paragraph(), align=Align.CENTER)
    write(caption.add_run("{{ chart.caption }}"), m.FANGSONG, m.TABLED)
    _mark(paper, "{%p endfor %}")


def _table(paper: Paper, rows: str, columns: Columns, unless: str = "false") -> None:
    """A table over the whole width: its head repeated on each page, one row for each of the section's `rows`."""
    _mark(paper, f"{{%p if section.{rows} and not ({unless}) %}}")
    table = paper.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    heads, values = [head for head, _, _ in columns], [f"{{{{ row.{key} }}}}" for _, key, _ in columns]
    loop = [f"{{%tr for row in section.{rows} %}}"], ["{%tr endfor %}"]
    for column, (_, _, width) in zip(table.columns, columns, strict=True):
        column.width = width
    for row, texts in zip(table.rows, (heads, loop[0], values, loop[1]), strict=True):
        keep_whole(row)
        for number, (cell, text) in enumerate(zip(row.cells, [*texts, *[""] * len(columns)], strict=False)):
            cell.width, cell.vertical_alignment = columns[number][2], WD_CELL_VERTICAL_ALIGNMENT.CENTER
            write(in_table(cell.paragraphs[0], first=columns[number][1] == "name").add_run(text), m.FANGSONG, m.TABLED)
    repeat_head(table.rows[0])
    _mark(paper, "{%p endif %}")


def _foot(paper: Paper) -> None:
    lines(paper.add_paragraph())
    signature(paper, "{{ committee }}", "{{ date }}")
    lines(paper.add_paragraph())
    _mark(paper, "{%p if copies %}")
    _rule(paper, m.THICK)
    copies = _imprint(paper, "抄送：{{ copies }}。").paragraph_format
    copies.left_indent, copies.first_line_indent = Pt(m.SMALL.pt * 4), Pt(m.SMALL.pt * -3)
    _rule(paper, m.THIN)
    _mark(paper, "{%p else %}")
    _rule(paper, m.THICK)
    _mark(paper, "{%p endif %}")
    issued = _imprint(paper, "{{ issuer }}\t{{ issued }}印发")
    issued.paragraph_format.tab_stops.add_tab_stop(_WIDTH - m.SMALL, WD_TAB_ALIGNMENT.RIGHT)
    _rule(paper, m.THICK)


def _rule(paper: Paper, eighths: int) -> None:
    """A rule of the imprint over the whole width, in a line of its own: the text between is indented."""
    line = off_grid(lines(paper.add_paragraph()))
    line.paragraph_format.line_spacing = m.RULE_LINE
    rule(line, "bottom", "000000", eighths)


def _imprint(paper: Paper, text: str) -> Paragraph:
    """One line of the imprint 版记: four-hao type, one character in at both sides."""
    line = lines(paper.add_paragraph())
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = m.SMALL
    write(line.add_run(text), m.FANGSONG, m.SMALL)
    return line


def _mark(paper: Paper, text: str) -> None:
    """A paragraph that only steers: docxtpl takes it out."""
    paper.add_paragraph(text)
