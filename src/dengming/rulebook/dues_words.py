"""The rates of dues in plain Chinese, for pages, commands and papers alike."""

from collections.abc import Iterator
from decimal import Decimal

from dengming.rulebook.dues import CategoryTerm, Dues, Item
from dengming.rulebook.dues_amounts import bracket_of

WAYS = {"adds": "计入", "takes-off": "扣除", "left-out": "不计入"}


def rate_words(term: CategoryTerm) -> str:
    """3000元及以下0.5%；3000元以上至5000元1%; or the sum, or the range."""
    if term.flat is not None:
        return f"每月{term.flat}元"
    if term.least is not None:
        return f"每月{term.least}元至{term.most}元，在这个范围里核定"
    return "；".join(_brackets(term))


def applied_rate(term: CategoryTerm, base: Decimal) -> str:
    """The one rate that goes with a base; of a fixed sum or a range what it is."""
    return f"按{bracket_of(term, base).percent}%" if term.bracket else rate_words(term)


def _brackets(term: CategoryTerm) -> Iterator[str]:
    below = None
    for it in term.bracket:
        if below is None:
            yield f"{it.up_to}元及以下{it.percent}%" if it.up_to else f"{it.percent}%"
        else:
            yield f"{below}元以上{f'至{it.up_to}元' if it.up_to else ''}{it.percent}%"
        below = it.up_to


def items_by_way(dues: Dues) -> list[tuple[str, list[Item]]]:
    """计入, 扣除, 不计入, each with its items."""
    return [(label, [item for item in dues.item if item.way == way]) for way, label in WAYS.items()]
