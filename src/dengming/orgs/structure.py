"""Structure notes 设置提示: where an organisation's size or make-up differs from what the regulations say of its kind.

Notes, not refusals: the regulations say “一般”, allow exceptions with approval, and numbers change after founding.
Thresholds are those of the regulations (not local parameters), so they stand here with their articles.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.orgs import kinds
from dengming.orgs.census import Census, Count, take
from dengming.orgs.models import Organisation

_BRANCH_RULES: Final = "《中国共产党支部工作条例（试行）》"
_ORGAN_RULES: Final = "《中国共产党党和国家机关基层组织工作条例》"

BRANCH_LEAST, BRANCH_MOST = 3, 50
COMMITTEE_FROM: Final = 7
GENERAL_BRANCH_FROM, PARTY_COMMITTEE_FROM = 50, 100


@dataclass(frozen=True)
class Note:
    """One thing to look at: `code` for machines, a sentence, the basis, and what lifts the note."""

    code: str
    says: str
    basis: str
    lifted_by: str


def notes_of(organisation: Organisation, on: date, known: int | None = None) -> list[Note]:
    """The notes of one organisation on a day."""
    return notes([organisation], on, known).get(organisation.pk, [])


def notes(
    organisations: Iterable[Organisation], on: date, known: int | None = None, census: Census | None = None
) -> dict[int, list[Note]]:
    """The notes of many organisations on a day, by subject id; those without a note are left out.

    `census` is that of the day, where the caller has taken it already.
    """
    census = census or take(on, known)
    found = {}
    for organisation in organisations:
        count = census.count(organisation.pk)
        rule = _RULES.get(organisation.kind)
        if rule and organisation.pk in census.standing and (said := list(rule(organisation, count, census))):
            found[organisation.pk] = said
    return found


def _branch(organisation: Organisation, count: Count, census: Census) -> Iterator[Note]:
    conditions = census.conditions[organisation.pk]
    if kinds.TEMPORARY_BRANCH in conditions:
        return  # 临时党支部: its body is appointed by whoever approved it, and members keep their own branch
    if count.formal < BRANCH_LEAST:
        yield Note(
            "branch-too-small",
            f"正式党员 {count.formal} 名，不足 {BRANCH_LEAST} 名。",
            f"{_BRANCH_RULES}第四条、第五条",
            "正式党员达到 3 名，或并入其他党支部、与邻近单位成立联合党支部。",
        )
    if count.everyone > BRANCH_MOST and not organisation.approval:
        yield Note(
            "branch-too-large",
            f"党员 {count.everyone} 名，超过一般不超过 {BRANCH_MOST} 名的规模。",
            f"{_BRANCH_RULES}第四条（“一般”）",
            "分设党支部，或登记上级批复文号。",
        )
    if count.formal >= COMMITTEE_FROM and kinds.WITH_COMMITTEE not in conditions:
        yield Note(
            "committee-missing",
            f"正式党员 {count.formal} 名，达到 {COMMITTEE_FROM} 名，尚未登记支部委员会。",
            f"{_BRANCH_RULES}第二十条",
            "设立支部委员会并登记。",
        )
    if count.formal < COMMITTEE_FROM and kinds.WITH_COMMITTEE in conditions:
        yield Note(
            "committee-not-due",
            f"正式党员 {count.formal} 名，不足 {COMMITTEE_FROM} 名，登记了支部委员会。",
            f"{_BRANCH_RULES}第二十条",
            "改设书记 1 名（必要时副书记 1 名），或正式党员达到 7 名。",
        )


def _committee(organisation: Organisation, count: Count, census: Census) -> Iterator[Note]:
    if count.everyone < PARTY_COMMITTEE_FROM and not organisation.approval:
        yield Note(
            "party-committee-too-small",
            f"党员 {count.everyone} 名，不足 {PARTY_COMMITTEE_FROM} 名，未登记设立机关党委的批复文号。",
            f"{_ORGAN_RULES}第五条",
            "登记上级批准设立的文号，或党员达到 100 名。",
        )
    yield from _across_departments(organisation, census)


def _general_branch(organisation: Organisation, count: Count, census: Census) -> Iterator[Note]:
    if count.everyone < GENERAL_BRANCH_FROM and not organisation.approval:
        yield Note(
            "general-branch-too-small",
            f"党员 {count.everyone} 名，不足 {GENERAL_BRANCH_FROM} 名，未登记设立党总支的批复文号。",
            f"{_ORGAN_RULES}第六条",
            "登记上级批准设立的文号，或党员达到 50 名。",
        )
    if count.everyone > PARTY_COMMITTEE_FROM and not organisation.approval:
        yield Note(
            "general-branch-too-large",
            f"党员 {count.everyone} 名，超过党总支 50 至 100 名的规模。",
            f"{_ORGAN_RULES}第五条、第六条",
            "改设机关党委，或登记上级批复文号。",
        )
    yield from _across_departments(organisation, census)


def _across_departments(organisation: Organisation, census: Census) -> Iterator[Note]:
    """Problem nine of the speech. Units of one department may well share an organisation; two departments may not."""
    departments = census.departments(organisation.pk)
    if len(departments) > 1 and not organisation.approval:
        yield Note(
            "across-departments",
            f"下属党支部所在单位分属 {len(departments)} 个主管部门（{'、'.join(departments)}），未登记批复文号。",
            "讲话 A09“跨部门设置综合党总支”（按主管部门判断是本系统的解释）",
            "登记设置（代管、挂靠）的批复文号，或按主管部门分设。",
        )


_RULES: Final[dict[str, Callable[[Organisation, Count, Census], Iterator[Note]]]] = {
    kinds.BRANCH: _branch,
    kinds.GENERAL_BRANCH: _general_branch,
    kinds.COMMITTEE: _committee,
}
