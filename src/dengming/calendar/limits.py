"""Which days this system works with. Judging looks years ahead of a day and months back, and moments count from 1970:
a day outside these limits is a typing error, and is told so wherever days come in."""

import re
from datetime import date
from typing import Final

FIRST_DAY: Final = date(1990, 1, 1)
"""Nothing that is judged here is older."""
OLDEST_DAY: Final = date(1900, 1, 1)
"""The life of people and organisations goes further back than what is judged of them: 出生、入党、成立、任职."""
LAST_DAY: Final = date(2100, 12, 31)


class DayError(ValueError):
    """A day that cannot be used: `what` is wrong and the `cure`, as clauses; the message is one Chinese sentence."""

    def __init__(self, typed: str, what: str, cure: str) -> None:
        self.what, self.cure = what, cure
        super().__init__(f"日期“{typed}”{what}：{cure}。")


class Impossible(DayError):
    """Words that say a day plainly, but one that does not exist or lies outside the limits."""


def read_day(typed: str) -> date:
    """A day written as 2020-03-31, within the limits. Raises DayError."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise unreadable(typed) from None
    return within(day)


def read_written(typed: str) -> date:
    """The same as people and spreadsheets write it: 2020/3/31, 2020.3.31, 2020年3月31日. Raises DayError."""
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", typed.strip())
    return read_day(f"{parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}" if parts else typed)


def within(day: date, first: date = FIRST_DAY) -> date:
    """The day itself. Raises DayError where it lies outside the limits."""
    if not first <= day <= LAST_DAY:
        raise Impossible(day.isoformat(), "超出范围", f"请填 {first} 到 {LAST_DAY} 之间的日期")
    return day


def unreadable(typed: str) -> DayError:
    """What to say of words that are no day: some look like one, as 2020-02-31 does."""
    if re.fullmatch(r"\s*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*", typed):
        return Impossible(typed, "不存在", "请核对年、月、日")
    return DayError(typed, "看不懂", "请写成 2020-03-31")
