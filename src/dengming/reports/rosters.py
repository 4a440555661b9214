"""The member roster 党员基础台账: a workbook of the columns that the import reads, and a list on paper.

The workbook can be mended and taken back; the list is without the numbers that identify.
"""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import kinds
from dengming.orgs.importing.columns import COLUMNS
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.bulletins import chinese_day
from dengming.reports.official.lists import PrintedList, lists_docx
from dengming.reports.official.tables import Head
from dengming.reports.reached import issuer_of, reaches, uppermost
from dengming.reports.roster_lines import RosterLines
from dengming.reports.workbook import Column, Table, Value, write

_WIDTHS: Final = {"identity": 22, "branch": 26, "job": 20, "post": 20, "phone": 14, "gender": 6, "name": 10}
_REMARK: Final = Column("备注（其他任职；导入时不读）", 40)
_PRINTED: Final = {
    "name": Head("姓名", 1.2),
    "gender": Head("性别", 0.8),
    "ethnicity": Head("民族", 1.0),
    "born": Head("出生年月", 1.2),
    "education": Head("学历", 1.3),
    "joined": Head("入党日期", 1.6),
    "confirmed": Head("转正日期", 1.6),
    "branch": Head("所在党支部", 2.4, left=True),
    "category": Head("人员类别", 1.3),
}


@action("members.exported", label="导出党员名册", needs="read", at=reaches)
def export_members(
    scope: Scope, target: BinaryIO, *, organisations: Sequence[Organisation], on: date | None = None
) -> Done[int]:
    """Write the members of these organisations on a day (default: today); gives back how many.

    Identity numbers and phones are whole where the actor keeps the roster, else masked. The journal says who took it.
    """
    day = on or clock.today()
    lines = RosterLines(scope, organisations, day)
    names = "、".join(it.name for it in organisations)
    columns = [Column(column.marked, _WIDTHS.get(column.field, 12)) for column in COLUMNS] + [_REMARK]
    count = write(Table("党员名册", f"{names}党员名册（截至 {day}）", columns, lines.rows()), target)
    return Done(count, about=names, note={"on": day.isoformat(), "members": count})


@action("members.printed", label="打印党员名册", needs="read", at=reaches)
def print_members(scope: Scope, *, organisations: Sequence[Organisation], on: date | None = None) -> Done[bytes]:
    """The members of these organisations on a day (default: today) as a Word file; neither identity numbers nor phones.

    Raises Refusal where there is nobody.
    """
    day = on or clock.today()
    told = [values for values, _ in RosterLines(scope, organisations, day).told()]
    if not told:
        raise Refusal(f"{chinese_day(day)}的名册里还没有人：请换一个组织或日期，或先编入党员。")
    printed = PrintedList(
        issuer=issuer_of(uppermost(organisations)),
        name="党员名册",
        note=f"截至{chinese_day(day)}，{_counted(told)}。",
        heads=[Head("序号", 0.8), *_PRINTED.values()],
        rows=[[str(number), *(_said(name, it[name]) for name in _PRINTED)] for number, it in enumerate(told, 1)],
        day=chinese_day(clock.today()),
    )
    note = {"on": day.isoformat(), "members": len(told)}
    return Done(lists_docx([printed]), about=printed.issuer, note=note)


def _counted(told: Sequence[dict[str, Value]]) -> str:
    """How many members there are: those suspended stand in the list, but are told apart, as on every page."""
    suspended = sum(it["category"] == kinds.STATUS_LABELS[kinds.SUSPENDED] for it in told)
    return f"共{len(told) - suspended}名" + (f"，另有停止党籍{suspended}名" if suspended else "")


def _said(field: str, value: Value) -> str:
    """A value on paper: days in Chinese, of a birth the month alone."""
    if not isinstance(value, date):
        return str(value or "")
    return f"{value.year}年{value.month}月" if field == "born" else chinese_day(value)
