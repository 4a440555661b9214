"""督办单: what an organisation has let go past its day, on a paper of its own; number, signer and days by hand."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm

from dengming.reports.official import measures as m
from dengming.reports.official.heads import red_head, signature, title
from dengming.reports.official.layout import lines, page, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.reports.official.tables import Head, fill_table

NUMBER: Final = "　　　〔　　　　〕　　　号　　　签发人：　　　　　"
BY: Final = "　月　日前"
"""The day until which it is asked for, left to whoever signs."""
_DAY: Final = "　　　　年　　月　　日"
_WIDTH: Final = Mm(156)
_HEADS: Final = (
    Head("序号", 13),
    Head("事项", 58, left=True),
    Head("责任人", 18),
    Head("原定时限", 24),
    Head("已逾期", 17),
    Head("请于何日前办结", 26),
)


@dataclass(frozen=True)
class Late:
    """One case: what, who is responsible, by when it was due, how many days ago that was."""

    what: str
    who: str
    due: str
    days: int


@dataclass(frozen=True)
class Sheet:
    """What one organisation is told."""

    to: str
    cases: Sequence[Late]


def supervision_docx(issuer: str, about: str, day: str, sheets: Sequence[Sheet]) -> bytes:
    """A paper for each organisation, each on a page of its own; the same content has the same bytes."""
    paper = Document()
    page(paper)
    for number, sheet in enumerate(sheets):
        _sheet(paper, issuer, about, day, sheet, follows=number > 0)
    without_makers(paper.core_properties, f"{about}督办单")
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())


def _sheet(paper: Paper, issuer: str, about: str, day: str, sheet: Sheet, *, follows: bool) -> None:
    red_head(paper, issuer, NUMBER, signs=len(issuer)).paragraph_format.page_break_before = follows
    title(paper, f"{about}督办单")
    lines(paper.add_paragraph())
    write(lines(paper.add_paragraph()).add_run(f"{sheet.to}："), m.FANGSONG, m.BODY)
    said = (
        f"截至{day}，你单位有下列{len(sheet.cases)}件“{about}”超过时限没有办结。请逐件查明原因，抓紧办理，"
        "请于表中写明的日期前办结，并把办理情况记在系统里；确实不能按期办结的，请写明原因。"
    )
    write(lines(paper.add_paragraph(), indent=True).add_run(said), m.FANGSONG, m.BODY)
    rows = [[str(number), it.what, it.who, it.due, f"{it.days}天", BY] for number, it in enumerate(sheet.cases, 1)]
    fill_table(paper, _HEADS, rows, _WIDTH, m.TABLED)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    signature(paper, issuer, _DAY)
