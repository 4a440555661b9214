"""A printed list 清单: a wide table on pages turned by a quarter, under the title and the one who answers for it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.shared import Mm

from dengming.reports.official import measures as m
from dengming.reports.official.heads import signature, title
from dengming.reports.official.layout import across, lines, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.reports.official.tables import Head, fill_table

_WIDTH: Final = Mm(225)
"""As wide as the text area of a page turned by a quarter."""


@dataclass(frozen=True)
class PrintedList:
    """What is printed: who issues it, its name, what is said above the table, the table, the day."""

    issuer: str
    name: str
    note: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    day: str


def list_docx(told: PrintedList) -> bytes:
    """The list as a Word file; the same list has the same bytes."""
    paper = Document()
    across(paper)
    title(paper, told.issuer)
    title(paper, told.name)
    write(lines(paper.add_paragraph()).add_run(told.note), m.FANGSONG, m.SMALL)
    fill_table(paper, told.heads, told.rows, _WIDTH, m.LISTED)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    signature(paper, told.issuer, told.day)
    without_makers(paper.core_properties, f"{told.issuer}{told.name}")
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())
