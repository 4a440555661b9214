"""A bank's list beside what is entered: what agrees is taken once, the rest is left to people."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest
import xlsxwriter

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import day_of
from dengming.dues.bank import Outcome, Plan, _Planner, plan, take
from dengming.dues.bank_list import BankRow, read_list
from dengming.dues.models import Payment
from dengming.orgs.spans import NewSpan, add
from dengming.refusal import Refusal
from tests.cast import Cast
from tests.dues.collecting import assess, dues, line, pay

HEAD = "交易日期,对方户名,编号,贷方金额,流水号\n"


def compared(cast: Cast, *rows: str, head: str = HEAD) -> Plan:
    data = (head + "\n".join(rows)).encode("gb18030")
    return plan(cast.scope("ann"), cast.org["A"], dues(), read_list(io.BytesIO(data), "清单.csv"))


def outcomes(found: Plan) -> list[str]:
    return [str(it.outcome) for it in found.lines]


@pytest.fixture
def filled(cast: Cast) -> Cast:
    for name in ("ann", "bo", "ben"):
        assess(cast, name, "4000", (2020, 7))
    return cast


def test_what_comes_to_whole_months_is_ready_the_oldest_first(filled: Cast) -> None:
    found = compared(filled, "2020-09-01,ann,,80.00,A1", '2020/9/2,,BO,"120",A2', "2020-09-02,ben,,41,A3")
    assert outcomes(found) == ["ready", "ready", "differs"]
    assert [it.why for it in found.lines[:2]] == ["2020年7—8月", "2020年7—9月"]
    assert "2020年7月起每月还应交 40.00 元" in found.lines[2].why
    made = take(filled.scope("ann"), filled.org["A"], dues(), found)
    assert (len(made), line(filled, "bo").paid, line(filled, "ann").back) == (2, 4000, 0)


def test_a_day_before_anything_was_assessed_is_left_to_people(filled: Cast) -> None:
    found = compared(filled, "2020-06-30,ann,,40,A1")
    assert outcomes(found) == ["differs"]
    assert "早于开始核定的 2020年7月" in found.lines[0].why


def test_the_same_row_is_not_taken_twice(filled: Cast) -> None:
    rows = ("2020-09-01,ann,,40,A1", "2020-09-01,ann,,40,A1", "2020-09-01,bo,,40,", "2020-09-01,bo,,40,")
    found = compared(filled, *rows)
    assert outcomes(found) == ["ready", "there", "ready", "there"]
    take(filled.scope("ann"), filled.org["A"], dues(), found)
    again = compared(filled, *rows, "2020-09-01,ann,,40,A2")
    assert outcomes(again) == ["there"] * 4 + ["ready"]
    with pytest.raises(Refusal, match="没有选"):
        take(filled.scope("ann"), filled.org["A"], dues(), compared(filled, *rows))


def test_what_people_entered_is_recognised_and_what_is_missing_is_named(filled: Cast) -> None:
    pay(filled, "ann", (2020, 7), on=date(2020, 9, 1))
    there = pay(filled, "bo", (2020, 7), on=date(2020, 9, 2))
    found = compared(filled, "2020-09-01,ann,,40,A1", "2020-09-03,ben,,40,A2")
    assert outcomes(found) == ["there", "ready"]
    assert "收据 2020—0001" in found.lines[0].why
    assert list(found.absent) == [there]


def test_what_was_entered_some_days_apart_is_the_same_payment(filled: Cast) -> None:
    pay(filled, "bo", (2020, 7), on=date(2020, 8, 1))
    for on in (date(2020, 8, 30), date(2020, 9, 5)):
        pay(filled, "bo", (2020, on.month), on=on)
    found = compared(filled, "2020-09-01,bo,,40,A1", "2020-09-05,bo,,40,A2", "2020-09-06,bo,,40,A3")
    assert outcomes(found) == ["there", "there", "differs"]
    assert [it.why for it in found.lines[:2]] == [
        "与收据 2020—0002 相符（登记的是8月30日）",
        "与收据 2020—0003 相符",
    ]
    pay(filled, "ann", (2020, 7), on=date(2020, 8, 21))
    assert outcomes(compared(filled, "2020-09-01,ann,,40,A1")) == ["ready"]
    assert not found.absent


def test_a_near_receipt_takes_no_row_while_another_month_of_the_sum_is_not_paid(filled: Cast) -> None:
    pay(filled, "bo", (2020, 7), (2020, 8), on=date(2020, 8, 5))
    pay(filled, "ben", (2020, 7), on=date(2020, 9, 8))
    found = compared(filled, "2020-09-10,ben,,40,A1")
    assert outcomes(found) == ["differs"]
    told = "9月8日的收据 2020—0002 是同样的数，另有2020年8月没有交：请核对是哪一笔"
    assert found.lines[0].why.startswith(told)
    assert not found.absent
    assert outcomes(compared(filled, "2020-09-08,ben,,40,A1", "2020-09-10,ben,,40,A2")) == ["there", "ready"]
    pay(filled, "ben", (2020, 8), (2020, 9), on=date(2020, 9, 9))
    assert outcomes(compared(filled, "2020-09-10,ben,,40,A1")) == ["there"]


def test_what_would_be_for_a_month_that_has_not_begun_is_left_to_people(filled: Cast) -> None:
    for who in ("bo", "ben"):
        pay(filled, who, (2020, 7), (2020, 8), on=date(2020, 8, 5))
    add(NewSpan(filled.person["ben"].pk, "dues-quarterly", date(2020, 7, 1)), entered=0)
    found = compared(filled, "2020-08-10,bo,,40,A1", "2020-08-10,ben,,40,A2", "2020-08-11,ben,,40,A3")
    assert outcomes(found) == ["differs", "ready", "differs"]
    assert "只能算2020年9月的，那天还没到：是预交还是重复交的" in found.lines[0].why
    assert "2020年10月" in found.lines[2].why


def test_who_pays_by_the_quarter_is_asked_of_the_day_of_the_row(filled: Cast) -> None:
    for who in ("bo", "ben"):
        pay(filled, who, (2020, 7), (2020, 8), on=date(2020, 8, 5))
    ended = NewSpan(filled.person["ben"].pk, "dues-quarterly", date(2020, 7, 1), date(2020, 8, 31))
    add(ended, entered=0)
    add(NewSpan(filled.person["bo"].pk, "dues-quarterly", date(2020, 9, 1)), entered=0)
    found = compared(filled, "2020-08-10,ben,,40,A1", "2020-08-10,bo,,40,A2")
    assert outcomes(found) == ["ready", "differs"]


@dataclass
class Receipt:
    """A payment that counts how often it is asked who it is."""

    number: int
    paid_on: int
    total: int
    read: ClassVar[int] = 0

    @property
    def pk(self) -> int:
        Receipt.read += 1
        return self.number


def test_a_long_list_is_gone_through_once(cast: Cast) -> None:
    many, bo, day = 300, cast.person["bo"], date(2020, 9, 1)
    rows = [BankRow(number, "bo", "", day, number, str(number)) for number in range(1, many + 1)]
    entered: Any = {(bo.pk, row.fen): [Receipt(row.number, day_of(day), row.fen)] for row in rows}
    _Planner(dues(), {}, {"bo": [bo]}, {}, {}, set(), entered, {})._match(rows, 0)
    assert Receipt.read <= 3 * many


def test_no_money_is_passed_over(filled: Cast) -> None:
    found = compared(filled, "2020-09-01,,,30,A1", "九月,bo,,217.20,A2", ",,,,", "2020-09-02,ben,,四十,A3")
    assert [(it.row.number, it.row.fen, it.row.typed) for it in found.lines] == [
        (2, 3000, "30"),
        (3, 21720, "217.20"),
        (5, 0, "四十"),
    ]
    assert outcomes(found) == ["differs"] * 3
    assert "看不出是谁交的" in found.lines[0].why


def test_who_is_not_of_the_branch_or_not_one_person_is_not_found(filled: Cast) -> None:
    bo, ben = filled.person["bo"].subject, filled.person["ben"].subject
    bo.name = ben.name = "王伟"
    bo.save()
    ben.save()
    found = compared(filled, "2020-09-01,yi,,40,A1", "2020-09-01,王伟,,40,A2", "2020-09-01,王伟,BEN,40,A3")
    assert outcomes(found) == ["unmatched", "unmatched", "ready"]
    assert "同名" in found.lines[1].why


def test_a_code_with_somebody_elses_name_is_left_to_people(filled: Cast) -> None:
    rows = ("2020-09-01,bo,BEN,40,A1", "2020-09-01,b e n　,BEN,40,A2")
    found = compared(filled, *rows)
    assert outcomes(found) == ["differs", "ready"]
    assert "编号 BEN 是 ben，户名却是 bo" in found.lines[0].why
    pay(filled, "ben", (2020, 7), on=date(2020, 9, 1))
    assert outcomes(compared(filled, rows[0])) == ["there"]


def test_what_cannot_be_read_or_needs_a_reason_is_left(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 1))
    found = compared(cast, "九月,bo,,40,A1", "2020-09-01,bo,,四十,A2", "2020-09-01,bo,,40,A3", "2020-09-11,bo,,40,A4")
    assert outcomes(found) == ["differs"] * 4
    for words, it in zip(("日期", "不是金额", "补交一般不超过 6 个月", "还没到"), found.lines, strict=True):
        assert words in it.why


def test_all_or_nothing(filled: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = compared(filled, "2020-09-01,ann,,40,A1", "2020-09-01,bo,,40,A2")
    pay(filled, "bo", (2020, 7))
    with pytest.raises(Refusal, match=r"bo.*已经交过.*没有登记任何一笔"):
        take(filled.scope("ann"), filled.org["A"], dues(), found)
    assert Payment.objects.count() == 1


def test_a_workbook_is_read_below_its_title(filled: Cast) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet: Any = book.add_worksheet()
    for number, row in enumerate([["党费专户流水"], ["日期", "姓名", "金额（元）"], ["2020-09-01", "ann", 40.0]]):
        sheet.write_row(number, 0, row)
    book.close()
    (row,) = read_list(io.BytesIO(target.getvalue()), "清单.xlsx")
    assert (row.number, row.name, row.day, row.fen) == (3, "ann", date(2020, 9, 1), 4000)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"a,b\n1,2", "x.csv", "没有找到表头"),
        (b"\xff\xff\xff", "x.csv", "文字编码"),
        (b"hello", "x.xlsx", "打不开"),
        (b"", "x.xlsx", "空的"),
    ],
)
def test_what_is_no_list_is_said(data: bytes, name: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_list(io.BytesIO(data), name)


def test_only_who_collects_compares(filled: Cast) -> None:
    with pytest.raises(NotVisible):
        plan(filled.scope("bo"), filled.org["A"], dues(), [])
    assert [it.label for it in Outcome] == ["可入账", "已登记", "对不上", "找不到人"]
