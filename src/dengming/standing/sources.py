"""出处: what a demand rests on, said in words: a regulation's article, a clause of the speech, or openly our own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dengming.rulebook.blocks import Basis
from dengming.rulebook.clauses import Clause, clauses

UNVERIFIED = ("V2", "M", "M?")
"""How sure the catalogue must be for the page to say 待核原文: second-hand, from memory, unsure."""


@dataclass(frozen=True)
class Cited:
    """One basis as people read it. `mark` is regulation, speech, local or ours; `quote` the speech's own words."""

    mark: str
    document: str
    article: str
    says: str
    quote: str
    unverified: bool
    clause: str = ""

    @property
    def remark(self) -> str:
        """What is said besides the speech's own words: a remark in （） at the end; of other sources, all of it."""
        return self.says[len(_spoken(self.says)) :].strip("（）") if self.quote else self.says

    @property
    def where(self) -> str:
        """《…条例》第十一条, 讲话 C04, 本地参数, 本系统做法."""
        return " ".join(part for part in (self.document, self.article) if part)


def _spoken(says: str) -> str:
    return says[: says.rindex("（")] if says.endswith("）") else says


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Clause]:
    """The clauses of the speech by id."""
    return {clause.id: clause for clause in clauses()}


def cite(basis: Iterable[Basis]) -> list[Cited]:
    """The bases in words, each once: regulations first, then the speech, then what is our own."""
    order = ("regulation", "speech", "local", "ours")
    found = dict.fromkeys(_cited(item) for item in basis)
    return sorted(found, key=lambda item: order.index(item.mark))


def _cited(item: Basis) -> Cited:
    unverified = item.sure in UNVERIFIED
    if item.document:
        return Cited("regulation", f"《{item.document}》", item.article or "", item.says or "", "", unverified)
    if item.clause:
        clause = catalogue().get(item.clause)
        quote = clause.quote if clause else ""
        return Cited("speech", "讲话", item.clause, item.says or "", quote, unverified, item.clause)
    if item.local:
        return Cited("local", "本地参数", "", item.local, "", unverified)
    return Cited("ours", "本系统做法", "", item.practice or "", "", unverified)


def basis_values(basis: Iterable[Basis]) -> list[dict[str, Any]]:
    """The bases as plain values for JSON; a clause brings its quote."""
    return [_value(item) for item in dict.fromkeys(basis)]


def _value(item: Basis) -> dict[str, Any]:
    value = item.model_dump(exclude_none=True)
    if item.clause and item.clause in catalogue():
        value["quote"] = catalogue()[item.clause].quote
    return value
