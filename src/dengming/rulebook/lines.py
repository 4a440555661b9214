"""Where in a file a fault is: its place in words, and the line of that place."""

import re
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)(?:\[(.*?)\](?=\.|$))?")
"""One step of a place: a key, and in brackets the id, the name or the number (from 1) of one of its blocks."""


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


def path_of(data: Any, place: str) -> list[Any]:
    """The keys and numbers that lead to a place as `place_of` writes it; ends where the file has nothing more."""
    where: list[Any] = []
    for key, label in _STEP.findall(place):
        where.append(key)
        data = data.get(key) if isinstance(data, dict) else None
        if not label or not isinstance(data, list):
            continue
        number = next((i for i, item in enumerate(data) if label in _labels(item, i)), None)
        if number is None:
            break
        where.append(number)
        data = data[number]
    return where


def _labels(item: Any, number: int) -> tuple[str, ...]:
    named = (item.get("id"), item.get("name")) if isinstance(item, dict) else ()
    return (*(name for name in named if isinstance(name, str)), str(number + 1))


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
