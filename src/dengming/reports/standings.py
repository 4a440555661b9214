"""完成情况 as a workbook, in the columns of the page."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from dengming.reports.workbook import Column, Table, write
from dengming.standing.judge import Standing
from dengming.standing.values import number

HEADINGS = ("组织（人员）", "编号", "事项", "周期", "期限", "已办", "应办", "状态", "补录")


def export_standings(target: BinaryIO, items: Iterable[Standing], names: Mapping[int, tuple[str, str]]) -> int:
    """Write the states, one row each; gives back how many."""
    rows = [
        (
            names[item.subject][1],
            names[item.subject][0],
            item.duty.name,
            item.called,
            item.due,
            number(item.done),
            number(item.needed),
            item.state.label,
            "补录" if item.entered_late else "",
        )
        for item in items
    ]
    return write(Table("完成情况", "完成情况", [Column(heading, 16) for heading in HEADINGS], rows), target)
