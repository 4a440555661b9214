"""Points and their derivation as plain values and as lines of Chinese: what `dengming explain` answers."""

from collections.abc import Iterable, Iterator
from typing import Any

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions.rules import Rules
from dengming.facts.models import Source
from dengming.orgs.models import Subject
from dengming.rulebook.blocks import Basis
from dengming.standing.points.behind import Behind, basis_of, behind
from dengming.standing.points.ledger import PointRow
from dengming.standing.points.queries import Kept
from dengming.standing.points.sheet import term_words
from dengming.standing.sources import basis_values, cite
from dengming.standing.values import number


def kept_value(scope: Scope, rules: Rules, kept: Kept, subject: Subject) -> dict[str, Any]:
    """One person's points with every row and what it cites; `points` is null for somebody who is exempt."""
    total, term = kept.total, kept.term
    value: dict[str, Any] = {
        "score": kept.score.id,
        "score_name": kept.score.name,
        "subject": subject.code,
        "subject_name": subject.name,
        "period": kept.period.label,
        "points": number(total.points / 100) if total else None,
        "basis": basis_values((*kept.score.basis, *(term.basis if term else ()))),
    }
    if total is None or term is None:
        return value | {"sentence": f"{subject.name}这一天不在计分的对象里，不计积分。", "rows": []}
    cited = behind(scope, kept.rows)
    return value | {
        "sentence": sentence(kept),
        "base": number(term.base),
        "sum": number(total.sum / 100),
        "colour": str(total.colour),
        "colour_label": total.colour.label,
        "reasons": kept.reasons,
        "lifted_when": kept.lifted_when,
        "overdue": [
            {"duty": duty, "duty_name": rules.rulebook.duties[duty].name, "period": period}
            for duty, period in kept.overdue
        ],
        "rows": [_row(rules, kept, row, cited) for row in kept.rows],
    }


def sentence(kept: Kept) -> str:
    """从60分起，加3.5分、减2分，现有61.5分；不预警。"""
    total, term = kept.total, kept.term
    assert total is not None  # asked by the callers
    assert term is not None
    gained = sum(row.paid for row in kept.rows if row.paid > 0) / 100
    lost = -sum(row.paid for row in kept.rows if row.paid < 0) / 100
    said = "；".join(kept.reasons)
    return (
        f"从{term.base:g}分起，加{gained:g}分、减{lost:g}分，现有{total.points / 100:g}分；"
        f"{total.colour.label}{f'（{said}）' if said else ''}。"
    )


def kept_lines(scope: Scope, rules: Rules, kept: Kept, subject: Subject) -> Iterator[str]:
    """The same in words."""
    yield f"{subject.name} · {kept.score.name} · {chinese_label(kept.period.label)}"
    if kept.total is None:
        yield "这一天不在计分的对象里，不计积分。"
    else:
        yield sentence(kept)
        yield from (f"怎样不再预警：{phrase}" for phrase in kept.lifted_when)
        for name, period in kept.overdue:
            duty = rules.rulebook.duties[name]
            yield f"逾期的本人应办：{duty.name}，{chinese_label(period)}（{_where(duty.basis)}）"
        cited = behind(scope, kept.rows)
        for row in kept.rows:
            less = f"（应计 {row.raw / 100:+g}：{row.why_less}）" if row.why_less else ""
            yield f"    {row.about:%Y-%m-%d} {row.paid / 100:+g} {row.rule.name}，{_cites(row, cited)}{less}"
            where = _where(basis_of(kept.score, row.rule, row.term))
            yield f"        {term_words(rules, kept.score, row.rule, row.term)}（{where}）"
    for source in cite((*kept.score.basis, *rules.rulebook.home_of[f"score:{kept.score.id}"].basis)):
        yield f"依据：{source.where} {source.quote or source.says}".rstrip()


def _cites(row: PointRow, cited: dict[int, Behind]) -> str:
    if row.duty is not None:
        return f"“{row.duty.name}”{chinese_label(row.period)}逾期"
    one = cited.get(row.source or 0)
    return f"{Source.Sort(one.sort).label}“{one.title}”（{one.uid}）" if one else "登记"


def _where(basis: Iterable[Basis]) -> str:
    """讲话 C22、本地参数: each source once."""
    return "、".join(dict.fromkeys(source.where for source in cite(basis)))


def _row(rules: Rules, kept: Kept, row: PointRow, cited: dict[int, Behind]) -> dict[str, Any]:
    verdict = {"duty": row.duty.id, "period": row.period} if row.duty else None
    one = cited.get(row.source or 0)
    return {
        "rule": row.rule.id,
        "rule_name": row.rule.name,
        "group": row.rule.group,
        "term": term_words(rules, kept.score, row.rule, row.term),
        "about": row.about,
        "source": {"sort": one.sort, "uid": one.uid, "title": one.title} if one else None,
        "verdict": verdict,
        "raw": number(row.raw / 100),
        "paid": number(row.paid / 100),
        "why_less": row.why_less,
        "basis": basis_values(basis_of(kept.score, row.rule, row.term)),
    }
