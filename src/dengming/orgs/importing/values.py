"""From a cell to a value. Each reader raises Refusal with one sentence: what is wrong and how to mend it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from difflib import get_close_matches

from dengming.calendar.limits import LAST_DAY, OLDEST_DAY
from dengming.orgs.importing import codes
from dengming.orgs.importing.cells import Cell, text_of, uncoded
from dengming.refusal import Refusal

_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(3654, 73051)  # 1910 to 2099; smaller numbers are years or typing errors
_YEARS = range(OLDEST_DAY.year, LAST_DAY.year + 1)
_DAY_FORMS = (
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: \d{1,2}:\d{2}.*)?",
    r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?",
    r"(\d{4})(\d{2})(\d{2})",
)
_MONTH_FORM = r"(\d{4})(?:年(\d{1,2})月|[-/.](\d{1,2})|(\d{2}))"


def read_date(cell: Cell) -> date | None:
    """A date in any usual form, an Excel date or its serial number; None for an empty cell.

    A month without a day is refused: a day that nobody stated must not be made up.
    """
    if isinstance(cell, date):
        return _real_date(f"{cell:%Y-%m-%d}", cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(cell))
    text = text_of(cell)
    if not text:
        return None
    compact = text if ":" in text else text.replace(" ", "")
    for form in _DAY_FORMS:
        if match := re.fullmatch(form, compact):
            return _real_date(text, *(int(part) for part in match.groups()))
    if re.fullmatch(r"\d{5}", compact) and int(compact) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(compact))
    if re.fullmatch(_MONTH_FORM, compact):
        raise Refusal(f"“{text}”只写到月，请补上日，如 2020-01-02。")
    raise Refusal(f"看不懂日期“{text}”，请写成 2020-01-02。")


def _real_date(text: str, year: int, month: int, day: int) -> date:
    try:
        if year in _YEARS:
            return date(year, month, day)
    except ValueError:
        pass  # falls through to the one sentence for all dates that do not exist
    raise Refusal(f"日期“{text}”不存在，或不在 {_YEARS[0]} 年到 {_YEARS[-1]} 年之间，请核对年、月、日。")


def read_gender(cell: Cell) -> str:
    """The GB/T 2261.1 code, 1 or 2; '' for an empty cell. What nobody knows is left empty: 未知 is no gender."""
    text = text_of(cell)
    if not text:
        return ""
    code, word = uncoded(text)
    if found := codes.GENDERS.get(word) or codes.GENDERS.get(code):
        return found
    raise Refusal(f"性别“{text}”不是“男”或“女”：请填“男”或“女”（或 1、2），不清楚的留空。")


def read_ethnicity(cell: Cell) -> str:
    """The full name of the ethnicity; '' for an empty cell."""
    text = text_of(cell)
    code, word = uncoded(text)
    if not text:
        return ""
    for name in (word, f"{word}族"):
        if name in codes.ETHNICITIES or name in codes.OTHER_ETHNICITIES.values():
            return name
    number = code or word
    if number.isdigit() and 1 <= int(number) <= len(codes.ETHNICITIES):
        return codes.ETHNICITIES[int(number) - 1]
    if number in codes.OTHER_ETHNICITIES:
        return codes.OTHER_ETHNICITIES[number]
    near = get_close_matches(word, codes.ETHNICITIES, 1)
    hint = f"是否为“{near[0]}”？" if near else "请填民族全称，如“汉族”。"
    raise Refusal(f"没有民族“{text}”，{hint}")


def read_category(cell: Cell) -> str:
    """`member`, `probationary` or `suspended`; '' for an empty cell."""
    text = text_of(cell)
    if not text:
        return ""
    _, word = uncoded(text)
    if word in codes.CATEGORIES:
        return codes.CATEGORIES[word]
    raise Refusal(f"看不懂人员类别“{text}”，请填“正式党员”“预备党员”或“停止党籍”。")


def read_education(cell: Cell) -> str:
    """The education as written, without its code."""
    text = text_of(cell)
    code, word = uncoded(text)
    return _fitting(codes.EDUCATION.get(word, word) if not code else word, 20)


def read_phone(cell: Cell) -> str:
    """A mobile or fixed line number in digits; '' for an empty cell. Masked numbers come back as they are."""
    text = re.sub(r"[\s\-()]", "", text_of(cell)).removeprefix("+86")
    if not text or re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}|\d{7,8}", text) or "*" in text:
        return text
    raise Refusal(f"电话“{masked(text)}”不对：手机号应为 11 位，固定电话应带区号，请核对后重填。")


def read_identity_text(cell: Cell) -> str:
    """The identity number as text. Raises Refusal where Excel has already eaten its last digits."""
    if isinstance(cell, int | float) and cell >= 10**15:
        raise Refusal("身份证号被 Excel 存成了数字，末几位已经丢失：请把该列设为“文本”格式后重新录入。")
    return text_of(cell).replace(" ", "").upper()


def reader_of_text(limit: int) -> Callable[[Cell], str]:
    """A reader of free text of at most `limit` characters."""
    return lambda cell: _fitting(text_of(cell), limit)


def _fitting(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Refusal(f"“{text[:10]}…”超过 {limit} 个字，请缩短。")
    return text


def masked(text: str) -> str:
    """A number with its middle hidden, for messages."""
    return text[:3] + "*" * max(len(text) - 5, 0) + text[-2:] if len(text) > 5 else "*" * len(text)
