"""One cell as text: full-width letters narrowed, needless spaces and decimals gone, hints in brackets stripped."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = int | float | str | bool | time | date | datetime | timedelta | None

_NOTHING = {"", "无", "-", "—", "——", "/", "暂无", "不详"}
_BRACKETS = re.compile(r"[(\[【〔「<][^)\]】〕」>]*[)\]】〕」>]")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")


def text_of(cell: Cell) -> str:
    """What the cell says; a whole number without `.0`, a day as 2020-01-02, what stands for nothing as ''."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", str(cell))).strip()
    return "" if text in _NOTHING else text


def heading_of(cell: Cell) -> str:
    """A column heading without hints, marks for required columns, punctuation and spaces: “*姓 名（必填）” is 姓名."""
    text = unicodedata.normalize("NFKC", "" if cell is None else str(cell))
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return re.sub(r"[\s*:：、,，。.·_\-]+", "", text)


def uncoded(text: str) -> tuple[str, str]:
    """Split a coded value such as `223_正式党员` into code and word; the code is '' where there is none."""
    match = re.fullmatch(r"(\d{1,4})\s*[_\-.、:|\s]\s*(\D.*)", text)
    return (match[1], match[2].strip()) if match else ("", text)
