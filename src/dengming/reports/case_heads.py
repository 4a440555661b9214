"""The headings of a register's columns, on paper and in workbooks: whose a line is, what its fields are called."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.reports.case_lines import FieldWords
from dengming.reports.official.tables import Head
from dengming.rulebook import registers
from dengming.rulebook.register_fields import EntryField

_SHARES: Final = {"long": 3.0, "text": 1.9, "document": 1.9, "record": 1.9, "choice": 1.1, "date": 1.4, "number": 1.1}
_SHARE: Final = 1.1


def headings_of(register: registers.Entry) -> dict[str, str]:
    """The headings of its fields: with the step that asks for it where several have one name, and with a remark where
    another system holds it already."""
    several = Counter(field.name for field in register.field)
    steps = {name: stage.name for stage in reversed(register.stage) for name in stage.wanted}
    found = {}
    for field in register.field:
        step = f"{steps[field.id]}：" if several[field.name] > 1 and field.id in steps else ""
        found[field.id] = f"{step}{field.name}" + (f"（{field.held_in}已有）" if field.held_in else "")
    return found


def whose_heading(register: registers.Entry) -> str:
    """What stands above whose it is: organisations, people, or both."""
    of = {rules().rulebook.roles[role].of for role in register.owner}
    return "组织（人员）" if len(of) > 1 else "姓名" if "person" in of else "组织"


def head_of(field: EntryField) -> Head:
    """The column of a field in a printed list: as wide as what is said there usually is."""
    share = _SHARES["long"] if field.is_long else _SHARES.get(field.type, _SHARE)
    return Head(field.name, share, left=field.is_long or field.type in ("text", "document", "record"))


def origin_heading(register: registers.Entry) -> str:
    """What is said above what a case comes from: a register of printed lists is one of problems."""
    return "所属的问题" if register.sheets else "所属事项"


def whose_columns(words: FieldWords, entries: Sequence[Entry]) -> list[tuple[Head, list[str]]]:
    """The columns of a printed list that say whose each is: the name, and of people the branch."""
    people = rules().rulebook.is_of_people(words.register)
    share = 1.2 if people else 1.7
    found = [(Head(whose_heading(words.register), share, left=True), [it.subject.name for it in entries])]
    if people:
        found.append((Head("所在党支部", 1.9, left=True), [words.branch(it) for it in entries]))
    return found
