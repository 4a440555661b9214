"""四查: the cases of a register checked against all that is demanded of their steps, and who the people are.

Nothing is stored: the same demands that refuse a step are asked again of the case as it is, and what is late of the
steps ahead is told. The structure is shown and never judged, for no threshold is known.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.demands.asked import Finding, findings
from dengming.ledgers.demands.overdue import overdue
from dengming.ledgers.demands.plans import Plans
from dengming.ledgers.models import Entry
from dengming.ledgers.places import branches_of, remember_places
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import visible
from dengming.reports.case_lines import cases_of
from dengming.reports.reached import is_within, lines_of, reaches
from dengming.reports.workbook import Column, Table, Value, sheet_name, write_all
from dengming.rulebook import registers
from dengming.rulebook.demands import CHECK_LABELS
from dengming.rulebook.register_parts import Structure

STRUCTURE_LABELS: Final[dict[Structure, str]] = {
    "age": "年龄", "gender": "性别", "ethnicity": "民族", "education": "学历", "job": "岗位",
}  # fmt: skip
_AGES: Final = ((25, "25岁以下"), (35, "26—35岁"), (45, "36—45岁"), (55, "46—55岁"))
NO_PLAN: Final = "没有已批准的计划"
_UNKNOWN: Final = "没有登记"


@dataclass(frozen=True)
class Found:
    """One finding with the case in which it was found."""

    entry: Entry
    finding: Finding
    branch: str


@dataclass(frozen=True)
class Spread:
    """How people are spread over a particular: for each value, how many in each phase, in the order of `phases`."""

    name: str
    rows: Sequence[tuple[str, Sequence[int]]]


@dataclass(frozen=True)
class Planned:
    """How many an organisation may take in this year, and how many it has; None without an approved plan."""

    organisation: Organisation
    planned: int | None
    reached: int

    @property
    def beyond(self) -> int:
        """By how many it went beyond the plan."""
        return 0 if self.planned is None else max(self.reached - self.planned, 0)


@dataclass(frozen=True)
class Inspected:
    """What a check finds: faults by what is checked, the structure by phase, the plans; of how many cases."""

    cases: int
    found: Sequence[tuple[str, str, Sequence[Found]]]
    phases: Sequence[str]
    spreads: Sequence[Spread]
    plans: Sequence[Planned]

    @property
    def faults(self) -> int:
        """How many findings there are."""
        return sum(len(found) for _, _, found in self.found)


def inspect(scope: Scope, block: registers.Entry, organisations: Sequence[Organisation]) -> Inspected:
    """Check the living cases of these organisations and what is below them, as far as the actor sees them."""
    assert block.inspection is not None  # asked for nothing else
    living, _ = cases_of(scope, block.id, organisations)
    remember_places(living)
    plans, branches = Plans(), branches_of(living)
    told = ((entry, it) for entry in living for it in (*findings(entry, scope, plans), *overdue(entry)))
    found = [Found(entry, it, branches.get(entry.pk, "")) for entry, it in told]
    groups = [
        (name, clause, [it for it in found if it.finding.demand.checked_as == key])
        for key, (name, clause) in CHECK_LABELS.items()
    ]
    phases = list(dict.fromkeys(stage.phase or stage.name for stage in block.stage))
    spreads = [_spread(block, key, living, phases) for key in block.inspection.structure]
    return Inspected(len(living), groups, phases, spreads, _plans(scope, block, plans, organisations))


@action("register.inspected", label="核查台账", needs="read", at=reaches)
def export_inspection(
    scope: Scope, target: BinaryIO, *, register: registers.Entry, organisations: Sequence[Organisation]
) -> Done[int]:
    """What the check finds as a workbook: the faults a row each, the structure, the plans. How many faults."""
    made = inspect(scope, register, organisations)
    assert register.inspection is not None
    write_all(_tables(register.inspection.name, made), target)
    return Done(made.faults, about=register.name, note={"cases": made.cases, "faults": made.faults})


def _tables(name: str, made: Inspected) -> Iterator[Table]:
    columns = (
        Column("查什么", 10),
        Column("姓名（组织）", 16),
        Column("编号", 14),
        Column("所在党支部", 26),
        Column("哪一步", 28, wrap=True),
    )
    rows = [
        (label, it.entry.subject.name, it.entry.subject.code, it.branch, it.finding.stage.name, it.finding.demand.name,
         it.finding.said, it.finding.source, it.finding.demand.institution)
        for label, _, found in made.found for it in found
    ]  # fmt: skip
    told = (Column("要求", 28, wrap=True), Column("查到的情况", 48, wrap=True), Column("依据", 40, wrap=True))
    yield Table(sheet_name(name), f"{name}发现的问题", [*columns, *told, Column("哪项制度", 10)], rows)
    spread_over = [Column("项目"), Column("分类", 18), *(Column(it) for it in made.phases)]
    shares: list[list[Value]] = [[it.name, label, *numbers] for it in made.spreads for label, numbers in it.rows]
    yield Table("结构", f"{name}：结构", spread_over, shares)
    if made.plans:
        plans: list[list[Value]] = [
            [it.organisation.name, NO_PLAN if it.planned is None else it.planned, it.reached, it.beyond or ""]
            for it in made.plans
        ]
        heads = [Column("组织", 26), Column("批准人数"), Column("已审批人数"), Column("超出人数")]
        yield Table("总量", f"{name}：总量", heads, plans)


def _spread(block: registers.Entry, key: Structure, living: Sequence[Entry], phases: Sequence[str]) -> Spread:
    counts: dict[str, Counter[str]] = {}
    for entry in living:
        stage = block.stage_of(entry.stage)
        counts.setdefault(_value(entry, key), Counter())[stage.phase or stage.name] += 1
    order = [name for _, name in _AGES] if key == "age" else []
    labels = sorted(counts, key=lambda it: (it == _UNKNOWN, order.index(it) if it in order else len(order), it))
    return Spread(STRUCTURE_LABELS[key], [(label, [counts[label][phase] for phase in phases]) for label in labels])


def _value(entry: Entry, key: Structure) -> str:
    member: Member | None = getattr(entry.subject, "member", None)
    if member is None:
        return _UNKNOWN
    if key == "age":
        return _age(member.born, clock.today()) if member.born else _UNKNOWN
    if key == "gender":
        known = member.gender in (Member.Gender.MALE, Member.Gender.FEMALE)
        return str(Member.Gender(member.gender).label) if known else _UNKNOWN
    return str(getattr(member, key)) or _UNKNOWN


def _age(born: date, on: date) -> str:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((name for most, name in _AGES if years <= most), "56岁以上")


def _plans(scope: Scope, block: registers.Entry, plans: Plans, organisations: Sequence[Organisation]) -> list[Planned]:
    """This year's plans in sight, in the official order, each with how many are counted by it this year, as the demand
    at the step counts them; and who has some without an approved plan."""
    asked = block.inspection
    if asked is None or asked.plan is None or asked.planned is None:
        return []
    year, owners = clock.today().year, rules().rulebook.entries[asked.plan].owner
    approved = lines_of(scope, asked.plan, organisations).filter(about__year=year, withdrawn_at=None)
    numbers = {it.subject_id: number for it in approved if (number := it.fields.get(asked.planned))}
    planning = {*numbers, *spans.holders(owners, clock.today()).values_list("subject", flat=True)}
    places = [it for it in visible(scope).filter(pk__in=planning) if is_within(it, organisations)]
    made = [
        Planned(it, int(float(numbers[it.pk])) if it.pk in numbers else None, plans.reached(block.id, year, it.reach))
        for it in in_official_order(places)
    ]
    return [it for it in made if it.planned is not None or it.reached]
