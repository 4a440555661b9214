"""Printed lists 清单: wide tables on pages turned by a quarter, each under its title and the one who answers for it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Paper
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


def lists_docx(lists: Sequence[PrintedList]) -> bytes:
    """The lists as one Word file named after the first, each from a new page on; the same lists have the same bytes."""
    paper = Document()
    across(paper)
    for number, told in enumerate(lists):
        _list(paper, told, follows=number > 0)
    without_makers(paper.core_properties, f"{lists[0].issuer}{lists[0].name}")
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())


def _list(paper: Paper, told: PrintedList, *, follows: bool) -> None:
    title(paper, told.issuer).paragraph_format.page_break_before = follows
    title(paper, told.name)
    write(lines(paper.add_paragraph()).add_run(told.note), m.FANGSONG, m.SMALL)
    fill_table(paper, told.heads, told.rows, _WIDTH, m.LISTED)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    signature(paper, told.issuer, told.day)
