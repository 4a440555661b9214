"""A table pasted into a register: read row by row, every fault told with its row, filed whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from dengming.accounts.actions import Done, action, authorise
from dengming.accounts.scope import Scope
from dengming.calendar.limits import DayError, read_written
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.places import is_of, subject_reach
from dengming.orgs import kinds
from dengming.orgs.models import Member, Subject
from dengming.orgs.spans import holders
from dengming.refusal import Refusal
from dengming.rulebook.registers import Entry

ROWS_AT_MOST: Final = 300
PERSON: Final = "姓名"
PART: Final = "类别"


@dataclass(frozen=True)
class Pasted:
    """One row of the table: its number as the person counts it, and its cells by the names of the columns."""

    number: int
    cells: Mapping[str, str]


def columns_of(block: Entry) -> list[str]:
    """The columns of a table without a heading row, in their order; where it is kept for people, first whose."""
    person, part = [PERSON] if rules().rulebook.is_of_people(block) else [], [PART] if block.parts else []
    return [*person, *part, *(field.name for field in block.first_fields)]


@action("table.filed", label="整表登记台账", needs="read", at=subject_reach)
def file_table(scope: Scope, subject: Subject, *, register: str, table: str) -> Done[int]:
    """An entry for each row. Raises FieldRefusal that names the fault of every row, and files nothing then."""
    rulebook = rules().rulebook
    block = rulebook.entries[register]
    authorise(scope, block.stage[0].may, subject_reach(subject))
    if not block.paste:
        raise Refusal(f"“{block.name}”要逐项登记，不能整表粘贴。")
    rows, faults = list(_rows(block, table)), []
    for row in rows:
        try:
            whose = _whose(subject, row) if rulebook.is_of_people(block) else subject
            part, fields = _read(block, subject, row)
            file_entry(scope, whose, register=register, part=part, happened=clock.today(), fields=fields)
        except FieldRefusal as refusal:
            faults.append(f"第{row.number}行：{''.join(refusal.problems.values())}")
        except Refusal as refusal:
            faults.append(f"第{row.number}行：{refusal}")
    if faults:
        raise FieldRefusal({"table": "\n".join([f"有{len(faults)}行要改，一行也没有登记。", *faults])})
    return Done(len(rows), about=f"{subject.name} {block.name}", note={"register": register, "rows": len(rows)})


def _rows(block: Entry, table: str) -> Iterator[Pasted]:
    """The rows that say something; a first row that holds only names of columns gives their order."""
    names = columns_of(block)
    lines = [(number, _cells(line)) for number, line in enumerate(table.splitlines(), 1) if line.strip()]
    if lines and set(lines[0][1]) <= set(names):
        names = lines.pop(0)[1]
    if not lines:
        raise FieldRefusal({"table": "表里一行内容也没有：请从表格软件里选中各行，复制后粘贴。"})
    if len(lines) > ROWS_AT_MOST:
        raise FieldRefusal({"table": f"表有{len(lines)}行：一次请不超过{ROWS_AT_MOST}行。"})
    long = [f"第{number}行" for number, cells in lines if len(cells) > len(names)]
    if long:
        raise FieldRefusal({"table": f"{'、'.join(long)}多于{len(names)}栏：各栏依次是{'、'.join(names)}。"})
    for number, cells in lines:
        yield Pasted(number, dict(zip(names, cells, strict=False)))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.rstrip("\t\r").split("\t")]


def _whose(subject: Subject, row: Pasted) -> Subject:
    """The member of the organisation that the row is about."""
    if not (typed := row.cells.get(PERSON, "")):
        raise FieldRefusal({PERSON: f"“{PERSON}”还没有填。"})
    code = _code(subject, typed, PERSON)
    member = Member.objects.filter(subject__code=code).select_related("subject").first()
    if member is None or not is_of(member, subject_reach(subject)):
        raise FieldRefusal({PERSON: f"没有找到{subject.name}的党员“{typed}”：请写姓名，有同名的写编号。"})
    return member.subject


def _read(block: Entry, subject: Subject, row: Pasted) -> tuple[str, dict[str, str]]:
    """The part and the fields as the register stores them."""
    parts = {part.name: part.id for part in block.parts}
    said = row.cells.get(PART, "") if block.parts else ""
    if said not in parts and block.parts:
        raise FieldRefusal({"part": f"“{PART}”请从“{'”“'.join(parts)}”里选。"})
    fields = {}
    for field in block.first_fields:
        value = row.cells.get(field.name, "")
        if value and field.type == "date":
            value = _day(value)
        if value and field.type == "member":
            value = _code(subject, value, field.name)
        fields[field.id] = value
    return parts.get(said, ""), fields


def _day(typed: str) -> str:
    """The day as it is stored; what is none stays, for the register to refuse."""
    try:
        return read_written(typed).isoformat()
    except DayError:
        return typed


def _code(subject: Subject, typed: str, column: str) -> str:
    """The code of the one who belongs there and has that name; what is no such name is taken for a code."""
    belongs = holders(kinds.STATUSES, clock.today()).filter(at__organisation__reach__startswith=subject_reach(subject))
    named = Member.objects.filter(subject__name=typed, pk__in=belongs.values("subject_id"))
    here = list(named.order_by("subject__code").values_list("subject__code", flat=True))
    if len(here) > 1:
        raise FieldRefusal({column: f"“{column}”有{len(here)}位“{typed}”：请写编号（{'、'.join(here)}）。"})
    return here[0] if here else typed
