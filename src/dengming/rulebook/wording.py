"""What is wrong in a file and how to mend it, as one Chinese sentence: from what the parser and the schema say."""

import re
import tomllib
import types
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_LIST = ("“{key}”应当是一列。", '请用方括号写，例如 ["branch"]。')
_BLOCK = ("“{key}”应当是一组键和值。", "请写成 { 键 = 值 }，或另起一节。")
_DATE = ("“{input}”不是日期。", "请写成 2020-01-31，不加引号。")
_WHOLE = ("“{key}”应当是整数，现在是“{input}”。", "请写成整数，不加引号。")
_NUMBER = ("“{key}”应当是数，现在是“{input}”。", "请写成数，不加引号。")
_RANGE = ("“{key}”的数“{input}”超出范围。", "请写{range}的数。")

_MESSAGES = {
    "missing": ("缺少“{key}”。", "请补上。"),
    "string_pattern_mismatch": ("“{input}”的写法不对。", "请按 {pattern} 的样子写（编号用小写字母、数字和连字符）。"),
    "literal_error": ("“{input}”不在词表里。", "{near}可以写的有：{expected}。"),
    "too_short": ("“{key}”是空的。", "请至少写一项。"),
    "string_too_short": ("“{key}”是空的。", "请写上内容。"),
    "string_type": ("“{key}”应当是文字。", "请加上英文引号。"),
    "bool_type": ("“{key}”只能是真或假。", "请写 true 或 false，不加引号。"),
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "finite_number": ("“{key}”不是一个数，现在是“{input}”。", "请写成普通的数，如 60。"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "greater_than": _RANGE,
    "greater_than_equal": _RANGE,
    "less_than_equal": _RANGE,
}

_SYNTAX = {
    "Expected '='": "键的后面缺少“=”",
    "Invalid value": "值写得不对，文字要用英文引号括起来",
    "Invalid date": "没有这一天，请核对日期",
    "Unterminated string": "引号没有收尾",
    "Illegal character": "引号没有收尾，或夹着不能用的字符",
    "Unclosed array": "方括号没有收尾，或缺少逗号",
    "Unclosed inline table": "花括号没有收尾，或缺少逗号",
    "Expected ']": "节名的方括号没有收尾",
    "Expected newline": "一行写了两样内容，或缺少方括号、逗号",
    "Cannot overwrite": "同一个键写了两次",
    "Cannot declare": "同一节写了两次",
    "Duplicate inline": "同一个键写了两次",
    "Cannot mutate": "同一节写了两次",
    "Cannot redefine": "同一个键写了两次",
    "Unescaped": "引号里的反斜杠要写成两个",
    "Invalid initial": "键只能用英文字母、数字、连字符和下划线",
    "Found invalid": "引号没有收尾，或夹着不能用的字符",
    "Invalid statement": "这一行既不是“键 = 值”，也不是 [[节名]]",
}
"""Beginnings of what the parser says, and the same for people."""

_FULLWIDTH = {"“": "中文引号", "”": "中文引号", "＝": "中文等号", "，": "中文逗号", "【": "中文方括号"}


def syntax_fault(text: str, error: tomllib.TOMLDecodeError) -> tuple[int, str, str]:
    """(line, what is wrong, cure) of a file that is not TOML."""
    said, lines = str(error), text.splitlines()
    match = re.search(r"line (\d+)", said)
    line = int(match[1]) if match else len(lines)
    what = next((words for start, words in _SYNTAX.items() if said.startswith(start)), "不合 TOML 的写法")
    wide = _fullwidth(lines[line - 1]) if 0 < line <= len(lines) else ""
    cure = f"这一行有{wide}，请改用英文的。" if wide else "请改正这一行。"
    return line, f"{what}。", cure


def _fullwidth(line: str) -> str:
    """Chinese signs outside of quotation marks, where only English ones are read."""
    bare = re.sub(r'"[^"]*"', "", line)
    return "、".join(dict.fromkeys(name for sign, name in _FULLWIDTH.items() if sign in bare))


def schema_fault(model: type[BaseModel], where: list[Any], detail: ErrorDetails) -> tuple[str, str]:
    """(what is wrong, cure) of one fault that the schema found."""
    key, context = (str(where[-1]) if where else ""), detail.get("ctx", {})
    if detail["type"] == "value_error" and "|" in detail["msg"]:
        message, cure = detail["msg"].removeprefix("Value error, ").split("|", 1)
        return message + "。", cure
    if detail["type"] == "extra_forbidden":
        return f"不认识的键“{key}”。", _which_key(model, where, key)
    form = _MESSAGES.get(detail["type"], ("“{key}”不对。", f"请对照说明书改正（{detail['msg']}）。"))
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    values = {
        "key": key,
        "input": detail["input"],
        "pattern": context.get("pattern", ""),
        "expected": expected,
        "near": nearest(str(detail["input"]), expected.split(", ")),
        "range": "、".join(f"{_LIMITS[name]}{limit}" for name, limit in context.items() if name in _LIMITS),
    }
    return form[0].format(**values), form[1].format(**values)


_LIMITS = {"gt": "大于 ", "ge": "不小于 ", "le": "不大于 "}


def nearest(word: str, known: Iterable[str]) -> str:
    """“是不是想写……？请改正。” where one of the known words is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"是不是想写“{near[0]}”？请改正。" if near else ""


def _which_key(model: type[BaseModel], where: list[Any], key: str) -> str:
    keys = _keys_at(model, where[:-1])
    return nearest(key, keys) or f"请删去；这里可以写：{'、'.join(keys)}。"


def _keys_at(model: type[BaseModel], where: list[Any]) -> list[str]:
    """The keys that the block at the end of the way knows."""
    for part in where:
        if isinstance(part, str):
            found = _block_of(_annotation(model, part))
            model = found or model
    hidden = {"pack", "file"} if not where else set()
    return [field.alias or name for name, field in model.model_fields.items() if name not in hidden]


def _annotation(model: type[BaseModel], key: str) -> Any:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return fields[key].annotation if key in fields else None


def _block_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for item in get_args(annotation) if (found := _block_of(item))), None)
