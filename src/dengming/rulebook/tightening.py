"""A district duty may tighten a national one, never loosen it.

Each key has one decidable direction; the merge takes the strictest of both, again at each date on which either changes,
so that judging sees one plain duty. Anything that is not in the table below is a new duty, not a tightening.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dengming.rulebook.duties import Duty, Match, Term, TermKeys
from dengming.rulebook.terms import PlainNeed, PlainTerm, plain_terms, term_at

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
TIGHTENABLE = ("at_least", "due", "grace_days", "counts", "owner", "except_", "held", "every")
FREE = ("local", "doer", "remind", "waivable", "advise_at_most")


def _divides(national: str, district: str) -> bool:
    return national in MONTHS and district in MONTHS and MONTHS[national] % MONTHS[district] == 0


def _more_proofs(national: Match, district: Match) -> bool:
    same = {"proofs"}
    return district.model_dump(exclude=same) == national.model_dump(exclude=same) and set(district.proofs) >= set(
        national.proofs
    )


LOOSER: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "at_least": ("次数（数量）只能更多", lambda national, district: district < national),
    "grace_days": ("宽限天数只能更少", lambda national, district: district > national),
    "owner": ("责任主体只能更多", lambda national, district: not set(district) >= set(national)),
    "excepted": ("除外对象只能更少", lambda national, district: not set(district) <= set(national)),
    "held": ("任职时间口径只能由整期改为期末", lambda national, district: (national, district) == ("end", "whole")),
    "every": ("周期只能更密，且能整除", lambda national, district: not _divides(national, district)),
    "counts": ("计入条件不变，只能多要佐证", lambda national, district: not _more_proofs(national, district)),
    "due": (
        "到期日只能更早",
        lambda national, district: (
            (district.month or 12, district.day or 31) > (national.month or 12, national.day or 31)
            or (not national.shift and district.shift)
        ),
    ),
}


def said_values(term: PlainTerm, duty: Duty, raw: Term) -> dict[str, Any]:
    """The keys that the tightening duty really says at this term, with their plain values."""
    values: dict[str, Any] = {}
    for key in TIGHTENABLE:
        if getattr(raw, key) is None and getattr(duty, key) is None:
            continue
        if key in ("at_least", "counts"):
            values[key] = getattr(term.needs[0], key)
        else:
            values["excepted" if key == "except_" else key] = getattr(term, "excepted" if key == "except_" else key)
    return values


def foreign_keys(other: Duty) -> list[str]:
    """Keys that a tightening may not say: those of the term that are neither tightenable nor free of weight."""
    blocks: list[TermKeys] = [other, *other.term]
    said = {key for block in blocks for key in TermKeys.model_fields if getattr(block, key) is not None}
    return sorted(key.strip("_") for key in said - {*TIGHTENABLE, *FREE})


def loosenings(national: tuple[PlainTerm, ...], other: Duty) -> list[str]:
    """What the tightening duty would loosen, one phrase each; empty if it only tightens."""
    found = []
    for raw, term in _district_terms(national, other):
        base = term_at(national, raw.from_)
        if base is None or base.repeal or raw.repeal:
            continue
        for key, value in said_values(term, other, raw).items():
            if _looser(key, base, value, term):
                found.append(f"{raw.from_:%Y-%m-%d} 起：{LOOSER[key][0]}")
    return found


def _looser(key: str, base: PlainTerm, value: Any, term: PlainTerm) -> bool:
    national = _value(base, key)
    made_up = key == "at_least" and made_up_for(base, term, national, value)
    return LOOSER[key][1](national, value) and not made_up


def made_up_for(base: PlainTerm, term: PlainTerm, national: float, value: float) -> bool:
    """Fewer per period is no loosening where a denser period makes up for it: at_least × k ≥ national."""
    if term.every not in MONTHS or base.every not in MONTHS:
        return False
    return value * (MONTHS[base.every] // MONTHS[term.every]) >= national


def _value(term: PlainTerm, key: str) -> Any:
    return getattr(term.needs[0], key) if key in ("at_least", "counts") else getattr(term, key)


def _district_terms(national: tuple[PlainTerm, ...], other: Duty) -> list[tuple[Term, PlainTerm]]:
    """The district's dated terms, made plain with the national duty's counts where it says none."""
    first = next(term for term in national if term.needs)
    counts = other.counts or first.needs[0].counts
    filled = other.model_copy(update={"counts": counts, "every": other.every or first.every})
    return list(zip(other.term, plain_terms(filled), strict=True))


def merged(national: tuple[PlainTerm, ...], duty: Duty, other: Duty) -> tuple[PlainTerm, ...]:
    """One list of terms, newly cut at each date on which either side changes."""
    district = _district_terms(national, other)
    dates = sorted({term.since for term in national} | {raw.from_ for raw, _ in district})
    found = [_at(day, national, district, other) for day in dates]
    plain = [term for term in found if term is not None]
    ends = [term.since for term in plain[1:]]
    return tuple(replace(term, until=end) for term, end in zip(plain, [*ends, None], strict=True))


def _at(
    day: date, national: tuple[PlainTerm, ...], district: list[tuple[Term, PlainTerm]], other: Duty
) -> PlainTerm | None:
    base = term_at(national, day)
    if base is None:
        return None
    base = replace(base, since=day)
    in_force = [(raw, term) for raw, term in district if raw.from_ <= day]
    if base.repeal or not in_force or in_force[-1][0].repeal:
        return base
    raw, term = in_force[-1]
    said = {key: value for key, value in said_values(term, other, raw).items() if not _looser(key, base, value, term)}
    need_keys = {key: said.pop(key) for key in ("at_least", "counts") if key in said}
    needs = (_with(base.needs[0], need_keys), *base.needs[1:]) if need_keys else base.needs
    local = tuple(dict.fromkeys((*base.local, *term.local)))
    return replace(base, needs=needs, local=local, basis=(*base.basis, *term.basis), **said)


def _with(need: PlainNeed, keys: dict[str, Any]) -> PlainNeed:
    return replace(need, **keys)
