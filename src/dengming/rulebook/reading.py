"""Read one TOML file into a block, or say every fault of it: file, line, place, cure."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dengming.rulebook.blocks import Block
from dengming.rulebook.faults import Fault
from dengming.rulebook.lines import line_of, path_of, place_of
from dengming.rulebook.places import pack_of
from dengming.rulebook.wording import schema_fault, syntax_fault

B = TypeVar("B", bound=Block)


def name_of(path: Path) -> str:
    """How faults call a file: its pack and its name."""
    return f"{path.resolve().parent.name}/{path.name}"


def read(path: Path, model: type[B]) -> tuple[B | None, list[Fault]]:
    """The block of the file, or None with the faults."""
    name = name_of(path)
    try:
        text = text_of(path)
    except UnicodeDecodeError:
        return None, [Fault(name, 0, "", "不是 UTF-8 编码的文本。", "请用 UTF-8 编码另存。")]
    if not text.strip():
        return None, [Fault(name, 0, "", "文件是空的。", "请写上内容，或删去这个文件。")]
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, message, cure = syntax_fault(text, error)
        return None, [Fault(name, line, "", message, cure)]
    if model.model_fields.keys() >= {"pack", "file"}:
        data |= {"pack": pack_of(path.parent), "file": name}
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(name, text, data, model, detail) for detail in _telling(error.errors())]


def text_of(path: Path) -> str:
    """The text of a file. A byte order mark, which some editors put first, is no part of it."""
    return path.read_text(encoding="utf-8-sig")


def with_lines(faults: list[Fault], paths: dict[str, Path]) -> list[Fault]:
    """The faults, each with the line of its place where the file still shows it."""
    return [_with_line(fault, paths.get(fault.file)) for fault in faults]


def _with_line(fault: Fault, path: Path | None) -> Fault:
    if fault.line or not fault.place or path is None:
        return fault
    text = text_of(path)
    line = line_of(text, path_of(tomllib.loads(text), fault.place))
    return Fault(fault.file, line, fault.place, fault.message, fault.cure)


def _telling(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without those that only follow from another: a list whose one item is wrong also counts as empty."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(place != detail["loc"] and place[: len(detail["loc"])] == detail["loc"] for place in places)
    ]


def _fault(file: str, text: str, data: dict[str, object], model: type[Block], detail: ErrorDetails) -> Fault:
    where = [part for part in detail["loc"] if not (isinstance(part, str) and "[" in part)]
    message, cure = schema_fault(model, where, detail)
    return Fault(file, line_of(text, where), place_of(data, where), message, cure)
