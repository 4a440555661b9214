"""Registers 台账 and waivers 免办 as workbooks: one line or case a row, withdrawn ones too, with why."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Grant, Scope
from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.models import Entry, Waiver
from dengming.ledgers.restricted import journal_name
from dengming.orgs.models import Organisation
from dengming.reports.case_heads import headings_of, whose_heading
from dengming.reports.case_lines import FieldWords
from dengming.reports.case_tables import case_tables, enclosed_tables
from dengming.reports.reached import lines_of, reaches
from dengming.reports.workbook import Column, Table, Value, sheet_name, write, write_all
from dengming.rulebook.registers import Entry as Register

_WHO: Final = (Column("组织（人员）", 26), Column("编号", 14))
_WAIVED: Final = (
    Column("事项", 26), Column("起"), Column("止"),
    Column("理由", 30), Column("决定人（会议）", 18), Column("文号", 20),
)  # fmt: skip
_HOW: Final = (Column("登记日期"), Column("登记人"), Column("撤回日期"), Column("撤回原因", 24))


@action("register.exported", label="导出台账", needs="read", at=reaches)
def export_register(
    scope: Scope, target: BinaryIO, *, register: Register, organisations: Sequence[Organisation], on: date | None = None
) -> Done[int]:
    """Write the lines or cases of one register that concern these organisations and what is below them, as they stood
    on a day (default: today); how many.

    Behind them stand the lists that the register encloses.
    """
    cases = register.is_case
    made = case_tables if cases else _lines
    tables, enclosed = (made(scope, register, organisations, on), enclosed_tables(scope, register, organisations, on))
    count = write_all([*tables, *enclosed], target)[len(tables) - 1]
    note = {"lines": count, "on": (on or clock.today()).isoformat()}
    return Done(count, about=journal_name(register), note=note)


@action("waivers.exported", label="导出免办登记", needs="read", at=reaches)
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
        for waiver in queries.waivers(_reading(organisations))
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


def _lines(
    scope: Scope, register: Register, organisations: Sequence[Organisation], on: date | None = None
) -> list[Table]:
    """A register whose lines are only filed: its fields between whose they are and who filed them."""
    parts = {part.id: part.name for part in register.parts}
    day, people = on or clock.today(), rules().rulebook.is_of_people(register)
    found = [it for it in lines_of(scope, register.id, organisations) if it.happened <= day]
    words = FieldWords(scope, register, found)
    rows = [
        (
            *_who(entry),
            *([words.branch(entry)] if people else []),
            *([parts.get(entry.part, "")] if parts else []),
            entry.about,
            entry.happened,
            *(words.cell(field, entry) for field in register.field),
            *_how(entry, entry.entered_at, entry.entered_by),
        )
        for entry in found
    ]
    part = [Column("分项", 18)] if parts else []
    fields = [Column(heading, 18) for heading in headings_of(register).values()]
    who = [Column(whose_heading(register), 26), _WHO[1], *([Column("所在党支部", 26)] if people else [])]
    columns = [*who, *part, Column("所属日期"), Column("办理日期"), *fields, *_HOW]
    return [Table(sheet_name(register.name), register.name, columns, rows)]


def _reading(organisations: Sequence[Organisation]) -> Scope:
    """What the export of waivers may see: these organisations and below, whatever else the actor reaches."""
    return Scope(None, tuple(Grant(organisation.reach, frozenset({"read"})) for organisation in organisations))


def _who(line: Entry | Waiver) -> tuple[Value, Value]:
    return line.subject.name, line.subject.code


def _how(line: Entry | Waiver, at: int, by: object) -> tuple[Value, ...]:
    withdrawn = date_at(line.withdrawn_at) if line.withdrawn_at else None
    return date_at(at), getattr(by, "name", ""), withdrawn, line.withdrawn_reason
