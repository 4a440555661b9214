"""What goes up, what a year comes to."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.accounts.scope import NotVisible
from dengming.dues import queries
from dengming.dues.actions import assessing
from dengming.dues.actions.assessing import Said
from dengming.dues.actions.paying import withdraw_payment
from dengming.dues.actions.remitting import Handed, withdraw_remittance
from dengming.dues.models import Remittance
from dengming.dues.upward import check_handed, quarters_in
from dengming.dues.yearly import year_of
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.actions.people import transfer
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from dengming.reports.dues_ledgers import export_dues
from dengming.reports.dues_papers import print_own_receipt, print_receipt, print_year
from tests.cast import SYSTEM, Cast
from tests.dues.collecting import assess, dues, month, pay, relieve, remit


def text_of(data: bytes) -> str:
    """All words of a Word file, those of its tables too."""
    paper = Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in paper.paragraphs), *cells])


def test_it_goes_to_the_organisation_above(cast: Cast) -> None:
    made = remit(cast, "A", "120", paper="回单12")
    assert (made.receiver.name, made.fen) == ("机关党委", 12000)
    assert list(queries.remittances(cast.scope("di"), dues())) == [made]
    assert list(queries.remittances(cast.scope("charlie"), dues())) == []
    up = remit(cast, "COMM", "60", who="di")
    assert up.receiver.name == "机关工委"
    withdraw_remittance(cast.scope("ann"), made, reason="记重了")
    with pytest.raises(Refusal, match="已经撤回过"):
        withdraw_remittance(cast.scope("ann"), made, reason="记重了")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"quarter": "2020-09"}, "不是季度"),
        ({"quarter": "2020-Q4"}, "2020年第四季度还没有开始"),
        ({"quarter": "三季度"}, "不是季度"),
        ({"on": date(2020, 9, 11)}, "还没到"),
        ({"fen": 0}, "大于 0"),
        ({"central": 99999}, "不能比上缴数还多"),
        ({"paper": "号" * 81}, "不超过 80 字"),
    ],
)
def test_what_does_not_agree_is_said(cast: Cast, said: dict[str, Any], words: str) -> None:
    with pytest.raises(FieldRefusal, match=words):
        remit(cast, "A", "120", **said)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    for name, base in (("ann", "4000"), ("bo", "6000"), ("ben", "2000")):
        assess(cast, name, base, (2020, 6))
    relieve(cast, "ben", (2020, 7), (2020, 8))
    pay(cast, "ann", (2020, 6), (2020, 7), (2020, 8), on=date(2020, 8, 3), extra="1000")
    pay(cast, "bo", (2020, 6), on=date(2020, 6, 20))
    remit(cast, "A", "500", central=10000)
    return cast


def test_a_year_in_sums(filled: Cast) -> None:
    found = year_of(filled.scope("ann"), filled.org["A"], dues(), 2020)
    june, july = found.months[5], found.months[6]
    assert (june.month, june.members, june.paid_members, june.owed, june.paid, june.rest) == (
        month(2020, 6), 3, 2, 14000, 13000, 1000,
    )  # fmt: skip
    assert (july.members, july.exempt, july.owed, july.paid) == (2, 1, 13000, 4000)
    assert (found.received, found.extra, found.handed_on) == (121000, 100000, 50000)
    assert [it.fen for it in quarters_in(filled.org["A"], dues(), 2020)] == [0, 9000, 112000, 0]
    with pytest.raises(NotVisible):
        year_of(filled.scope("bo"), filled.org["A"], dues(), 2020)


def test_what_goes_to_the_centre_whole_is_not_shared(filled: Cast) -> None:
    second, third = quarters_in(filled.org["A"], dues(), 2020)[1:3]
    assert (second.central, second.proposed(Decimal("33.33"))) == (0, 2999)
    assert (third.central, third.proposed(Decimal(40))) == (100000, 104800)
    pay(filled, "bo", (2020, 7), extra="999.99")
    assert quarters_in(filled.org["A"], dues(), 2020)[2].central == 100000


@pytest.mark.parametrize(
    ("fen", "central", "words"),
    [
        (102001, 90000, "收到 1,120.00 元，连这一笔上缴 1,120.01 元，比收到的多"),
        (102000, 89999, "应全部上缴中央的 1,000.00 元，连这一笔只写了 999.99 元"),
        (102000, 90000, ""),
    ],
)
def test_more_than_came_in_and_less_to_the_centre_are_asked_about(
    filled: Cast, fen: int, central: int, words: str
) -> None:
    withdraw_remittance(filled.scope("ann"), Remittance.objects.get(), reason="登记错了")
    remit(filled, "A", "100", central=10000)
    said = Handed("2020-Q3", date(2020, 9, 9), fen, central)
    if words:
        with pytest.raises(FieldRefusal, match=words):
            check_handed(filled.org["A"], dues(), said, aware=False)
    check_handed(filled.org["A"], dues(), said, aware=bool(words))


def test_what_no_tick_can_mend_is_not_asked_about(filled: Cast) -> None:
    check_handed(filled.org["A"], dues(), Handed("2020-Q3", date(2020, 9, 9), 100000, 200000), aware=False)
    with pytest.raises(FieldRefusal, match="不能比上缴数还多"):
        remit(filled, "A", "1000", central=200000)


@pytest.fixture
def moved(cast: Cast) -> Cast:
    """Bo pays at A for March and April, belongs to B from September on, and is assessed anew there."""
    assess(cast, "bo", "4000")
    pay(cast, "bo", (2020, 3), (2020, 4))
    transfer(SYSTEM, Member.objects.get(pk=cast.person["bo"].pk), to=cast.org["B"], on=date(2020, 9, 1))
    said = Said(cast.person["bo"].subject, "salaried", Decimal("6000"))
    there = cast.scope("yi")
    assessing.assess(there, said, dues=dues(), since=month(2020, 9), on=date(2020, 9, 5), reason="转入后调资")
    return cast


def test_a_month_is_the_branchs_where_the_member_belonged_then(moved: Cast) -> None:
    here, there = (year_of(SYSTEM, moved.org[code], dues(), 2020) for code in "AB")
    assert [it.members for it in here.months] == [1] * 8 + [0]
    assert [it.paid for it in here.months] == [0, 0, 4000, 4000, 0, 0, 0, 0, 0]
    assert (here.received, here.rest) == (8000, 24000)
    assert [(it.members, it.owed, it.paid) for it in there.months] == [(0, 0, 0)] * 8 + [(1, 9000, 0)]
    whole = year_of(SYSTEM, moved.org["COMM"], dues(), 2020)
    assert [it.members for it in whole.months] == [1] * 9


def test_each_branchs_workbook_holds_its_months_and_its_assessment(moved: Cast) -> None:
    found = {}
    for code in "AB":
        target = io.BytesIO()
        export_dues(SYSTEM, target, organisation=moved.org[code], dues=dues(), year=2020)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_name("各月").to_python()
        found[code] = next(row for row in rows if row[0] == "bo")
    assert found["A"][3:] == [40.0, "欠", "欠", 40.0, 40.0, "欠", "欠", "欠", "欠", "", 320.0, 80.0, 240.0]
    assert found["B"][3:] == [90.0, *[""] * 8, "", 90.0, 0.0, 90.0]


def test_what_is_asked_and_paid_beyond_it_comes_to_what_was_paid_and_what_is_left(filled: Cast) -> None:
    assess(filled, "ann", "3000", (2020, 7), reason="核错了")
    found = year_of(filled.scope("ann"), filled.org["A"], dues(), 2020)
    july = found.months[6]
    assert (july.owed, july.paid, july.over, july.rest) == (10500, 4000, 2500, 9000)
    assert all(it.owed + it.over == it.paid + it.rest for it in found.months)
    assert "多交（元）" in text_of(print_year(filled.scope("ann"), filled.org["A"], dues=dues(), year=2020))


def test_the_paper_that_is_put_up_names_no_member_and_no_members_sum(filled: Cast) -> None:
    said = text_of(print_year(filled.scope("ann"), filled.org["A"], dues=dues(), year=2020))
    assert "甲支部2020年收到党费 1,210.00 元（其中自愿多交 1,000.00 元），上缴 500.00 元" in said
    assert not [name for name in ("ann", "bo", "ben") if name in said]


def test_a_receipt_is_numbered_and_void_once_taken_back(filled: Cast) -> None:
    first = pay(filled, "bo", (2020, 7))
    said = text_of(print_receipt(filled.scope("ann"), first, dues=dues()))
    for words in ("编号：2020—0003", "bo", "2020年7月", "人民币 90.00元", "甲支部"):
        assert words in said
    assert print_own_receipt(filled.scope("bo"), first, dues=dues())
    with pytest.raises(NotVisible):
        print_own_receipt(filled.scope("ben"), first, dues=dues())
    first = withdraw_payment(filled.scope("ann"), first, reason="重复")
    first.refresh_from_db()
    with pytest.raises(Refusal, match="已经撤回"):
        print_receipt(filled.scope("ann"), first, dues=dues())


def test_the_workbook_holds_sums_to_the_fen(filled: Cast) -> None:
    target = io.BytesIO()
    assert export_dues(filled.scope("ann"), target, organisation=filled.org["A"], dues=dues(), year=2020) == 5
    book = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue()))
    rows = {row[0]: row for row in book.get_sheet_by_name("各月").to_python()}
    assert rows["姓名"][:6] == ["姓名", "编号", "类别", "月交数（元）", "1月", "2月"]
    assert rows["bo"][3:13] == [90.0, "未核定", "未核定", "未核定", "未核定", "未核定", 90.0, "欠", "欠", ""]
    assert rows["ben"][9:12] == ["欠", "免交", "免交"]
    assert rows["ann"][13:] == [160.0, 120.0, 40.0]
    paid = book.get_sheet_by_name("交纳").to_python()
    assert [row[0] for row in paid[1:]] == ["2020—0001", "2020—0002"]
    assert paid[1][5:9] == ["2020年6—8月", 120.0, 1000.0, 1120.0]
    assert book.get_sheet_by_name("上缴").to_python()[1][2:5] == ["机关党委", 500.0, 100.0]
    assert Decimal(str(paid[1][8])) == Decimal("1120")


def test_a_void_receipt_stays_in_the_workbook_and_counts_in_no_sum(filled: Cast) -> None:
    withdraw_payment(filled.scope("ann"), pay(filled, "bo", (2020, 7)), reason="重复")
    target = io.BytesIO()
    export_dues(filled.scope("ann"), target, organisation=filled.org["A"], dues=dues(), year=2020)
    paid = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_name("交纳").to_python()
    assert [row[0] for row in paid[1:]] == ["2020—0001", "2020—0002", "2020—0003"]
    assert paid[3][5:] == ["2020年7月", "", "", "", "", "作废：重复"]
