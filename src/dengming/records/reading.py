"""What people type into the fields of a record, read leniently: 2020年9月10日, 14：30, 2.5学时, 12人.

A field that cannot be read is kept as it was typed, with a sentence that says how to mend it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

from dengming.calendar import limits
from dengming.calendar.periods import PeriodError, parse_period

LABELS: Final = {
    "title": "主题",
    "on": "日期",
    "starts": "开始时间",
    "ends": "结束时间",
    "place": "地点",
    "hours": "学时",
    "make_up": "补办周期",
    "counted_present": "实到人数",
    "agenda": "议题（议程）",
    "resolution": "决议",
}
_LENGTHS: Final = {"title": 200, "place": 120, "agenda": 20_000, "resolution": 20_000}
_COLUMNS: Final = {"hours": "quantity"}
"""Fields whose column has another name: hours are stored as a quantity in hundredths."""


@dataclass(frozen=True)
class Read:
    """`values` by column of the record; `unread` by field, as typed; `fields` are all that were given."""

    values: dict[str, Any] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()


def read(words: Mapping[str, str]) -> Read:
    """Read the fields that are given; unknown ones are an error of the caller (KeyError)."""
    values: dict[str, Any] = {}
    unread = {}
    for name, typed in words.items():
        try:
            values[_COLUMNS.get(name, name)] = _READERS[name](name, typed)
        except ValueError:
            unread[name] = typed[:500]
    return Read(values, unread, frozenset(words))


def complaint(name: str, typed: str) -> str:
    """The sentence beside a field whose typed words cannot be read."""
    if name in _LENGTHS:
        return f"“{LABELS[name]}”太长：请不超过 {_LENGTHS[name]} 字。"
    shapes = {
        "on": "请写成 2020-09-10",
        "starts": "请写成 14:30",
        "ends": "请写成 14:30",
        "hours": "请写数字，如 2 或 2.5，最多两位小数",
        "counted_present": "请写人数，如 12",
        "make_up": "请写成 2020-03（月）、2020-Q1（季）、2020-H1（半年）或 2020（年），年份在 1990 到 2100 之间",
    }
    what, cure = "看不懂", shapes[name]
    try:
        _READERS[name](name, typed)
    except limits.Impossible as error:
        what, cure = error.what, error.cure
    except ValueError:
        pass  # said by its shape
    return f"“{LABELS[name]}”里的“{typed}”{what}：{cure}。"


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _text(name: str, typed: str) -> str:
    if len(typed) > _LENGTHS[name]:
        raise ValueError(name)
    return typed.strip() if name in ("title", "place") else typed


def _date(name: str, typed: str) -> date | None:
    plain = _plain(typed)
    if not plain:
        return None
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", plain)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise limits.unreadable(plain)
    return limits.within(day)


def _time(name: str, typed: str) -> time | None:
    plain = _plain(typed)
    if not plain:
        return None
    found = re.fullmatch(r"(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?(?::\d{2})?", plain)
    if not found:
        raise ValueError(name)
    return time(int(found[1]), int(found[2] or 0))


def _hundredths(name: str, typed: str) -> int:
    plain = _plain(typed).removesuffix("学时").removesuffix("小时").strip() or "0"
    found = re.fullmatch(r"(\d{1,4})(?:\.(\d{1,2}))?", plain)
    if not found:
        raise ValueError(name)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def _count(name: str, typed: str) -> int | None:
    plain = _plain(typed).removesuffix("人").strip()
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,6}", plain):
        raise ValueError(name)
    return int(plain)


def _period(name: str, typed: str) -> str:
    plain = _plain(typed).upper()
    try:
        if plain:
            parse_period(plain)
    except PeriodError as error:
        raise ValueError(name) from error
    return plain


_READERS: Final[dict[str, Callable[[str, str], Any]]] = {
    "title": _text,
    "on": _date,
    "starts": _time,
    "ends": _time,
    "place": _text,
    "hours": _hundredths,
    "make_up": _period,
    "counted_present": _count,
    "agenda": _text,
    "resolution": _text,
}
