"""Dues as the reference page prints them: rates by category, what counts into the base, the limits."""

from collections.abc import Iterator
from datetime import date

from dengming.rulebook.dues import Dues, DuesTerm
from dengming.rulebook.dues_amounts import ROUNDING_LABELS
from dengming.rulebook.dues_words import items_by_way, rate_words
from dengming.standing.sources import cite


def dues_lines(dues: Dues) -> Iterator[str]:
    """The block as Markdown."""
    yield f"\n#### {dues.name} `{dues.id}`"
    yield "\n| 类别 | 基数 | 自 | 比例（金额） | 依据 |\n|---|---|---|---|---|"
    for category in dues.category:
        where = "、".join(dict.fromkeys(it.where for it in cite(category.basis)))
        for term in category.term:
            yield f"| {category.name} | {category.base} | {_day(term.from_)} | {rate_words(term)} | {where} |"
    yield ""
    yield from (f"* {label}：{'、'.join(item.name for item in items)}" for label, items in items_by_way(dues) if items)
    yield from (f"* {_day(term.from_)}起：{_limits(term)}" for term in dues.term)


def _limits(term: DuesTerm) -> str:
    said = [f"每月一般不超过{term.cap}元" if term.cap else "没有上限"]
    said += [f"自愿一次多交{term.central}元以上的全部上缴中央"] if term.central else []
    said += [f"补交一般不超过{term.back_months}个月", f"连续{term.unpaid_months}个月不交的由支部研究"]
    return "；".join([*said, f"{ROUNDING_LABELS[term.rounding]}（本地参数）"])


def _day(day: date) -> str:
    return f"{day:%Y年%-m月%-d日}"
