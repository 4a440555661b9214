"""Names and votes as people type them: a line for each, 姓名 or 姓名 票数. Pure."""

import re
from typing import Final

_LINE: Final = re.compile(r"(.*\S)[\s,，、:：]+(\d{1,5})\s*票?")


def names_of(text: str) -> list[str]:
    """The names, one a line, as they stand. Raises ValueError with a Chinese sentence where one stands twice."""
    names = [line.strip() for line in text.splitlines() if line.strip()]
    _check_once(names)
    return names


def votes_of(text: str) -> dict[str, int]:
    """How many agreed to each, in the order of the lines. Raises ValueError with a Chinese sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    for line, read in zip(lines, found, strict=True):
        if read is None:
            raise ValueError(f"看不懂“{line}”：请一人一行，写姓名、空格、赞成票数，没有得票的写 0。")
    read_lines = [(it[1].rstrip(" ,，、:："), int(it[2])) for it in found if it]
    _check_once([name for name, _ in read_lines])
    return dict(read_lines)


def bare(name: str) -> str:
    """The name without what tells it apart from the same name: 王伟（二组） is 王伟."""
    return re.split(r"[\s(（]", name, maxsplit=1)[0]


def _check_once(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"“{twice}”写了两次：请一人一行；同名的在姓名后面加以区别。")
