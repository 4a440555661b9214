"""An agreement of two parties on paper: 责任书 with items and places to sign, and the table of its year-end check."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm, Pt

from dengming.reports.official import measures as m
from dengming.reports.official.heads import title
from dengming.reports.official.layout import Align, in_table, keep_whole, lines, off_grid, page, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.reports.official.tables import Head, fill_table

_WIDTH: Final = Mm(156)
_DAY: Final = "　　　　年　　月　　日"
_BLANK: Final = "　" * 6
_NUMERALS: Final = "零一二三四五六七八九"
_HEADS: Final = (
    Head("序号", 13),
    Head("项目", 40, left=True),
    Head("对照的应办", 35, left=True),
    Head("事实", 68, left=True),
)


@dataclass(frozen=True)
class Party:
    """Who signs: the full name, and the signer where it is known."""

    name: str
    signer: str = ""


@dataclass(frozen=True)
class Signed:
    """What both papers have in common: their title, the paper's number, the two parties, the day."""

    title: str
    number: str
    first: Party
    second: Party
    day: str = ""


def agreement_docx(told: Signed, opening: str, items: Sequence[str]) -> bytes:
    """The agreement: who, the items one after another, places to sign. The same content has the same bytes."""
    paper = _begun(told)
    _said(paper, opening)
    for number, item in enumerate(items, 1):
        _said(paper, f"{counted(number)}、{item}。")
    _said(paper, "本责任书一式两份，双方各执一份。", close=True)
    _places(paper, told)
    return _made(paper, told)


def comparison_docx(told: Signed, note: str, rows: Sequence[Sequence[str]], words: Sequence[tuple[str, str]]) -> bytes:
    """The check: a row for each item and duty with the facts, then what people said, and places to sign."""
    paper = _begun(told)
    _said(paper, note)
    fill_table(paper, _HEADS, rows, _WIDTH, m.LISTED)
    lines(paper.add_paragraph())
    for name, text in words:
        _said(paper, f"{name}：{text}")
    _places(paper, told)
    return _made(paper, told)


def counted(number: int) -> str:
    """A number below a hundred as an item bears it: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _begun(told: Signed) -> Paper:
    paper = Document()
    page(paper)
    title(paper, told.title)
    lines(paper.add_paragraph(), align=Align.CENTER)
    for name, party in (("甲方", told.first), ("乙方", told.second)):
        write(lines(paper.add_paragraph()).add_run(f"{name}：{party.name}"), m.FANGSONG, m.BODY)
    if told.number:
        write(lines(paper.add_paragraph()).add_run(f"文件和文号：{told.number}"), m.FANGSONG, m.BODY)
    return paper


def _said(paper: Paper, text: str, *, close: bool = False) -> None:
    """A paragraph for each line; `close`: it stays with what follows, so that nobody signs a page without text."""
    for line in text.splitlines():
        paragraph = lines(paper.add_paragraph(), indent=True)
        paragraph.paragraph_format.keep_with_next = close
        write(paragraph.add_run(line), m.FANGSONG, m.BODY)


def _places(paper: Paper, told: Signed) -> None:
    """Two columns without rules, kept together: the seal is set over the name of the party."""
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    table = paper.add_table(rows=1, cols=2)
    keep_whole(table.rows[0])
    for cell, name, party in zip(table.rows[0].cells, ("甲方", "乙方"), (told.first, told.second), strict=True):
        said = (f"{name}（盖章）：", party.name, f"签字人：{party.signer or _BLANK}", told.day or _DAY)
        for number, text in enumerate(said):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            off_grid(in_table(paragraph, first=True)).paragraph_format.line_spacing = Pt(m.LINE.pt)
            write(paragraph.add_run(text), m.FANGSONG, m.SMALL)


def _made(paper: Paper, told: Signed) -> bytes:
    without_makers(paper.core_properties, told.title)
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())
