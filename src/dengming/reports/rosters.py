"""The member roster as a workbook: the same columns that the import reads, so that it can be mended and taken back."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs.importing.columns import COLUMNS
from dengming.orgs.models import Organisation
from dengming.reports.roster_lines import RosterLines
from dengming.reports.workbook import Column, Table, write

_WIDTHS: Final = {"identity": 22, "branch": 26, "job": 20, "post": 20, "phone": 14, "gender": 6, "name": 10}
_REMARK: Final = Column("备注（其他任职；导入时不读）", 40)


@action(
    "members.exported",
    label="导出党员名册",
    needs="read",
    at=lambda target, *, organisations, **_: [it.reach for it in organisations],
)
def export_members(
    scope: Scope, target: BinaryIO, *, organisations: Sequence[Organisation], on: date | None = None
) -> Done[int]:
    """Write the members of these organisations on a day (default: today); gives back how many.

    Identity numbers and phones are whole where the actor keeps the roster, else masked. The journal says who took it.
    """
    day = on or clock.today()
    lines = RosterLines(scope, organisations, day)
    names = "、".join(it.name for it in organisations)
    columns = [Column(column.heading, _WIDTHS.get(column.field, 12)) for column in COLUMNS] + [_REMARK]
    count = write(Table("党员名册", f"{names}党员名册（截至 {day}）", columns, lines.rows()), target)
    return Done(count, about=names, note={"on": day.isoformat(), "members": count})
