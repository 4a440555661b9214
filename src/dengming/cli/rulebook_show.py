"""One institution as text for the terminal, and as a value for JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from dengming.standing.points.sheet import ScoreSheet
from dengming.standing.reference import DutySheet, InstitutionSheet, TermSheet
from dengming.standing.sources import Cited, basis_values

STATES = {
    "asked": "",
    "unowned": "【责任主体待确认】",
    "awaiting": "【没有批准依据，不要求】",
    "stopped": "【已停止执行】",
    "past": "【已失效】",
    "future": "【尚未施行】",
}
TERM_STATES = {"now": "现行", "stopped": "现已停止", "past": "已失效", "future": "尚未施行"}


def show_text(found: InstitutionSheet) -> str:
    """The institution in lines of Chinese."""
    return "\n".join(_lines(found))


def show_value(found: InstitutionSheet) -> dict[str, Any]:
    """The institution as plain values."""
    file = found.institution
    return {
        "id": file.id,
        "name": file.name,
        "pack": file.pack,
        "theme": file.theme,
        "summary": file.summary,
        "basis": basis_values(file.basis),
        "activities": [{"id": block.id, "name": block.name} for block in file.activity],
        "entries": [{"id": block.id, "name": block.name} for block in file.entry],
        "duties": [_duty_value(duty) for duty in found.duties],
        "scores": [asdict(score) for score in found.scores],
        "adds_to": [duty.id for duty in found.added_to],
        "examples": [example.name for example in file.example],
    }


def _duty_value(duty: DutySheet) -> dict[str, Any]:
    terms = [
        {
            "since": term.since,
            "until": term.until,
            "repeal": term.repeal,
            "every": term.every,
            "owner": term.owner,
            "asks": list(term.asks),
            "due": term.due,
            "local": list(term.local),
            "document": term.document,
            "note": term.note,
        }
        for term in duty.terms
    ]
    return {"id": duty.id, "name": duty.name, "state": duty.state, "terms": terms}


def _lines(found: InstitutionSheet) -> Iterator[str]:
    file = found.institution
    yield f"{file.name}（{file.id}，{found.pack_name}）"
    yield file.summary
    yield from _sources(found.sources, "")
    for duty in found.duties:
        yield ""
        yield f"■ {duty.name}（{duty.id}）{STATES[duty.state]}"
        for term in duty.terms:
            yield from _term(term)
        yield from _sources(duty.sources, "    ")
    for duty in found.added_to:
        yield f"■ 为“{duty.name}”（{duty.id}）增加依据或从严要求"
    for score in found.scores:
        yield from _score(score)
    yield from (f"例：{example.name}" for example in file.example)


def _score(score: ScoreSheet) -> Iterator[str]:
    yield f"\n■ {score.name}（{score.id}）：{score.owner}，{score.every}重新计"
    for term in score.terms:
        yield f"  {term.since:%Y-%m-%d}起：{'；'.join(term.lines)}"
        if term.local:
            yield f"    本地参数：{'、'.join(term.local)}"
    for rule in score.rules:
        yield f"  【{rule.group}】{rule.name}：{rule.what}。{'；'.join(rule.terms)}"
    yield from _sources(score.sources, "    ")


def _term(term: TermSheet) -> Iterator[str]:
    until = f"至{term.until:%Y-%m-%d}前" if term.until else ""
    yield f"  {term.since:%Y-%m-%d}起{until}（{TERM_STATES[term.standing]}）"
    if term.repeal:
        yield f"    停止执行。{term.document and f'依据：{term.document}。'}{term.note}"
        return
    yield f"    由谁办：{term.owner}；{term.every}；{term.due}"
    yield from (f"    要求：{ask}" for ask in term.asks)
    if term.document:
        yield f"    文号：{term.document}"
    if term.local:
        yield f"    本地参数：{'、'.join(term.local)}"
    if term.note:
        yield f"    说明：{term.note}"


def _sources(sources: Iterable[Cited], indent: str) -> Iterator[str]:
    for source in sources:
        doubt = "（待核原文）" if source.unverified else ""
        says = source.quote or source.says
        yield f"{indent}依据：{source.where}{doubt}{f'：{says}' if says else ''}"
