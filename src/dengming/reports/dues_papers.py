"""Papers of dues in Word: a numbered receipt; the table that is made public once a year. Signed and sealed by hand."""

import io
from typing import Final

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.calendar.periods import chinese_label
from dengming.dues.models import Payment
from dengming.dues.money import in_words as yuan
from dengming.dues.months import in_words
from dengming.dues.yearly import Year, year_of
from dengming.orgs.homes import reach_at
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.bulletins import chinese_day
from dengming.reports.official import measures as m
from dengming.reports.official.heads import signature, title
from dengming.reports.official.layout import Align, lines, page, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.reports.official.tables import Head, fill_table
from dengming.rulebook.dues import Dues

_WIDTH: Final = Mm(156)
_TWO: Final = (Head("项目", 40), Head("内容", 116, left=True))
_MONTHS: Final = (
    Head("月份", 24), Head("应交人数", 17), Head("已交人数", 17), Head("免交人数", 17),
    Head("应交（元）", 21), Head("已交（元）", 21), Head("多交（元）", 20), Head("未交（元）", 19),
)  # fmt: skip
_HANDED: Final = (Head("季度", 40), Head("上缴日期", 40), Head("上缴数（元）", 38), Head("凭证号", 38))
NOTE: Final = "按规定每年向党员公布一次党费收缴情况。只公布合计，不公布各人的数额；本人的可以在系统里查看。"


@action("dues.receipt-printed", label="打印党费收据", needs="dues", at=lambda it, **_: reach_at(it.branch_id))
def print_receipt(scope: Scope, it: Payment, *, dues: Dues) -> Done[bytes]:
    """The receipt of a payment, as a Word file. Refusal where the payment was taken back."""
    return Done(receipt_docx(it, dues), about=it.branch.name, note={"receipt": it.receipt})


@action("dues.own-receipt-printed", label="打印本人党费收据", needs="self", at=lambda it, **_: it.member_id)
def print_own_receipt(scope: Scope, it: Payment, *, dues: Dues) -> Done[bytes]:
    """The same of one's own payment."""
    return Done(receipt_docx(it, dues), about=it.branch.name, note={"receipt": it.receipt})


@action("dues.year-printed", label="打印党费收缴公布表", needs="dues", at=lambda organisation, **_: organisation.reach)
def print_year(scope: Scope, organisation: Organisation, *, dues: Dues, year: int) -> Done[bytes]:
    """The table of a year, as a Word file: sums alone, no member's."""
    found = year_of(scope, organisation, dues, year)
    return Done(year_docx(organisation.name, dues, found), about=organisation.name, note={"year": year})


def receipt_docx(it: Payment, dues: Dues) -> bytes:
    """The receipt; the same payment has the same bytes."""
    if not it.is_living:
        raise Refusal("这一笔已经撤回，不能打印收据。")
    paper = _paper()
    title(paper, f"{dues.name}收据")
    write(lines(paper.add_paragraph(), align=Align.RIGHT).add_run(f"编号：{it.receipt}"), m.FANGSONG, m.SMALL)
    rows = [("交纳人", it.member.name), ("交纳日期", chinese_day(date_of(it.paid_on)))]
    rows += [("所交月份", it.covered_words)] if it.covered else []
    rows += [("其中自愿多交", f"{yuan(it.extra)}元")] if it.extra else []
    rows += [("合计", f"人民币 {yuan(it.total)}元"), ("收款党支部", it.branch.name)]
    fill_table(paper, _TWO, rows, _WIDTH, m.TABLED)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    write(lines(paper.add_paragraph()).add_run("经手人（签字）：　　　　　　　　　（党组织盖章）"), m.FANGSONG, m.BODY)
    return _saved(paper, f"{dues.name}收据{it.receipt}")


def year_docx(name: str, dues: Dues, found: Year) -> bytes:
    """The year; the same sums have the same bytes."""
    paper = _paper()
    title(paper, f"{found.year}年{dues.name}收缴情况公布表")
    lines(paper.add_paragraph())
    said = f"{name}{found.year}年收到党费 {yuan(found.received)} 元"
    said += f"（其中自愿多交 {yuan(found.extra)} 元）" if found.extra else ""
    said += f"，上缴 {yuan(found.handed_on)} 元。{NOTE}"
    write(lines(paper.add_paragraph(), indent=True).add_run(said), m.FANGSONG, m.BODY)
    rows = [
        [
            in_words([it.month]),
            str(it.members),
            str(it.paid_members),
            str(it.exempt),
            *map(yuan, (it.owed, it.paid, it.over, it.rest)),
        ]
        for it in found.months
    ]
    fill_table(paper, _MONTHS, rows, _WIDTH, m.TABLED)
    if found.handed:
        write(lines(paper.add_paragraph(), indent=True).add_run("上缴情况："), m.FANGSONG, m.BODY)
        handed = [
            [chinese_label(it.quarter), chinese_day(date_of(it.remitted_on)), yuan(it.fen), it.paper]
            for it in found.handed
        ]
        fill_table(paper, _HANDED, handed, _WIDTH, m.TABLED)
    write(lines(paper.add_paragraph(), indent=True).add_run("使用情况：（由党组织填写）"), m.FANGSONG, m.BODY)
    lines(paper.add_paragraph()).paragraph_format.keep_with_next = True
    signature(paper, name, "　　　　年　　月　　日")
    return _saved(paper, f"{name}{found.year}年{dues.name}公布表")


def _paper() -> Paper:
    paper = Document()
    page(paper)
    return paper


def _saved(paper: Paper, name: str) -> bytes:
    without_makers(paper.core_properties, name)
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())
