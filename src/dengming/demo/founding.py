"""Found the demo district: units, organisations, leading bodies, groups, people and where they belong."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from dengming.accounts.encryption import blind_index
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.layout import DirectPlan
from dengming.demo.names import chinese
from dengming.demo.people import PersonPlan, people
from dengming.demo.posts import posts
from dengming.orgs import founding, kinds, spans
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Member, Organisation, Subject, Unit
from dengming.orgs.spans import NewSpan

ALWAYS = 0
"""The demo's roster counts as known from always."""
WORK_COMMITTEE, SUPERIOR = "QZGW", "QW"


def found(plans: list[DirectPlan], since: date, until: date, random: Random) -> District:
    """Store the district. Everything stands since long before the first record."""
    units = _units(plans)
    organisations = {org.code: org for org in founding.build(_organisations(plans, units), entered=ALWAYS)}
    directs = [_direct(plan, organisations) for plan in plans]
    roster = _enrol(directs, until, random)
    district = District(organisations[WORK_COMMITTEE], directs, [])
    spans.add_many([*roster, *posts(district, since, until, random)], entered=ALWAYS)
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
                f"{plan.code}-DZ", f"中共某某{plan.unit}党组", kinds.LEADING_BODY, since, seat=plan.code,
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
        roster += _belong(branch, _seated(list(zip(subjects[start:stop], plans[start:stop], strict=True))))
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


def _seated(people: list[tuple[Subject, PersonPlan]]) -> list[tuple[Subject, PersonPlan]]:
    """Probationary members in the middle: posts are given from both ends."""
    full = [pair for pair in people if not pair[1].is_probationary]
    half = len(full) // 2
    return [*full[:half], *(pair for pair in people if pair[1].is_probationary), *full[half:]]


def _belong(branch: Branch, people: list[tuple[Subject, PersonPlan]]) -> Iterator[NewSpan]:
    here = branch.organisation.pk
    for number, (subject, plan) in enumerate(people):
        since = max(plan.joined, date(2012, 3, 1))
        branch.members.append(subject.pk)
        branch.joined[subject.pk] = since
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
