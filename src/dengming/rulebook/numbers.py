"""A duty's numbers by name: how many, how many days of grace, which due day; said anew, and what that would loosen.

Names: `at_least.<need>`, `grace_days`, `due.day` (None: the last day of the period).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dengming.rulebook.blocks import Basis
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.rulebook.tightening import LOOSER, MONTHS, made_up_for

GRACE: Final = "grace_days"
DUE: Final = "due.day"
MOST: Final = {"percent": 100}
"""The greatest number that a measure can reach, where there is one."""
GRACE_AT_MOST: Final = 366
"""本系统做法: grace that outlasts a year is no grace."""
_LAST_DAY: Final = 31

Number = float | None
Numbers = Mapping[str, Number]


def numbers_of(term: PlainTerm) -> dict[str, Number]:
    """The numbers of a term that can be said anew. What a check measures last is no quantity to ask more of."""
    found: dict[str, Number] = {_least(need): need.at_least for need in term.needs if need.measure != "last"}
    found[GRACE] = term.grace_days
    if term.every in MONTHS and term.due.after is None:
        found[DUE] = term.due.day
    return found


def key_of(name: str) -> str:
    """The key of the term that a number belongs to, as `local` names it."""
    return name.partition(".")[0]


def with_numbers(term: PlainTerm, numbers: Numbers) -> PlainTerm:
    """The term with these numbers in the place of its own."""
    said = {**numbers_of(term), **numbers}
    needs = tuple(replace(need, at_least=said.get(_least(need)) or need.at_least) for need in term.needs)
    due = replace(term.due, day=_whole(said.get(DUE, term.due.day)))
    return replace(term, needs=needs, grace_days=_whole(said[GRACE]) or 0, due=due)


def impossible(term: PlainTerm, numbers: Numbers) -> Iterator[str]:
    """What no duty can ask, one sentence each."""
    for need in term.needs:
        value = numbers.get(_least(need))
        if value is None:
            continue
        most = MOST.get(need.measure)
        if value <= 0 or (most is not None and value > most):
            yield f"“{need.name}”的数要大于 0{f'、不超过 {most}' if most else ''}，请核对。"
        elif need.measure == "count" and value != int(value):
            yield f"“{need.name}”按次数计，请填整数。"
    if not 0 <= (numbers.get(GRACE) or 0) <= GRACE_AT_MOST:
        yield f"宽限天数要在 0 和 {GRACE_AT_MOST} 之间：没有宽限的填 0。"
    day = numbers.get(DUE)
    if day is not None and not 1 <= day <= _LAST_DAY:
        yield f"到期日要在 1 和 {_LAST_DAY} 之间：到期末为止的不填。"


def loosened(term: PlainTerm, firm: PlainTerm | None, name: str, value: Number) -> PlainTerm | None:
    """The term that the number would loosen: that of the duty's own file (`firm`), or the one in force. None where it
    loosens neither: its key is local there, or it only asks for more."""
    after = with_numbers(term, {name: value})
    return next((base for base in (firm, term) if base is not None and _looser(base, after, name)), None)


def refusal_of(duty: PlainDuty, base: PlainTerm, firm: PlainTerm | None, name: str, value: Number) -> str:
    """Why a number is refused that would loosen `base`: one sentence that names the article."""
    before = numbers_of(base).get(name)
    own = [item for item in base.basis if firm is None or base is firm or item not in firm.basis]
    where = _where(tuple(own) or base.basis or duty.basis)
    said = f"{LOOSER[key_of(name)][0]}，不能由{_said(name, before)} 改为{_said(name, value)}"
    return f"{where}的要求只能更严、不能放宽：{said}。"


def _looser(base: PlainTerm, after: PlainTerm, name: str) -> bool:
    key, before = key_of(name), numbers_of(base)
    if key in base.local or name not in before:
        return False
    if key == "due":
        return LOOSER[key][1](base.due, after.due)
    old, new = before[name] or 0, numbers_of(after)[name] or 0
    if key == "at_least" and made_up_for(base, after, old, new):
        return False
    return LOOSER[key][1](old, new)


def _where(basis: tuple[Basis, ...]) -> str:
    for item in basis:
        if item.document:
            return f"《{item.document}》{item.article or ''}"
    return next((f"讲话 {item.clause} " for item in basis if item.clause), "制度")


def _said(name: str, value: Number) -> str:
    if value is None:
        return "期末"
    return f" {value:g} 日" if name == DUE else f" {value:g}"


def _least(need: PlainNeed) -> str:
    return f"at_least.{need.id}"


def _whole(value: Number) -> int | None:
    return None if value is None else int(value)
