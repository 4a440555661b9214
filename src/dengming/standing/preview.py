"""这份记录将计入: what the rows of one record would meet, told before anything is saved. Pure.

It looks at one record only: whether the duty was met already, waived or left off for a broken period is for the judge.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dengming.calendar.days import date_of
from dengming.editions.rules import Rules
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, FactRow
from dengming.rulebook.kinds import kinds_of
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.rulebook.words import FACT_ROLE_LABELS, PLACE_LABELS, FactRole
from dengming.standing.slots import Slot, slots_by_term
from dengming.standing.unattended import lacks_people

RolesOf = Callable[[int], Collection[str]]
"""What a subject is on the day of the record: kind, conditions, membership, posts, flags."""

_GIVEN: Final[tuple[FactRole, ...]] = ("lecture", "speak", "report", "chair")
"""Roles that somebody has to be given on the form; nobody lacks them who was merely there."""


@dataclass(frozen=True)
class Short:
    """Subjects for whom it will not count, and what is missing, in one phrase: 缺交流发言材料."""

    subjects: tuple[int, ...]
    lacks: str


@dataclass(frozen=True)
class Counted:
    """One need of one duty in one period: for whom the record will count and for whom not.

    `late`: held after the grace of the period that it is about.
    """

    duty: PlainDuty
    need: PlainNeed
    period: str
    met: tuple[int, ...]
    short: tuple[Short, ...]
    late: bool = False


def preview(rules: Rules, rows: Sequence[FactRow], roles_of: RolesOf) -> list[Counted]:
    """All needs that the rows touch for someone who owes them, in menu order; what counts comes first."""
    if not rows:
        return []
    days = [date_of(day) for row in rows for day in (row.about, row.happened)]
    by_kind: dict[str, list[FactRow]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    found: list[Counted] = []
    for duty in rules.duties():
        if _touches(duty, by_kind):
            found += _of_duty(rules, duty, by_kind, roles_of, min(days), max(days))
    return sorted(found, key=lambda counted: not counted.met)


def _touches(duty: PlainDuty, by_kind: Mapping[str, object]) -> bool:
    return any(kind in by_kind for term in duty.terms for need in term.needs for kind in kinds_of(need.counts))


def _of_duty(
    rules: Rules, duty: PlainDuty, by_kind: Mapping[str, list[FactRow]], roles_of: RolesOf, since: date, until: date
) -> list[Counted]:
    found: list[Counted] = []
    for term, slots in slots_by_term(rules, duty, since, until):
        for slot in slots:
            for need in term.needs:
                rows = [row for kind in kinds_of(need.counts) for row in by_kind.get(kind, ())]
                owed = [row for row in rows if _within(row, slot, need) and _owes(term, roles_of(row.subject))]
                said = [(row, _lacks(rules, term, need, row)) for row in owed]
                found += _counted(duty, need, slot, said, frozenset(row.role for row in rows))
    return _without_elsewhere(found)


def _within(row: FactRow, slot: Slot, need: PlainNeed) -> bool:
    first, last = (slot.earlier_first, slot.earlier_last) if need.previous else (slot.first, slot.last)
    return first <= row.about <= last


def _owes(term: PlainTerm, roles: Collection[str]) -> bool:
    is_owner = not set(term.owner).isdisjoint(roles) and set(term.only) <= set(roles)
    return is_owner and set(term.excepted).isdisjoint(roles)


def _counted(
    duty: PlainDuty, need: PlainNeed, slot: Slot, rows: list[tuple[FactRow, str]], given: frozenset[int]
) -> Iterator[Counted]:
    """`rows` of those who owe it, each with what it lacks."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for row, lack in rows:
        reasons[row.subject].append(lack)
    met = tuple(subject for subject, said in reasons.items() if "" in said)
    short: dict[str, list[int]] = defaultdict(list)
    for subject, said in reasons.items():
        told = [reason for reason in said if reason != _BESIDE]
        if subject not in met and told:
            short[min(told, key=len)].append(subject)
    if reasons and not met and not short and (wanted := _nobody(need, given)):
        short[wanted] = []
    if met or short:
        lacks = tuple(Short(tuple(subjects), reason) for reason, subjects in short.items())
        yield Counted(duty, need, slot.label, met, lacks, any(row.happened > slot.grace for row, _ in rows))


_BESIDE: Final = "-"
"""The row shows the subject in a role that the need is not about: no lack worth telling."""


def _lacks(rules: Rules, term: PlainTerm, need: PlainNeed, row: FactRow) -> str:
    """What the row lacks for the need: "" for nothing."""
    match = need.counts
    if people := lacks_people(rules, match, row.role, term.owner):
        return people
    if match.role and row.role not in [ROLE_CODES[role] for role in match.role]:
        sits_in = row.role == ROLE_CODES["observe"] and "attend" in match.role
        return "列席不算参加" if sits_in else _BESIDE
    if match.place and row.place != PLACE_CODES[match.place]:
        return f"不在{PLACE_LABELS[match.place]}"
    book = rules.rulebook.proofs
    missing = [book[name].name for name in match.proofs if not row.proofs & book[name].mask]
    if missing:
        return "缺" + "、".join(missing)
    return "没有填学时" if need.measure == "sum" and not row.quantity else ""


def _nobody(need: PlainNeed, given: frozenset[int]) -> str:
    """Said where people who owe it were there but nobody at all was given the role; a guest may have lectured."""
    wanted = [role for role in need.counts.role if role in _GIVEN]
    if not wanted or any(ROLE_CODES[role] in given for role in wanted):
        return ""
    return f"没有填{'或'.join(FACT_ROLE_LABELS[role] for role in wanted)}人"


def _without_elsewhere(found: Iterable[Counted]) -> list[Counted]:
    """A place that does not fit is no lack where the record meets another need of the duty for the same person."""
    found = list(found)
    placed = {subject for counted in found if counted.need.counts.place for subject in counted.met}
    kept = [replace(counted, short=tuple(_still_short(counted.short, placed))) for counted in found]
    return [counted for counted in kept if counted.met or counted.short]


def _still_short(short: Iterable[Short], placed: set[int]) -> Iterator[Short]:
    for item in short:
        left = tuple(one for one in item.subjects if not (item.lacks.startswith("不在") and one in placed))
        if left or not item.subjects:
            yield Short(left, item.lacks)
