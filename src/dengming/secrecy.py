"""Marks of state secrecy 秘密★ 机密★ 绝密★: this is not a system for secret papers, so a marked file is refused.

The marks are those of the documents format (GB/T 9704-2012: 密级 and 保密期限 joined by ★). Typing varies, so spaces
between the signs, hollow and half-width stars are taken as well. The plain word is not a mark: the oath itself says
保守党的秘密.
"""

import re
import unicodedata
from typing import Final

from dengming.refusal import Refusal

LEVELS: Final = ("绝密", "机密", "秘密")
NOTICE: Final = "本系统为非涉密系统，不得录入、上传、存储、处理涉及国家秘密的内容。"
_STARS: Final = "★☆*⭐✩✭✮✯✰⋆"
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufe0f]")
_MARK: Final = re.compile(
    "|".join(rf"(?P<l{number}>{level[0]}\s*{level[1]}\s*[{_STARS}])" for number, level in enumerate(LEVELS))
)
_BRACKETED: Final = re.compile(rf"[\[(【〔]\s*({'|'.join(LEVELS)})\s*[\])】〕]")
_ENCODINGS: Final = ("utf-16-le", "gb18030", "utf-8")
_GAPS: Final = " \t\r\n\u3000\xa0"


def mark_in(text: str) -> str | None:
    """The mark that the text carries, such as 机密★, or None."""
    found = _MARK.search(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return f"{LEVELS[int(str(found.lastgroup)[1:])]}★" if found else None


def mark_in_name(name: str) -> str | None:
    """The mark in a file name, where a level in brackets is one too: 【机密】."""
    if mark := mark_in(name):
        return mark
    found = _BRACKETED.search(unicodedata.normalize("NFKC", name))
    return f"{found[1]}★" if found else None


def mark_in_bytes(data: bytes) -> str | None:
    """The mark in the raw bytes of an old office file, whose text is UTF-16 or GBK somewhere inside."""
    for level, pattern in _BYTE_MARKS:
        if pattern.search(data):
            return f"{level}★"
    return None


def refuse_marked(text: str, where: str) -> None:
    """Refuse typed text that carries a mark. `where` is the field's name."""
    if mark := mark_in(text):
        raise Refusal(f"“{where}”里有密级标志“{mark}”：{NOTICE}请删去涉密内容。")


def _byte_pattern(level: str, encoding: str) -> bytes:
    def any_of(signs: str) -> bytes:
        return b"(?:" + b"|".join(re.escape(sign.encode(encoding)) for sign in signs) + b")"

    first, second = (re.escape(sign.encode(encoding)) for sign in level)
    gap = any_of(_GAPS) + b"*"
    return first + gap + second + gap + any_of(_STARS + "＊")


_BYTE_MARKS: Final = tuple(
    (level, re.compile(b"|".join(_byte_pattern(level, encoding) for encoding in _ENCODINGS))) for level in LEVELS
)
