"""依据: what one state was judged by: the term in force, each need with its facts, articles and clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import parse_period, previous
from dengming.editions.rules import Rules
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, UNATTENDED
from dengming.rulebook.blocks import Basis
from dengming.rulebook.duties import Match
from dengming.rulebook.kinds import kinds_of, waiver_kind
from dengming.rulebook.terms import PlainNeed
from dengming.rulebook.words import EVERY_LABELS, FACT_ROLE_LABELS, PLACE_LABELS
from dengming.standing.compile import Compiler
from dengming.standing.judge import Standing
from dengming.standing.need_words import asks
from dengming.standing.question import Engine, Question
from dengming.standing.unattended import lacks_people

ROLE_NAMES = {code: FACT_ROLE_LABELS[role] for role, code in ROLE_CODES.items()} | {UNATTENDED: "联合主办"}
PLACE_NAMES = {code: PLACE_LABELS[place] for place, code in PLACE_CODES.items() if place}


@dataclass(frozen=True)
class FactSeen:
    """One fact as evidence. `counts` says whether it met the need; if not, `why_not` is one Chinese phrase."""

    source: int
    happened: date
    about: date
    role: str
    place: str
    quantity: float
    entered: int
    counts: bool
    why_not: str


@dataclass(frozen=True)
class NeedSeen:
    """One need in words, with the facts that count and those that nearly do."""

    need: PlainNeed
    asks: str
    done: float
    met: bool
    facts: tuple[FactSeen, ...]


@dataclass(frozen=True)
class Why:
    """The derivation of one state."""

    standing: Standing
    sentence: str
    needs: tuple[NeedSeen, ...]
    waivers: tuple[int, ...]
    basis: tuple[Basis, ...]


def explain(engine: Engine, rules: Rules, question: Question, standing: Standing) -> Why:
    """Everything behind the state, read again from the same rows that judged it."""
    compiler = Compiler(engine, question, standing.duty, standing.term)
    needs = tuple(
        NeedSeen(
            item.need, asks(rules, item.need), item.done, item.met, tuple(_facts(compiler, rules, standing, item.need))
        )
        for item in standing.needs
    )
    term = standing.term
    basis = term.basis or standing.duty.basis
    return Why(standing, sentence(standing), needs, tuple(_waivers(compiler, standing)), basis)


def sentence(standing: Standing) -> str:
    """The state in one sentence: 到 2020-04-10 仍未完成 1 项中的 1 项。"""
    due = f"应于{standing.due:%Y年%-m月%-d日}前完成"
    grace = "" if standing.grace == standing.due else f"，宽限到{standing.grace:%Y年%-m月%-d日}"
    late = "，在宽限期之后补录" if standing.entered_late else ""
    return f"{EVERY_LABELS[standing.term.every]}{due}{grace}；现为“{standing.state.label}”{late}。"


def _facts(compiler: Compiler, rules: Rules, standing: Standing, need: PlainNeed) -> Iterator[FactSeen]:
    """Facts of the need's kinds in its window: those that count first, then those that lack something."""
    kinds = ", ".join(str(compiler.engine.kind_id(kind)) for kind in kinds_of(need.counts))
    window = f"f.case_id = {standing.case}" if standing.case else _window(standing, need)
    seen: dict[int, FactSeen] = {}
    sql = (
        "SELECT f.source_id, f.happened, f.about, f.role, f.place, f.proofs, f.quantity, f.entered FROM facts_fact f "
        f"WHERE f.kind_id IN ({kinds}) AND f.subject_id = {standing.subject} AND {window} "
        f"AND {compiler.known('f')} AND f.happened <= {compiler.on} ORDER BY f.happened, f.source_id"
    )
    for row in compiler.engine.rows(sql):
        fact = _seen(compiler, rules, standing, need.counts, row)
        known = seen.get(fact.source)
        if known is None or (fact.counts and not known.counts):
            seen[fact.source] = fact
    yield from sorted(seen.values(), key=lambda fact: (not fact.counts, fact.happened))


def _window(standing: Standing, need: PlainNeed) -> str:
    if standing.period == "once":
        return f"f.about >= {day_of(standing.opens)}"
    every, period = parse_period(standing.period)
    period = previous(every, period) if need.previous else period
    return f"f.about >= {day_of(period.first)} AND f.about <= {day_of(period.last)}"


def _seen(compiler: Compiler, rules: Rules, standing: Standing, match: Match, row: tuple[Any, ...]) -> FactSeen:
    source, happened, about, role, place, proofs, quantity, entered = row
    shown = {name for name in match.proofs if proofs & compiler.engine.proof_mask([name])}
    people = lacks_people(rules, match, role, standing.term.owner)
    reasons = [people] if people else list(_reasons(rules, match, role, place, shown))
    return FactSeen(
        source,
        date_of(happened),
        date_of(about),
        ROLE_NAMES.get(role, ""),
        PLACE_NAMES.get(place, ""),
        quantity / 100,
        entered,
        not reasons,
        "，".join(reasons),
    )


def _reasons(rules: Rules, match: Match, role: int, place: int, shown: set[str]) -> Iterator[str]:
    """All that the row lacks for the match."""
    if match.role and role not in [ROLE_CODES[name] for name in match.role]:
        yield "身份不符：要求" + "或".join(FACT_ROLE_LABELS[name] for name in match.role)
    if match.place and place != PLACE_CODES[match.place]:
        yield f"不在{PLACE_LABELS[match.place]}"
    if lacks := [name for name in match.proofs if name not in shown]:
        yield "缺" + "、".join(rules.rulebook.proofs[name].name for name in lacks)


def _waivers(compiler: Compiler, standing: Standing) -> list[int]:
    kind = compiler.engine.kind_id(waiver_kind(standing.duty.id))
    sql = (
        f"SELECT f.source_id FROM facts_fact f WHERE f.kind_id = {kind} AND f.subject_id = {standing.subject} "
        f"AND {compiler.known('f')}"
    )
    return [row[0] for row in compiler.engine.rows(sql)] if standing.state == "waived" else []
