"""选举结果报告单（计票单）: each vote of an election with its count and a row for each name; places to sign."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm

from dengming.reports.official import measures as m
from dengming.reports.official.heads import title
from dengming.reports.official.layout import Align, lines, page, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.reports.official.tables import Head, fill_table

_WIDTH: Final = Mm(156)
_HEADS: Final = (Head("序号", 14), Head("姓名", 44), Head("赞成票", 28), Head("结果", 70))
_SIGNED: Final = ("总监票人：", "监票人：", "计票人：")
_DAY: Final = "　　　　年　　月　　日"


@dataclass(frozen=True)
class Vote:
    """One vote: what it is called, its count in a sentence, the rows (name, votes, result), what is left to be done."""

    name: str
    count: str
    rows: Sequence[tuple[str, str, str]]
    left: Sequence[str]


def election_docx(whose: str, name: str, votes: Sequence[Vote], result: str) -> bytes:
    """The sheet as a Word file; the same content has the same bytes."""
    paper = Document()
    page(paper)
    title(paper, whose)
    title(paper, name)
    lines(paper.add_paragraph())
    for vote in votes:
        _vote(paper, vote)
    if result:
        _said(paper, result)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    for number, text in enumerate((*_SIGNED, _DAY)):
        line = lines(paper.add_paragraph(), align=Align.RIGHT if number == len(_SIGNED) else Align.LEFT)
        line.paragraph_format.keep_with_next = number < len(_SIGNED)
        write(line.add_run(text), m.FANGSONG, m.BODY)
    without_makers(paper.core_properties, f"{whose}{name}")
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())


def _vote(paper: Paper, vote: Vote) -> None:
    write(lines(paper.add_paragraph(), indent=True).add_run(vote.name), m.HEI, m.BODY)
    _said(paper, vote.count)
    rows = [[str(number), *row] for number, row in enumerate(vote.rows, 1)]
    fill_table(paper, _HEADS, rows, _WIDTH, m.TABLED)
    for text in vote.left:
        _said(paper, text)


def _said(paper: Paper, text: str) -> None:
    write(lines(paper.add_paragraph(), indent=True).add_run(text), m.FANGSONG, m.BODY)
