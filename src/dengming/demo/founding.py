"""Found the demo district: units, organisations, leading bodies, groups, people and all that they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dengming.accounts.encryption import blind_index
from dengming.demo.layout import BranchPlan, DirectPlan
from dengming.demo.names import chinese
from dengming.demo.people import PersonPlan, people
from dengming.orgs import founding, kinds, spans
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Member, Organisation, Subject, Unit
from dengming.orgs.spans import NewSpan

ALWAYS = 0
"""The demo's roster counts as known from always."""
WORK_COMMITTEE, SUPERIOR = "QZGW", "QW"


@dataclass
class Branch:
    """A founded branch with what its history needs: groups, people by what they are."""

    plan: BranchPlan
    organisation: Organisation
    groups: list[Organisation] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    in_group: dict[int, list[int]] = field(default_factory=dict)
    officers: list[int] = field(default_factory=list)
    cadres: list[int] = field(default_factory=list)
    contacts: dict[int, int] = field(default_factory=dict)
    on_leave: set[int] = field(default_factory=set)

    @property
    def secretary(self) -> int:
        """The first officer."""
        return self.officers[0]


@dataclass
class Direct:
    """A founded direct organisation with its branches, its leading body and its Party office."""

    plan: DirectPlan
    organisation: Organisation
    branches: list[Branch] = field(default_factory=list)
    leading_body: Organisation | None = None
    leaders: list[int] = field(default_factory=list)
    office: int = 0


@dataclass
class District:
    """The whole demo district, founded."""

    committee: Organisation
    directs: list[Direct]
    committee_officers: list[int]

    @property
    def branches(self) -> list[Branch]:
        """All branches."""
        return [branch for direct in self.directs for branch in direct.branches]


def found(plans: list[DirectPlan], since: date, until: date, random: Random) -> District:
    """Store the district. Everything stands since long before the first record."""
    units = _units(plans)
    organisations = {org.code: org for org in founding.build(_organisations(plans, units), entered=ALWAYS)}
    directs = [_direct(plan, organisations) for plan in plans]
    roster = _enrol(directs, until, random)
    district = District(organisations[WORK_COMMITTEE], directs, [])
    spans.add_many([*roster, *_posts(district, since, random)], entered=ALWAYS)
    return district


def _units(plans: list[DirectPlan]) -> dict[str, Unit]:
    names = dict.fromkeys(
        name for plan in plans for branch in plan.branches for name in (branch.department, branch.unit)
    )
    names = dict.fromkeys([*(plan.unit for plan in plans), *names])
    rows = [Unit(code=f"DW{number:03d}", name=name, ordinal=number) for number, name in enumerate(names, 1)]
    units = {unit.name: unit for unit in Unit.objects.bulk_create(rows)}
    for plan in plans:
        for branch in plan.branches:
            if branch.unit != branch.department:
                units[branch.unit].department = units[branch.department]
    Unit.objects.bulk_update(units.values(), ["department"])
    return units


def _organisations(plans: list[DirectPlan], units: dict[str, Unit]) -> Iterator[NewOrganisation]:
    since = date(2012, 3, 1)
    yield NewOrganisation(SUPERIOR, "中共某某区委员会", kinds.OUTSIDE_SUPERIOR, since)
    yield NewOrganisation(WORK_COMMITTEE, "中共某某区直属机关工作委员会", kinds.WORK_COMMITTEE, since, parent=SUPERIOR)
    for ordinal, plan in enumerate(plans, 1):
        if plan.kind != kinds.BRANCH:
            yield NewOrganisation(
                plan.code, plan.name, plan.kind, since, WORK_COMMITTEE,
                unit=units[plan.unit], approval=plan.approval, ordinal=ordinal,
            )  # fmt: skip
        for order, branch in enumerate(plan.branches, 1):
            parent = plan.code if plan.kind != kinds.BRANCH else WORK_COMMITTEE
            yield NewOrganisation(
                branch.code, branch.name, kinds.BRANCH, since, parent, unit=units[branch.unit],
                conditions=branch.conditions, ordinal=ordinal * 100 + order,
            )  # fmt: skip
            for group in range(1, branch.groups + 1):
                name = f"{branch.name}第{chinese(group)}党小组"
                yield NewOrganisation(f"{branch.code}-X{group}", name, kinds.GROUP, since, branch.code, ordinal=group)
        if plan.kind != kinds.BRANCH:
            yield NewOrganisation(
                f"{plan.code}-DZ", f"中共{plan.unit}党组", kinds.LEADING_BODY, since, seat=plan.code,
                unit=units[plan.unit], ordinal=ordinal,
            )  # fmt: skip


def _direct(plan: DirectPlan, organisations: dict[str, Organisation]) -> Direct:
    direct = Direct(plan, organisations[plan.code], leading_body=organisations.get(f"{plan.code}-DZ"))
    for branch in plan.branches:
        groups = [organisations[f"{branch.code}-X{number}"] for number in range(1, branch.groups + 1)]
        direct.branches.append(Branch(branch, organisations[branch.code], groups))
    return direct


def _enrol(directs: list[Direct], until: date, random: Random) -> list[NewSpan]:
    """Store the people and say where each belongs."""
    branches = [branch for direct in directs for branch in direct.branches]
    total = sum(branch.plan.size for branch in branches)
    plans = list(people(total, until, random))
    codes = [f"DY{number:06d}" for number in range(1, total + 1)]
    subjects = Subject.objects.bulk_create(
        [Subject(sort=Subject.Sort.PERSON, code=code, name=plan.name) for code, plan in zip(codes, plans, strict=True)],
        batch_size=2000,
    )
    Member.objects.bulk_create(
        [_member(subject, plan) for subject, plan in zip(subjects, plans, strict=True)], batch_size=2000
    )
    roster: list[NewSpan] = []
    start = 0
    for branch in branches:
        stop = start + branch.plan.size
        roster += _belong(branch, subjects[start:stop], plans[start:stop])
        start = stop
    return roster


