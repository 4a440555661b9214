"""What can be wrong with a way of keeping points: lines that contradict one another, terms out of order, names that
belong to nothing, one record paid twice where the file forbids it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dengming.rulebook.faults import Fault
from dengming.rulebook.schema import Institution
from dengming.rulebook.scores import Colour, PointRule, PointTerm, Score, ScoreTerm
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook

LOCAL_WORDS: Final = {
    "score": ("base", "floor", "ceiling", "caps", "yellow", "red", "answer_days", "every", "owner", "except"),
    "rule": ("points", "cap", "cap_every", "counts"),
}

_EXACT: Final = 1e-9


def score_faults(file: Institution, score: Score) -> Iterator[Fault]:
    """Every fault that shows in the file itself."""
    place = f"score[{score.id}]"
    yield from _order(file, place, score.term)
    groups = [group.id for group in score.group]
    for number, term in enumerate(score.term, 1):
        for message, cure in _term(term, groups):
            yield Fault(file.file, 0, f"{place}.term[{number}]", message, cure)
        yield from _local(file, f"{place}.term[{number}]", "score", term.local)
    for name in sorted({name for name in groups if groups.count(name) > 1}):
        yield Fault(file.file, 0, f"{place}.group", f"类别“{name}”写了两次。", "请换一个编号。")
    names = [rule.id for rule in score.rule]
    yield from _links(file, score, names)
    for rule in score.rule:
        where = f"{place}.rule[{rule.id}]"
        yield from _order(file, where, rule.term)
        if names.count(rule.id) > 1:
            yield Fault(file.file, 0, where, f"计分项“{rule.id}”写了两次。", "请换一个编号。")
        for message, cure in _rule(rule, groups):
            yield Fault(file.file, 0, where, message, cure)
        for number, point in enumerate(rule.term, 1):
            yield from _local(file, f"{where}.term[{number}]", "rule", point.local)


def _links(file: Institution, score: Score, rules: Sequence[str]) -> Iterator[Fault]:
    for link in score.link:
        for name in link.without:
            if name not in rules:
                cure = nearest(name, rules) or f"可以写：{'、'.join(rules)}。"
                place = f"score[{score.id}].link[{link.id}]"
                yield Fault(file.file, 0, place, f"没有名为“{name}”的计分项。", cure)


def strange_verdicts(rulebook: "Rulebook", file: Institution) -> Iterator[Fault]:
    """Points answer to duties that people owe by period: not to an organisation's, not to one owed case by case."""
    people = {role.id for role in rulebook.roles.values() if role.of == "person"}
    for score in file.score:
        for rule in score.rule:
            for name in rule.verdict.duty if rule.verdict else ():
                duty = rulebook.duties.get(name)
                terms = [term for term in duty.terms if not term.repeal] if duty else []
                if not all(set(term.owner) <= people and term.every != "case" for term in terms):
                    said = f"“{name}”不是党员个人按周期的应办，不能用来计分。"
                    cure = "请改写个人的、按周期的应办事项；组织的完成情况不折成党员的分。"
                    yield Fault(file.file, 0, f"score[{score.id}].rule[{rule.id}].verdict", said, cure)


def _order(file: Institution, place: str, terms: Sequence[ScoreTerm | PointTerm]) -> Iterator[Fault]:
    for before, after in pairwise(terms):
        if before.from_ >= after.from_:
            said = f"条款重叠或没有按日期排列：{before.from_} 写在 {after.from_} 之前。"
            yield Fault(file.file, 0, f"{place}.term", said, "请从早到晚排列，同一天只写一条。")


def _local(file: Institution, place: str, sort: str, words: Sequence[str]) -> Iterator[Fault]:
    for word in words:
        if word not in LOCAL_WORDS[sort]:
            cure = nearest(word, LOCAL_WORDS[sort]) or f"可以写：{'、'.join(LOCAL_WORDS[sort])}。"
            yield Fault(file.file, 0, f"{place}.local", f"本地参数里不认识“{word}”。", cure)


def _term(term: ScoreTerm, groups: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in term.caps:
        if name not in groups:
            yield f"caps 里没有名为“{name}”的类别。", nearest(name, groups) or f"可以写：{'、'.join(groups)}。"
    limits = [(name, value) for name, value in (("floor", term.floor), ("base", term.base), ("ceiling", term.ceiling))]
    given = [(name, value) for name, value in limits if value is not None]
    for (low, less), (high, more) in pairwise(given):
        if less > more:
            yield f"{low} {less:g} 高于 {high} {more:g}，互相矛盾。", "请让 floor ≤ base ≤ ceiling。"
    if term.yellow and term.red:
        yield from _lines(term.yellow, term.red)
    if term.ranked and not (term.document or "").strip():
        yield "党员按积分排名没有写依据。", "请在 document 写明文号，或删去 ranked 按姓氏笔画排列。"
    below = {f"{name}.below": line.below for name, line in (("yellow", term.yellow), ("red", term.red)) if line}
    caps = {f"caps.{name}": cap for name, cap in term.caps.items()}
    yield from _decimals({**dict(limits), **caps, **below})


def _decimals(numbers: Mapping[str, float | None]) -> Iterator[tuple[str, str]]:
    """Points are counted in hundredths: what is finer would be rounded without a word."""
    for name, value in numbers.items():
        if value is not None and abs(round(value * 100) - value * 100) > _EXACT:
            yield f"{name} {value} 超过两位小数。", "请最多写两位小数。"


def _lines(yellow: Colour, red: Colour) -> Iterator[tuple[str, str]]:
    below, under = yellow.below, red.below
    if below is not None and under is not None and under > below:
        yield f"红色线 {under:g} 分高于黄色线 {below:g} 分，互相矛盾。", "请让红色线不高于黄色线。"
    count, more = yellow.overdue, red.overdue
    if count is not None and more is not None and more < count:
        said = f"红色预警只要逾期 {more} 项，黄色预警却要 {count} 项，互相矛盾。"
        yield said, "请让红色的项数不少于黄色的项数。"


def _rule(rule: PointRule, groups: Sequence[str]) -> Iterator[tuple[str, str]]:
    if rule.group not in groups:
        yield f"没有名为“{rule.group}”的类别。", nearest(rule.group, groups) or f"可以写：{'、'.join(groups)}。"
    if rule.per == "unit" and rule.verdict:
        yield "按判定计分不能按数量计。", "请删去 per。"
    signs = set()
    for term in rule.term:
        if not term.repeal and not term.points:
            yield f"{term.from_} 起的条款没有写分值。", "请写 points（加分为正、扣分为负），或写 repeal = true。"
        if term.points:
            signs.add(term.points > 0)
        yield from _decimals({"points": term.points, "cap": term.cap})
    if len(signs) > 1:
        yield "同一个计分项有的条款加分、有的扣分。", "请分成两个计分项。"
    if rule.verdict and True in signs:
        yield "没有办的事不能加分。", "按判定的计分项请写负的 points。"
