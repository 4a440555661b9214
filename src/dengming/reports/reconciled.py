"""A roster from elsewhere beside ours as a workbook: a sheet for each answer, and first what was compared."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from dengming.orgs.importing.reconciling import UNCOMPARED, Reconciliation
from dengming.orgs.importing.results import RowPlan
from dengming.refusal import days_in_words
from dengming.reports.workbook import Column, Table, Value, write_all

_LABELS: Final = {
    "only_theirs": "只在文件里",
    "only_ours": "只在本系统",
    "differing": "不一致",
    "same": "一致",
    "unread": "有问题的行",
}
_ROW, _NAME, _BRANCH = Column("行", 6), Column("姓名", 10), Column("党支部", 26)


def counted(told: Reconciliation) -> list[tuple[str, int]]:
    """The headings of the report, each with its number."""
    return [(_LABELS[name], count) for name, count in told.counts().items()]


def write_reconciliation(told: Reconciliation, target: BinaryIO) -> None:
    """Write the report: nothing is left out of it."""
    tables = [
        Table("汇总", "名册核对", [Column("项目", 16), Column("内容", 80, wrap=True)], _summary(told)),
        Table(_LABELS["only_theirs"], "只在文件里的人", [_ROW, _NAME, _BRANCH], map(_who, told.only_theirs)),
        Table(
            _LABELS["only_ours"],
            "只在本系统的人",
            [Column("编号"), _NAME, _BRANCH, Column("人员类别")],
            ((it.code, it.name, it.branch, it.status) for it in told.only_ours),
        ),
        Table(
            _LABELS["differing"],
            "不一致的内容",
            [_ROW, _NAME, _BRANCH, Column("项目", 14), Column("文件里", 26), Column("本系统", 26)],
            _differences(told.differing),
        ),
        Table(
            _LABELS["unread"],
            "有问题的行",
            [_ROW, Column("列", 16), Column("填的是", 22), Column("说明", 70, wrap=True)],
            ((it.row, it.column, it.value, days_in_words(it.message)) for it in told.unread),
        ),
    ]
    write_all(tables, target)


def _summary(told: Reconciliation) -> Iterator[tuple[Value, Value]]:
    yield "工作表", told.plan.sheet
    yield "核对日期", told.plan.today
    yield "核对的党支部", "、".join(told.covered)
    yield from counted(told)
    yield "没有用到的列", "、".join(told.plan.ignored_columns)
    yield "跳过的行", "、".join(map(str, told.plan.skipped_rows))
    yield "说明", UNCOMPARED


def _who(row: RowPlan) -> tuple[Value, ...]:
    return row.row, row.name, row.branch


def _differences(rows: Iterable[RowPlan]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for change in row.changes:
            yield *_who(row), change.field, days_in_words(change.after), days_in_words(change.before)
