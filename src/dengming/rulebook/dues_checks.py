"""What can be wrong with a block of dues: rates out of order, a range that ends before it begins, terms that clash."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from dengming.rulebook.dues import Category, CategoryTerm, Dues, DuesTerm
from dengming.rulebook.faults import Fault
from dengming.rulebook.schema import Institution
from dengming.rulebook.wording import nearest

LOCAL_WORDS: Final = ("rounding", "back_months", "unpaid_months", "central")
Said = tuple[str, str, str]
"""(place within the block, what is wrong, the cure)"""


def dues_faults(file: Institution, dues: Dues) -> Iterator[Fault]:
    """Every fault that shows in the file itself."""
    for place, said, cure in _said(dues):
        yield Fault(file.file, 0, f"dues[{dues.id}]{place}", said, cure)


def _said(dues: Dues) -> Iterator[Said]:
    if dues.assessed == dues.quarterly:
        yield ".quarterly", "“已核定”和“按季交纳”写成了同一个角色。", "请各写各的角色。"
    for key in ("item", "category"):
        names = [one.id for one in getattr(dues, key)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f".{key}", f"“{name}”写了两次。", "请换一个编号。"
    yield from _order("", dues.term)
    for number, term in enumerate(dues.term, 1):
        for word in term.local:
            if word not in LOCAL_WORDS:
                cure = nearest(word, LOCAL_WORDS) or f"可以写：{'、'.join(LOCAL_WORDS)}。"
                yield f".term[{number}].local", f"本地参数里不认识“{word}”。", cure
    for category in dues.category:
        yield from _category(dues, category)


def _category(dues: Dues, category: Category) -> Iterator[Said]:
    place = f".category[{category.id}]"
    yield from _order(place, category.term)
    if category.items and not any(item.way == "adds" for item in dues.item):
        yield place, f"“{category.name}”按项目算基数，却没有一个计入的项目。", '请写 [[dues.item]]，way = "adds"。'
    for number, term in enumerate(category.term, 1):
        for said, cure in _term(term):
            yield f"{place}.term[{number}]", said, cure


def _term(term: CategoryTerm) -> Iterator[tuple[str, str]]:
    ranged = term.least is not None or term.most is not None
    if bool(term.bracket) + (term.flat is not None) + ranged != 1:
        yield "要写且只写一种：分档比例、定额、或一个范围。", "请在 bracket、flat、least 和 most 中只写一种。"
    if ranged and (term.least is None or term.most is None or term.least > term.most):
        yield "范围不完整，或者下限高于上限。", "请把 least 和 most 都写上，小的在前。"
    for lower, higher in pairwise(term.bracket):
        if lower.up_to is None or (higher.up_to is not None and higher.up_to <= lower.up_to):
            yield "分档没有从低到高排列，或者中间的一档没有上限。", "请从低到高写，只有最后一档不写 up_to。"
        elif higher.percent < lower.percent:
            yield f"{lower.up_to} 元以上的比例反而低。", "请核对各档的比例。"
    if term.bracket and term.bracket[-1].up_to is not None:
        yield "最后一档写了上限，再高的基数没有比例。", "请让最后一档不写 up_to。"


def _order(place: str, terms: Sequence[CategoryTerm | DuesTerm]) -> Iterator[Said]:
    for before, after in pairwise(terms):
        if before.from_ >= after.from_:
            said = f"条款没有按日期排列：{before.from_} 写在 {after.from_} 之前。"
            yield f"{place}.term", said, "请从早到晚排列。"
