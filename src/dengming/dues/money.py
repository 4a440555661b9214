"""Sums of money: decimal numbers of yuan for people and rules, whole fen in the database. Never a float."""

from decimal import Decimal, InvalidOperation

from dengming.refusal import Refusal
from dengming.rulebook.dues_amounts import FEN

MOST = 10_000_000
"""Yuan: more is a slip of the keyboard."""


def fen_of(yuan: Decimal) -> int:
    """The sum in fen. ValueError where it has parts of a fen: whoever asks has rounded."""
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"{yuan} has parts of a fen")
    return int(fen)


def yuan_of(fen: int) -> Decimal:
    """The sum in yuan, with two decimals."""
    return (Decimal(fen) / 100).quantize(FEN)


def read_yuan(typed: str, what: str) -> Decimal:
    """A sum as people type it. Raises Refusal where it is none, is negative, or has parts of a fen."""
    text = typed.strip().removeprefix("¥").removeprefix("￥").removesuffix("元").replace(",", "").replace("，", "")
    try:
        yuan = Decimal(text)
    except InvalidOperation:
        raise Refusal(f"{what}“{typed.strip()}”不是金额：请写成 25.50 的样子。") from None
    if yuan.is_finite() and yuan > MOST:
        raise Refusal(f"{what}“{typed.strip()}”太大：最多 {MOST:,} 元，请核对是不是多打了数字。")
    if not yuan.is_finite() or yuan < 0 or yuan != yuan.quantize(FEN):
        raise Refusal(f"{what}“{typed.strip()}”不对：请写不小于 0、最多两位小数的金额。")
    return yuan.quantize(FEN)


def in_words(fen: int | None) -> str:
    """1,234.50 for a table; "" where there is none."""
    return "" if fen is None else f"{yuan_of(fen):,}"
