"""本月小结 as a workbook: one row an organisation, in the official order, no ranks."""

from collections.abc import Mapping
from typing import BinaryIO

from dengming.editions.queries import rules
from dengming.reports.workbook import Column, Table, Value, write
from dengming.rulebook.library import Rulebook
from dengming.standing.month import Line, Summary

_COLUMNS = (
    Column("组织", 34),
    Column("编号", 10),
    Column("开展活动（条纪实）", 12),
    Column("活动类别", 44),
    Column("其中补录", 10),
    Column("本月到期应办（含党员）", 12),
    Column("已办", 8),
    Column("未到期限或在宽限期", 12),
    Column("逾期未完成", 10),
    Column("至今逾期的组织事项", 12),
    Column("至今逾期的党员事项", 12),
)


def export_month(target: BinaryIO, title: str, found: Summary) -> None:
    """Write the lines of the month."""
    rulebook = rules().rulebook
    write(Table("本月小结", title, _COLUMNS, [_row(line, rulebook) for line in found.lines]), target)


def kinds_in_words(kinds: Mapping[str, int], rulebook: Rulebook) -> str:
    """主题党日3次、党课1次, in the order of the menu."""
    named = [(block.name, kinds.get(name, 0)) for name, block in rulebook.activities.items()]
    return "、".join(f"{name}{count}次" for name, count in named if count)


def _row(line: Line, rulebook: Rulebook) -> tuple[Value, ...]:
    due = line.due
    return (
        line.organisation.name,
        line.organisation.code,
        line.records,
        kinds_in_words(line.kinds, rulebook),
        line.late,
        due.owed,
        due.done,
        due.pending,
        due.overdue,
        line.overdue,
        line.members_overdue,
    )
