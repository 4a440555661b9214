"""Read one TOML file into a block, or say every fault of it: file, line, place, cure."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dengming.rulebook.blocks import Block
from dengming.rulebook.faults import Fault

B = TypeVar("B", bound=Block)

_MESSAGES = {
    "extra_forbidden": ("不认识的键“{key}”。", "请删去，或改成说明书里列出的键。"),
    "missing": ("缺少“{key}”。", "请补上。"),
    "string_pattern_mismatch": ("“{input}”的写法不对。", "请按 {pattern} 的样子写（编号用小写字母、数字和连字符）。"),
    "literal_error": ("“{input}”不在词表里。", "只能写：{expected}。"),
    "too_short": ("“{key}”是空的。", "请至少写一项。"),
    "string_too_short": ("“{key}”是空的。", "请写上内容。"),
    "date_from_datetime_parsing": ("“{input}”不是日期。", "请写成 2020-01-31。"),
    "date_type": ("“{input}”不是日期。", "请写成 2020-01-31，不加引号。"),
}


def read(path: Path, model: type[B]) -> tuple[B | None, list[Fault]]:
    """The block of the file, or None with the faults."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, [Fault(name, 0, "", "不是 UTF-8 编码的文本。", "请用 UTF-8 编码另存。")]
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = int(match[1]) if (match := re.search(r"line (\d+)", str(error))) else 0
        again = "同一个键写了两次" if "overwrite" in str(error) else "TOML 语法不对"
        return None, [Fault(name, line, "", f"{again}（{error}）。", "请改正这一行。")]
    if model.model_fields.keys() >= {"pack", "file"}:
        data |= {"pack": path.parent.name, "file": name}
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(name, text, data, detail) for detail in _telling(error.errors())]


def _telling(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without those that only follow from another: a list whose one item is wrong also counts as empty."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(place != detail["loc"] and place[: len(detail["loc"])] == detail["loc"] for place in places)
    ]


def _fault(file: str, text: str, data: dict[str, Any], detail: ErrorDetails) -> Fault:
    where = [part for part in detail["loc"] if not (isinstance(part, str) and "[" in part)]
    key = where[-1] if where else ""
    message, cure = _words(detail, str(key))
    return Fault(file, line_of(text, where), place_of(data, where), message, cure)


def _words(detail: ErrorDetails, key: str) -> tuple[str, str]:
    context = detail.get("ctx", {})
    if detail["type"] == "value_error" and "|" in detail["msg"]:
        message, cure = detail["msg"].removeprefix("Value error, ").split("|", 1)
        return message + "。", cure
    form = _MESSAGES.get(detail["type"], (f"“{{key}}”不对：{detail['msg']}。", "请改正。"))
    values = {"key": key, "input": detail["input"], "pattern": "", "expected": ""} | context
    values["expected"] = str(values["expected"]).replace("'", "").replace(" or ", ", ")
    return form[0].format(**values), form[1].format(**values)


def place_of(data: Any, where: list[Any]) -> str:
    """`duty[hold-branch-meeting].term[2].every`: blocks by id where they have one, else by number from 1."""
    place = ""
    for part in where:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) and part < len(data) else None
            label = data.get("id", part + 1) if isinstance(data, dict) else part + 1
            place += f"[{label}]"
            continue
        data = data.get(part) if isinstance(data, dict) else None
        place += f".{part}" if place else str(part)
    return place


def line_of(text: str, where: list[Any]) -> int:
    """The line of the innermost block header or key on the way, found by counting headers; 0 if there is none."""
    lines = text.splitlines()
    at, limit, table = 0, len(lines), ""
    first_table = next((i for i in range(limit) if lines[i].startswith("[")), limit)
    for part, follower in zip(where, [*where[1:], None], strict=True):
        if isinstance(part, int):
            continue
        table = f"{table}.{part}" if table else str(part)
        if isinstance(follower, int):
            heads = [i for i in range(at, limit) if lines[i].strip() == f"[[{table}]]"]
            if follower < len(heads):
                at, limit = heads[follower], (heads[follower + 1] if follower + 1 < len(heads) else limit)
                continue
        for i in range(at, limit if at else first_table):
            if re.match(rf"\s*{re.escape(str(part))}\s*=", lines[i]):
                return i + 1
    return at + 1 if at else 0
