"""减负提示: where a pack demands what the rules on burden relief restrict. Warnings, never errors.

From 2024-08-06 (《整治形式主义为基层减负若干规定》) a demand of ours that those rules restrict needs a document number;
photos are never a condition (the same rules: 拍照留痕 is no standard of good work). Regulations of the nation are not
warned about: they are the law that the relief rules stand beside.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dengming.rulebook.duties import Match
from dengming.rulebook.faults import Fault
from dengming.rulebook.library import PlainDuty, Rulebook
from dengming.rulebook.terms import PlainTerm

RELIEF_FROM: Final = date(2024, 8, 6)
_RULES: Final = "《整治形式主义为基层减负若干规定》"
_DENSE: Final = ("week", "month")
_CURE: Final = f"请从 {RELIEF_FROM} 起停止（repeal）或改为只登记；确要执行的，写明 document 文号。"


def warnings(rulebook: Rulebook) -> list[Fault]:
    """Every demand that the relief rules restrict, with the cure."""
    return sorted(fault for duty in rulebook.duties.values() for fault in _of(duty))


def _of(duty: PlainDuty) -> Iterator[Fault]:
    for term in duty.terms:
        if any("photo" in match.proofs for match in _matches(term)):
            yield _fault(
                duty, term, f"把照片作为完成的条件（{_RULES}：不以拍照留痕评判工作）。", "请从 proofs 中删去 photo。"
            )
        if duty.pack != "national" and _in_force_since_relief(term) and not term.document:
            yield from (_fault(duty, term, message, _CURE) for message in _restricted(term))


def _matches(term: PlainTerm) -> Iterable[Match]:
    return (match for need in term.needs for match in (need.counts, need.of) if match)


def _in_force_since_relief(term: PlainTerm) -> bool:
    return not term.repeal and (term.until is None or term.until > RELIEF_FROM)


def _restricted(term: PlainTerm) -> Iterator[str]:
    nouns = {need.counts.noun for need in term.needs}
    if "entry" in nouns and term.every in _DENSE:
        yield f"每周或每月要求报送材料（{_RULES}：不得频繁要材料、要求填表）。"
    if "check" in nouns:
        yield f"以检查打分为义务（{_RULES}：督查检查考核、创建示范须经批准、有计划）。"
    if "every" in term.local and not any(item.document for item in term.basis) and _is_meeting(term):
        yield f"只凭本地参数规定开会频次（{_RULES}：不把是否开会发文作为评判工作优劣的标准）。"


def _is_meeting(term: PlainTerm) -> bool:
    return any(need.counts.noun == "activity" and need.counts.role == ("host",) for need in term.needs)


def _fault(duty: PlainDuty, term: PlainTerm, message: str, cure: str) -> Fault:
    return Fault(duty.sources[-1], 0, f"duty[{duty.id}].term[{term.since}]", message, cure)
