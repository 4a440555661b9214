"""Points and their derivation as plain values and as lines of Chinese: what `dengming explain` answers."""

from collections.abc import Iterator
from typing import Any

from dengming.editions.rules import Rules
from dengming.facts.models import Source
from dengming.orgs.models import Subject
from dengming.standing.points.ledger import PointRow
from dengming.standing.points.queries import Kept
from dengming.standing.points.sheet import term_words
from dengming.standing.sources import basis_values, cite
from dengming.standing.values import number


def kept_value(rules: Rules, kept: Kept, subject: Subject) -> dict[str, Any]:
    """One person's points with every row; `points` is null for somebody who is exempt."""
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
    sources = _sources(kept)
    return value | {
        "sentence": sentence(kept),
        "base": number(term.base),
        "sum": number(total.sum / 100),
        "colour": str(total.colour),
        "colour_label": total.colour.label,
        "reasons": kept.reasons,
        "lifted_when": kept.lifted_when,
        "overdue": [{"duty": duty, "period": period} for duty, period in kept.overdue],
        "rows": [_row(rules, kept, row, sources) for row in kept.rows],
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


def kept_lines(rules: Rules, kept: Kept, subject: Subject) -> Iterator[str]:
    """The same in words."""
    yield f"{subject.name} · {kept.score.name} · {kept.period.label}"
    if kept.total is None:
        yield "这一天不在计分的对象里，不计积分。"
    else:
        yield sentence(kept)
        yield from (f"怎样不再预警：{phrase}" for phrase in kept.lifted_when)
        for row in kept.rows:
            cited = f"“{row.duty.name}”{row.period}逾期" if row.duty else "纪实"
            less = f"（应计 {row.raw / 100:+g}：{row.why_less}）" if row.why_less else ""
            yield f"    {row.about:%Y-%m-%d} {row.paid / 100:+g} {row.rule.name}，{cited}{less}"
            yield f"        {term_words(rules, kept.score, row.rule, row.term)}"
    for source in cite((*kept.score.basis, *rules.rulebook.home_of[f"score:{kept.score.id}"].basis)):
        yield f"依据：{source.where} {source.quote or source.says}".rstrip()


def _sources(kept: Kept) -> dict[int, dict[str, str]]:
    wanted = {row.source for row in kept.rows if row.source}
    return {row.pk: {"sort": row.sort, "uid": str(row.uid)} for row in Source.objects.filter(pk__in=wanted)}


def _row(rules: Rules, kept: Kept, row: PointRow, sources: dict[int, dict[str, str]]) -> dict[str, Any]:
    verdict = {"duty": row.duty.id, "period": row.period} if row.duty else None
    return {
        "rule": row.rule.id,
        "rule_name": row.rule.name,
        "group": row.rule.group,
        "term": term_words(rules, kept.score, row.rule, row.term),
        "about": row.about,
        "source": sources.get(row.source) if row.source else None,
        "verdict": verdict,
        "raw": number(row.raw / 100),
        "paid": number(row.paid / 100),
        "why_less": row.why_less,
        "basis": basis_values((*row.rule.basis, *row.term.basis)),
    }
