"""What people write in a bulletin beside what is counted: lead bodies, findings, figures from ballots and checks.

Nothing of it is ever filled in by the system: where nothing was written, the paper says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

NO_DATA: Final = "暂无数据"
NO_LEAD: Final = "牵头单位未设置"


@dataclass(frozen=True)
class FindingSaid:
    """One finding as the paper tells it. `place` is the organisation's number in the official order, 0: general."""

    part: str
    place: int
    organisation: str
    text: str
    source: str

    @property
    def line(self) -> str:
        """Whom it is about, what was found, how."""
        about = f"{self.organisation}：" if self.organisation else ""
        return f"{about}{self.text.rstrip('。')}（{self.source}）。"


@dataclass(frozen=True)
class ValueSaid:
    """An entered figure with where it comes from."""

    numerator: int
    denominator: int
    source: str


@dataclass(frozen=True)
class Written:
    """All that people wrote: lead bodies by part, findings, values by figure."""

    leads: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[FindingSaid] = ()
    values: Mapping[str, ValueSaid] = field(default_factory=dict)


def completed(content: Mapping[str, Any], written: Written, *, final: bool = False) -> dict[str, Any]:
    """The counted content with what was written. `final`: as it is handed in for signature, no longer a draft."""
    figures = [_valued(row, written) for section in content["sections"] for row in section["figures"]]
    sections = [_completed(section, written, figures, final) for section in content["sections"]]
    return {**content, "sections": sections}


def _completed(
    section: Mapping[str, Any], written: Written, figures: list[dict[str, Any]], final: bool
) -> dict[str, Any]:
    if section["figures"]:
        return {**section, "figures": figures}
    if section.get("part"):
        return {**section, **_part(section, written, final)}
    if section.get("definitions"):
        return {**section, "texts": [*section["texts"], *(_definition(row) for row in figures)]}
    return dict(section)


def _part(section: Mapping[str, Any], written: Written, final: bool) -> dict[str, Any]:
    """Its head names the lead body, its lines are numbered: general ones first, then in the official order."""
    lead = written.leads.get(section["part"], "")
    named = f"牵头：{lead}" if lead else "" if final else NO_LEAD
    mine = sorted((it for it in written.findings if it.part == section["part"]), key=lambda it: it.place)
    texts = [f"{number}. {finding.line}" for number, finding in enumerate(mine, 1)]
    blank = f"{section.get('note', '')}{'本期没有填写' if final else '尚未填写'}。"
    return {"head": section["head"] + (f"（{named}）" if named else ""), "texts": texts or [blank]}


def _valued(row: Mapping[str, Any], written: Written) -> dict[str, Any]:
    value = written.values.get(row.get("id", ""))
    if value is None or not row.get("entered"):
        return dict(row)
    share, source = percent_of(value.numerator, value.denominator), f"由人填报，来源：{value.source}"
    told = {"value": share, "numerator": value.numerator, "denominator": value.denominator}
    return {**row, **told, "source": source, "origin": source}


def percent_of(numerator: int, denominator: int) -> str:
    """The whole percent, rounded down; — where there is nothing to divide by."""
    return f"{numerator * 100 // denominator}%" if denominator else "—"


def _definition(row: Mapping[str, Any]) -> str:
    return f"{row['name']}：{row['definition']}；{row['origin']}。"
