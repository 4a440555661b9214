"""Citizen identity numbers 公民身份号码 by GB 11643-1999: checked, read, never shown whole.

Eighteen characters: six of place, eight of birth date, three of sequence (odd for men, even for women), one check
character. The place is not checked: codes of places change, and a number keeps the code of its day.
"""

import re
from dataclasses import dataclass
from datetime import date

from dengming.refusal import Refusal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = date(1900, 1, 1)

MALE, FEMALE = "1", "2"


@dataclass(frozen=True)
class Identity:
    """A number that holds, with the birth date and gender (GB/T 2261.1: 1 男, 2 女) that it states."""

    number: str
    born: date
    gender: str


def check_character(first17: str) -> str:
    """The check character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def read_identity(text: str, on: date | None = None) -> Identity:
    """Read a number as people type it (spaces, small x). Raises Refusal: what is wrong and how to mend it.

    `on` is today, where a birth date after it is to be refused.
    """
    number = re.sub(r"\s", "", text).upper()
    if re.fullmatch(r"\d{15}", number):
        raise Refusal("15 位旧身份证号已停用，请填 18 位公民身份号码。")
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise Refusal(f"公民身份号码应为 18 位（前 17 位数字，末位数字或 X），这里是 {len(number)} 位，请核对后重填。")
    born = _birth_date(number[6:14], on)
    if check_character(number[:17]) != number[17]:
        raise Refusal("公民身份号码的末位校验码不对，多半有一位写错，请对照身份证重填。")
    return Identity(number, born, MALE if int(number[16]) % 2 else FEMALE)


def _birth_date(digits: str, on: date | None) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born = date.min
    if born < _OLDEST or (on is not None and born > on):
        raise Refusal(f"公民身份号码中的出生日期 {digits} 不存在，请对照身份证重填第 7 至 14 位。")
    return born
