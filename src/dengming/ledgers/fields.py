"""The fields of a register as its block declares them: read, checked, and nothing else kept."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dengming.calendar.limits import FIRST_DAY, LAST_DAY, DayError, read_day
from dengming.reasons import reason_of
from dengming.refusal import Refusal, days_in_words
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import Entry
from dengming.secrecy import refuse_marked
from dengming.voting.tallies import names_of, votes_of

TEXT_AT_MOST: Final = 200
LONG_AT_MOST: Final = 1000
NOTHING: Final = ("无", "没有", "暂无", "不详", "待补", "-", "—", "/")
"""What people write where a paper is asked for and there is none."""

_ISSUE_NUMBER: Final = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{1,20}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,5}号")
"""发文字号: who issued it in short, the year in brackets, the number."""
_LISTS: Final[dict[str, Callable[[str], object]]] = {"names": names_of, "tally": votes_of}
YEARS: Final = range(FIRST_DAY.year, LAST_DAY.year + 1)

Asked = Iterable[tuple[EntryField, bool]]
"""Fields, and whether each must be said."""


class FieldRefusal(Refusal):
    """Fields that do not agree: `problems` gives each its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = {name: days_in_words(sentence) for name, sentence in problems.items()}
        super().__init__(next(iter(self.problems.values())))


def reason_at(field: str, typed: str, of: str) -> str:
    """The reason as it is kept; what is wrong with it is said at the field. Raises FieldRefusal."""
    try:
        return reason_of(typed, of)
    except Refusal as refusal:
        raise FieldRefusal({field: str(refusal)}) from None


def read_fields(block: Entry, asked: Asked, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that are asked for, as they are stored. Raises FieldRefusal with every fault."""
    declared = {field.id: (field, required) for field, required in asked}
    problems = {name: f"“{block.name}”没有“{name}”这一栏，不能登记。" for name in typed if name not in declared}
    kept = {}
    for name, (field, required) in declared.items():
        value = typed.get(name, "").strip()
        if fault := _fault(field, required, value):
            problems[name] = fault
        elif value:
            kept[name] = value
    if problems:
        raise FieldRefusal(problems)
    return kept


def _fault(field: EntryField, required: bool, value: str) -> str:
    if not value:
        return f"“{field.name}”还没有填。" if required else ""
    refuse_marked(value, field.name)
    if len(value) > (most := at_most(field)):
        return f"“{field.name}”太长：请不超过 {most} 字。"
    return _fault_of_document(field, value) if field.type == "document" else _fault_of_type(field, value)


def _fault_of_document(field: EntryField, value: str) -> str:
    if value in NOTHING:
        return f"“{field.name}”不能写“{value}”：请写名称或文号，没有的先补齐再登记。"
    if field.numbered and not _ISSUE_NUMBER.fullmatch(value):
        return f"“{field.name}”只写发文字号，如 机党〔2020〕2号。"
    return ""


def _fault_of_type(field: EntryField, value: str) -> str:
    if field.type == "choice" and value not in field.choices:
        return f"“{field.name}”请从“{'”“'.join(field.choices)}”里选。"
    if field.type == "date" and (fault := _fault_of_day(value)):
        return f"“{field.name}”{fault}"
    if field.type == "year" and not (re.fullmatch(r"[0-9]{4}", value) and int(value) in YEARS):
        return f"“{field.name}”请写 {YEARS[0]} 到 {YEARS[-1]} 之间的年份，如 2020。"
    if field.type in _LISTS and (fault := _fault_of_list(field.type, value)):
        return f"“{field.name}”{fault}"
    return _fault_of_number(field, value) if field.type in ("count", "number") else ""


def _fault_of_number(field: EntryField, value: str) -> str:
    if field.type == "count" and not (re.fullmatch(r"[0-9]{1,9}", value) and int(value) >= field.least):
        return f"“{field.name}”请写整数，{f'至少是 {field.least}' if field.least else '没有的写 0'}。"
    if field.type == "number" and not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", value):
        return f"“{field.name}”请写数字，最多两位小数。"
    if field.most is not None and float(value) > field.most:
        return f"“{field.name}”不能超过 {field.most}，现在是 {value}：请核对。"
    return ""


def _fault_of_list(kind: str, value: str) -> str:
    try:
        _LISTS[kind](value)
    except ValueError as error:
        return str(error)
    return ""


def at_most(field: EntryField) -> int:
    """How many signs the field takes."""
    return LONG_AT_MOST if field.is_long else TEXT_AT_MOST


def _fault_of_day(value: str) -> str:
    try:
        read_day(value)
    except DayError as error:
        return f"{error.what}：{error.cure}。"
    return ""
