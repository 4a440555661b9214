"""Registers 台账 and waivers 免办 as workbooks: one line a row, withdrawn ones too, with why."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Grant, Scope
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.models import Entry, Waiver
from dengming.orgs.models import Organisation
from dengming.reports.workbook import Column, Table, Value, write
from dengming.rulebook.registers import Entry as Register

_WHO: Final = (Column("组织（人员）", 26), Column("编号", 14))
_WAIVED: Final = (
    Column("事项", 26), Column("起"), Column("止"),
    Column("理由", 30), Column("决定人（会议）", 18), Column("文号", 20),
)  # fmt: skip
_HOW: Final = (Column("登记日期"), Column("登记人"), Column("撤回日期"), Column("撤回原因", 24))


def _reaches(target: BinaryIO, *, organisations: Sequence[Organisation], **_: object) -> list[str]:
    return [organisation.reach for organisation in organisations]


@action("register.exported", label="导出台账", needs="read", at=_reaches)
def export_register(
    scope: Scope, target: BinaryIO, *, register: Register, organisations: Sequence[Organisation]
) -> Done[int]:
    """Write the lines of one register that concern these organisations, those below and their members; how many."""
    parts = {part.id: part.name for part in register.parts}
    fields = [(field.id, Column(field.name, 18)) for field in register.field]
    rows = [
        (
            *_who(entry),
            *([parts.get(entry.part, "")] if parts else []),
            entry.about,
            entry.happened,
            *(str(entry.fields.get(name, "")) for name, _ in fields),
            *_how(entry, entry.entered_at, entry.entered_by),
        )
        for entry in queries.entries(_within(organisations), register=register.id)
    ]
    part = [Column("分项", 18)] if parts else []
    columns = [*_WHO, *part, Column("所属日期"), Column("办理日期"), *(column for _, column in fields), *_HOW]
    count = write(Table(_sheet(register.name), register.name, columns, rows), target)
    return Done(count, about=register.name, note={"lines": count})


@action("waivers.exported", label="导出免办登记", needs="read", at=_reaches)
def export_waivers(scope: Scope, target: BinaryIO, *, organisations: Sequence[Organisation]) -> Done[int]:
    """Write the waivers of these organisations, those below and their members; gives back how many."""
    duties = rules().rulebook.duties
    rows = [
        (
            *_who(waiver),
            duties[waiver.duty].name if waiver.duty in duties else waiver.duty,
            waiver.since,
            waiver.until,
            waiver.reason,
            waiver.decider,
            waiver.paper,
            *_how(waiver, waiver.granted_at, waiver.granted_by),
        )
        for waiver in queries.waivers(_within(organisations))
    ]
    about = (
        Column("事项", 26),
        Column("起"),
        Column("止"),
        Column("理由", 30),
        Column("决定人（会议）", 18),
        Column("文号", 20),
    )
    count = write(Table("免办登记", "免办登记", [*_WHO, *about, *_HOW], rows), target)
    return Done(count, about="免办登记", note={"lines": count})


def _within(organisations: Sequence[Organisation]) -> Scope:
    """What the export may see: these organisations and below, whatever else the actor reaches."""
    return Scope(None, tuple(Grant(organisation.reach, frozenset({"read"})) for organisation in organisations))


def _who(line: Entry | Waiver) -> tuple[Value, Value]:
    return line.subject.name, line.subject.code


def _how(line: Entry | Waiver, at: int, by: object) -> tuple[Value, ...]:
    withdrawn = date_at(line.withdrawn_at) if line.withdrawn_at else None
    return date_at(at), getattr(by, "name", ""), withdrawn, line.withdrawn_reason


def _sheet(name: str) -> str:
    """A sheet's name has at most 31 characters and none of []:*?/\\\\."""
    return "".join(character for character in name if character not in "[]:*?/\\")[:31]
