"""党费台账 as a workbook: a sheet of members × months, one of payments, one of what went up. Sums in yuan, as decimal
numbers written out: a cell shows what was paid to the fen."""

from collections.abc import Iterator
from typing import BinaryIO

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.calendar.periods import chinese_label
from dengming.dues.money import yuan_of
from dengming.dues.monthly import MonthOf
from dengming.dues.queries import assessments_by
from dengming.dues.yearly import member_months, months_in, people_of, receipts_of, year_of
from dengming.orgs.models import Organisation
from dengming.reports.workbook import Column, Table, Value, write_all
from dengming.rulebook.dues import Dues


@action("dues.exported", label="导出党费台账", needs="dues", at=lambda target, *, organisation, **_: organisation.reach)
def export_dues(scope: Scope, target: BinaryIO, *, organisation: Organisation, dues: Dues, year: int) -> Done[int]:
    """Write the year of an organisation with all below it; gives back the number of members."""
    title = f"{organisation.name}{year}年{dues.name}"
    tables = [
        Table("各月", f"{title}各月", _month_columns(year), list(_members(organisation, dues, year))),
        Table("交纳", f"{title}交纳", _PAID, list(_payments(organisation, dues, year))),
        Table("上缴", f"{title}上缴", _HANDED, list(_handed(scope, organisation, dues, year))),
    ]
    count = write_all(tables, target)[0]
    return Done(count, about=organisation.name, note={"year": year, "members": count})


_PAID = (
    Column("收据号", 12), Column("党支部", 26), Column("姓名"), Column("编号", 14), Column("交纳日期"),
    Column("所交月份", 26, wrap=True), Column("月份应交（元）", 12), Column("自愿多交（元）", 12),
    Column("合计（元）", 12), Column("补交原因", 24, wrap=True),
    Column("作废", 24, wrap=True),
)  # fmt: skip
_HANDED = (
    Column("季度", 14), Column("上缴日期"), Column("接收党组织", 26), Column("上缴数（元）", 14),
    Column("其中全部上缴中央（元）", 16), Column("凭证号", 20),
)  # fmt: skip


def _month_columns(year: int) -> list[Column]:
    months = [Column(f"{date_of(month).month}月", 10) for month in months_in(year)]
    sums = [Column("应交（元）", 12), Column("已交（元）", 12), Column("欠交（元）", 12)]
    return [Column("姓名"), Column("编号", 14), Column("类别", 22), Column("月交数（元）", 12), *months, *sums]


def _members(organisation: Organisation, dues: Dues, year: int) -> Iterator[list[Value]]:
    found, months = member_months(organisation, dues, year), months_in(year)
    holding = assessments_by({person: lines[-1].month for person, lines in found.items()}, dues)
    for person in people_of(found):
        held = {it.month: it for it in found[person.pk]}
        assessed = holding.get(person.pk)
        category = dues.category_of(assessed.category) if assessed else None
        sums = [sum(it.owed or 0 for it in held.values()), sum(it.paid for it in held.values())]
        sums.append(sum(it.rest for it in held.values()))
        yield [
            person.name,
            person.code,
            category.name if category else "未核定",
            yuan_of(assessed.fen) if assessed else None,
            *(_cell(held.get(month)) for month in months),
            *map(yuan_of, sums),
        ]


def _cell(it: MonthOf | None) -> Value:
    """What was paid for the month; in words why nothing was."""
    if it is None:
        return ""
    if it.relief == 0:
        return "免交"
    if it.owed is None:
        return "未核定"
    return yuan_of(it.paid) if it.paid else "欠" if it.past else ""


def _payments(organisation: Organisation, dues: Dues, year: int) -> Iterator[list[Value]]:
    """Every receipt, so that no number is missing; what a void one was for counts in no sum."""
    for it in receipts_of(organisation, dues, year):
        sums: list[Value] = [yuan_of(it.total - it.extra), yuan_of(it.extra), yuan_of(it.total)]
        void = "" if it.is_living else f"作废：{it.withdrawn_reason}"
        who: list[Value] = [
            it.receipt,
            it.branch.name,
            it.member.name,
            it.member.code,
            date_of(it.paid_on),
        ]
        yield [*who, it.covered_words, *([None, None, None] if void else sums), it.reason, void]


def _handed(scope: Scope, organisation: Organisation, dues: Dues, year: int) -> Iterator[list[Value]]:
    for it in year_of(scope, organisation, dues, year).handed:
        sums = [yuan_of(it.fen), yuan_of(it.central)]
        yield [chinese_label(it.quarter), date_of(it.remitted_on), it.receiver.name, *sums, it.paper]
