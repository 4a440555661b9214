"""What a member pays a month: pure arithmetic on decimal numbers, in yuan.

The whole base is multiplied by one rate (全额累计、不分段); a base on a boundary pays the lower rate; the sum is
rounded as the committee says, then capped.
"""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from dengming.rulebook.dues import Bracket, Category, CategoryTerm, Dues, Rounding

FEN: Final = Decimal("0.01")
_UNITS: Final = {"fen": FEN, "jiao": Decimal("0.1"), "yuan": Decimal(1)}
ROUNDING_LABELS: Final[dict[Rounding, str]] = {
    "fen-nearest": "四舍五入到分",
    "fen-down": "分以下舍去",
    "jiao-nearest": "四舍五入到角",
    "jiao-down": "角以下舍去",
    "yuan-nearest": "四舍五入到元",
    "yuan-down": "元以下舍去",
}


class NotAssessable(ValueError):
    """Why no sum follows: one Chinese sentence."""


def base_of(dues: Dues, amounts: Mapping[str, Decimal]) -> Decimal:
    """The base by its items: what adds, less what takes off; what is left out is not asked for.

    Raises NotAssessable where an item is unknown, or more is taken off than there is.
    """
    ways = {item.id: item.way for item in dues.item}
    if strange := [name for name in amounts if name not in ways]:
        raise NotAssessable(f"没有名为“{strange[0]}”的项目：请按制度里列出的项目填写。")
    signs = {"adds": 1, "takes-off": -1, "left-out": 0}
    total = sum((signs[ways[name]] * amount for name, amount in amounts.items()), Decimal(0))
    if total < 0:
        raise NotAssessable("扣除的项目比计入的还多，请核对每一项。")
    return total


def monthly(dues: Dues, category: str, base: Decimal, on: date, rounding: Rounding | None = None) -> Decimal:
    """What is paid a month from a day on. For a category with a range `base` is the sum that was agreed.

    Raises NotAssessable where the category is unknown or not yet there, and where the agreed sum is out of range.
    """
    kind, general = dues.category_of(category), dues.term_at(on)
    term = kind.term_at(on) if kind else None
    if kind is None or term is None or general is None:
        raise NotAssessable(f"{on} 没有名为“{category}”的交纳类别，请从列表里选。")
    if base < 0:
        raise NotAssessable("基数不能是负数，请核对。")
    asked = _asked(kind, term, base, rounding or general.rounding)
    return asked if general.cap is None else min(asked, general.cap.quantize(FEN))


def rounded(amount: Decimal, mode: Rounding) -> Decimal:
    """The amount in whole fen, jiao or yuan, given with two decimals."""
    unit, _, way = mode.partition("-")
    rule = ROUND_HALF_UP if way == "nearest" else ROUND_FLOOR
    return amount.quantize(_UNITS[unit], rounding=rule).quantize(FEN)


def bracket_of(term: CategoryTerm, base: Decimal) -> Bracket:
    """The first bracket that the base does not exceed."""
    return next(it for it in term.bracket if it.up_to is None or base <= it.up_to)


def _asked(kind: Category, term: CategoryTerm, base: Decimal, rounding: Rounding) -> Decimal:
    if term.flat is not None:
        return term.flat.quantize(FEN)
    if term.least is not None and term.most is not None:
        if not term.least <= base <= term.most or base != base.quantize(FEN):
            raise NotAssessable(f"“{kind.name}”每月 {term.least} 元到 {term.most} 元，请在这个范围里核定，写到分。")
        return base.quantize(FEN)
    return rounded(base * bracket_of(term, base).percent / 100, rounding)
