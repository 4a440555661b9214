"""The clause catalogue: the speech, clause by clause."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dengming.rulebook.places import catalogue

CHAPTERS: Final = {
    "A": "一、坚持改字为先，抓紧抓好整改落实工作",
    "B": "二（一）持之以恒，认真抓好机关思想政治建设",
    "C": "二（二）突出重点，确保机关党建工作科学规范",
    "D": "二（三）与时俱进，大力改进机关党员工作作风",
    "E": "二（四）多措并举，加强机关精神文明建设",
    "F": "三（一）认真履职尽责",
    "G": "三（二）强化整改责任",
    "H": "三（三）发挥党员作用",
    "I": "三（四）创新活动载体",
    "J": "三（五）典型引领推动",
    "K": "三、坚持扛稳责任，发挥机关党建保障作用",
}
"""The speech's own headings, by the letter that the clauses below them begin with."""


@dataclass(frozen=True)
class Clause:
    """One clause of the speech, as catalogued. `is_demand`: the product must cover it; else it is context."""

    id: str
    quote: str
    subject: str | None
    cadence: str | None
    amount: str | None
    evidence: str | None
    consequence: str | None
    note: str | None
    is_demand: bool


def clauses(path: Path | None = None) -> list[Clause]:
    """The catalogue that the packs ship."""
    rows = json.loads((path or catalogue()).read_text(encoding="utf-8"))
    keys = ("id", "quote", "subject", "cadence", "amount", "evidence", "consequence", "note")
    return [Clause(**{key: row.get(key) for key in keys}, is_demand=row["kind"] == "demand") for row in rows]