def _member(subject: Subject, plan: PersonPlan) -> Member:
    return Member(
        subject=subject,
        gender=plan.gender,
        ethnicity=plan.ethnicity,
        born=plan.born,
        education=plan.education,
        joined=plan.joined,
        confirmed=plan.confirmed,
        job=plan.job,
        identity=plan.identity,
        identity_index=blind_index(plan.identity),
        phone=plan.phone,
    )


def _belong(branch: Branch, subjects: list[Subject], plans: list[PersonPlan]) -> Iterator[NewSpan]:
    here = branch.organisation.pk
    for number, (subject, plan) in enumerate(zip(subjects, plans, strict=True)):
        branch.members.append(subject.pk)
        since = max(plan.joined, date(2012, 3, 1))
        if plan.confirmed is None:
            yield NewSpan(subject.pk, kinds.PROBATIONARY, since, at=here)
        else:
            if plan.confirmed > since:
                yield NewSpan(subject.pk, kinds.PROBATIONARY, since, plan.confirmed - timedelta(days=1), at=here)
            yield NewSpan(subject.pk, kinds.MEMBER, max(since, plan.confirmed), at=here)
        if branch.groups:
            group = branch.groups[number % len(branch.groups)].pk
            branch.in_group.setdefault(group, []).append(subject.pk)
            yield NewSpan(subject.pk, kinds.GROUP_MEMBER, since, at=group)


def _posts(district: District, since: date, random: Random) -> Iterator[NewSpan]:
    start = since - timedelta(days=400)
    for direct in district.directs:
        for branch in direct.branches:
            yield from _branch_posts(branch, start, random)
        yield from _direct_posts(direct, start)
    yield from _committee_posts(district, start)
    yield from _contact_points(district, since)


def _branch_posts(branch: Branch, start: date, random: Random) -> Iterator[NewSpan]:
    full = [person for person in branch.members]
    posts = ["branch-secretary"]
    if kinds.WITH_COMMITTEE in branch.plan.conditions:
        posts += ["organisation-officer", "publicity-officer"] + (["discipline-officer"] if len(full) > 12 else [])
    for number, (post, person) in enumerate(zip(posts, full, strict=False)):
        branch.officers.append(person)
        paper = f"任字〔{start.year}〕{branch.organisation.pk % 90 + number}号"
        yield NewSpan(person, post, start, at=branch.organisation.pk, paper=paper)
    for group, people_in in branch.in_group.items():
        yield NewSpan(people_in[-1], "group-leader", start, at=group)
    branch.cadres = full[:1] + ([full[5]] if len(full) > 14 else [])
    for person in branch.cadres:
        yield NewSpan(person, "leading-cadre", start, paper="区直工委〔2018〕3号")
    for person in full[6:]:
        if random.random() < 0.02:
            branch.on_leave.add(person)
            yield NewSpan(
                person, random.choice(("village-posting", "secondment", "sick-leave")), start + timedelta(days=500)
            )


def _direct_posts(direct: Direct, start: date) -> Iterator[NewSpan]:
    if direct.plan.kind == kinds.BRANCH:
        return
    first = direct.branches[0]
    secretary, office = first.members[min(5, len(first.members) - 1)], first.members[-1]
    direct.office, direct.leaders = office, [secretary, *(branch.secretary for branch in direct.branches[:2])]
    post = "committee-secretary" if direct.plan.kind == kinds.COMMITTEE else "general-branch-secretary"
    yield NewSpan(secretary, post, start, at=direct.organisation.pk, paper=f"区直工委〔{start.year}〕12号")
    yield NewSpan(office, "party-office", start, at=direct.organisation.pk)
    if secretary not in first.cadres:
        first.cadres.append(secretary)
        yield NewSpan(secretary, "leading-cadre", start, paper="区直工委〔2018〕3号")
    assert direct.leading_body is not None
    for number, person in enumerate(dict.fromkeys(direct.leaders)):
        role = "leading-body-member" if number else "leading-body-secretary"
        yield NewSpan(person, role, start, at=direct.leading_body.pk)


def _committee_posts(district: District, start: date) -> Iterator[NewSpan]:
    """The work committee's own people belong to ordinary branches, as everybody does."""
    lenders = [branch for branch in district.branches if len(branch.members) > 9][:2] or district.branches[:1]
    for number, branch in enumerate(lenders):
        person = branch.members[-2]
        district.committee_officers.append(person)
        post = "work-committee-officer" if number else "work-committee-secretary"
        yield NewSpan(person, post, start, at=district.committee.pk)


def _contact_points(district: District, since: date) -> Iterator[NewSpan]:
    """Each secretary has one contact point a year: the next branch (F10)."""
    branches = district.branches
    for year in range(since.year, since.year + 3):
        for branch, other in zip(branches, [*branches[1:], branches[0]], strict=True):
            if branch is not other:
                branch.contacts[branch.secretary] = other.organisation.pk
                yield NewSpan(
                    branch.secretary, kinds.CONTACT, date(year, 1, 1), date(year, 12, 31), at=other.organisation.pk
                )
