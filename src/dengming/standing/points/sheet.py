"""积分办法 in plain Chinese: whose points, from where to where, what each rule gives and where the colours begin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.editions.rules import Rules
from dengming.rulebook.scores import Colour, Link, PointRule, PointTerm, Score, ScoreTerm
from dengming.rulebook.words import EVERY_LABELS
from dengming.standing.need_words import doing, unit_of
from dengming.standing.sources import Cited, cite
from dengming.standing.term_words import roles_in_words

LOCAL_KEYS = {
    "base": "起始分",
    "floor": "最低分",
    "ceiling": "最高分",
    "caps": "各类上限",
    "yellow": "黄色预警线",
    "red": "红色预警线",
    "answer_days": "说明和申诉的天数",
    "every": "计分周期",
    "owner": "计分对象",
    "except": "不计分的对象",
    "points": "分值",
    "cap": "上限",
    "cap_every": "上限的周期",
    "counts": "计入范围",
}


@dataclass(frozen=True)
class RuleSheet:
    """One rule: what for, and its dated terms in words, newest first."""

    id: str
    name: str
    group: str
    what: str
    terms: tuple[str, ...]
    local: tuple[str, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class TermLines:
    """The score's own keys from a day on, each in one line."""

    since: date
    lines: tuple[str, ...]
    local: tuple[str, ...]
    document: str
    note: str
    is_now: bool


@dataclass(frozen=True)
class ScoreSheet:
    """A way of keeping points, readable without this page's code."""

    id: str
    name: str
    owner: str
    every: str
    note: str
    links: tuple[str, ...]
    terms: tuple[TermLines, ...]
    rules: tuple[RuleSheet, ...]
    sources: tuple[Cited, ...]


def score_sheets(rules: Rules, institution: str, on: date) -> list[ScoreSheet]:
    """The ways of keeping points of one institution as they stand on a day."""
    file = rules.rulebook.institutions[institution]
    return [_sheet(rules, rules.scores[score.id], on) for score in file.score]


def _sheet(rules: Rules, score: Score, on: date) -> ScoreSheet:
    excepted = f"（{roles_in_words(rules, score.except_)}除外）" if score.except_ else ""
    return ScoreSheet(
        score.id,
        score.name,
        roles_in_words(rules, score.owner) + excepted,
        EVERY_LABELS[score.every],
        score.note,
        tuple(link_words(score, link) for link in score.link),
        tuple(_term(score, term, score.term_at(on)) for term in reversed(score.term)),
        tuple(_rule(rules, score, rule) for rule in score.rule),
        tuple(cite(score.basis)),
    )


def _term(score: Score, term: ScoreTerm, present: ScoreTerm | None) -> TermLines:
    local = tuple(LOCAL_KEYS[key] for key in term.local)
    return TermLines(term.from_, tuple(_lines(score, term)), local, term.document or "", term.note, term is present)


def _lines(score: Score, term: ScoreTerm) -> Iterator[str]:
    yield f"从{term.base:g}分起计" + (f"，不低于{term.floor:g}分" if term.floor is not None else "")
    if term.ceiling is not None:
        yield f"不高于{term.ceiling:g}分"
    for group in score.group:
        if group.id in term.caps:
            once = "，同一次纪实只计一项" if group.once else ""
            yield f"{group.name}类最多加{term.caps[group.id]:g}分{once}"
    for name, line in (("黄色预警", term.yellow), ("红色预警", term.red)):
        if line is not None:
            yield f"{name}：{line_words(line)}"
    if term.yellow or term.red:
        yield f"预警告知本人后，{term.answer_days}天内可以说明或申诉"
    if term.ranked:
        yield f"支部的积分名单按积分排列，同分同位（依据：{term.document}）"


def link_words(score: Score, link: Link) -> str:
    """民主评议；评先树模（不含受到表彰的分）."""
    left_out = "、".join(rule.name for rule in score.rule if rule.id in link.without)
    return f"{link.name}{f'（不含“{left_out}”的分）' if left_out else ''}"


def line_words(line: Colour) -> str:
    """低于60分，或本人应办逾期未完成2项及以上."""
    parts = [f"低于{line.below:g}分"] if line.below is not None else []
    parts += [f"本人应办逾期未完成{line.overdue}项及以上"] if line.overdue is not None else []
    return "，或".join(parts)


def _rule(rules: Rules, score: Score, rule: PointRule) -> RuleSheet:
    local = dict.fromkeys(LOCAL_KEYS[key] for term in rule.term for key in term.local)
    basis = (*rule.basis, *(item for term in rule.term for item in term.basis))
    terms = tuple(term_words(rules, score, rule, term) for term in reversed(rule.term))
    group = score.group_of(rule).name
    return RuleSheet(rule.id, rule.name, group, what_for(rules, rule), terms, tuple(local), tuple(cite(basis)))


def what_for(rules: Rules, rule: PointRule) -> str:
    """What the rule answers to, in words."""
    if rule.counts is not None:
        return doing(rules, rule.counts, any_of=True)
    duties = rules.rulebook.duties
    named = rule.verdict.duty if rule.verdict else ()
    return f"“{'”、“'.join(duties[name].name for name in named)}”逾期"


def term_words(rules: Rules, score: Score, rule: PointRule, term: PointTerm) -> str:
    """2020年1月1日起：每次加0.5分，每年最多6分（the paper, where there is one）."""
    since, paper = f"{term.from_:%Y年%-m月%-d日}起", f"（{term.document}）" if term.document else ""
    if term.repeal or term.points is None:
        return f"{since}：不再计分{paper}"
    unit = unit_of(rules, rule.counts) if rule.counts and rule.per == "unit" else ""
    each = f"每{unit}" if unit else ("每次" if rule.counts else "每期")
    sign = "加" if term.points > 0 else "减"
    most = f"，{EVERY_LABELS[rule.cap_every or score.every]}最多{sign}{term.cap:g}分" if term.cap is not None else ""
    return f"{since}：{each}{sign}{abs(term.points):g}分{most}{paper}"
