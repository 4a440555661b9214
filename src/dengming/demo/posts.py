"""Posts, flags, leave and contact points of the demo district, as spans."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, zip_longest
from random import Random
from typing import Final

from dengming.demo.contacts import choose, contacts
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.happening import Leave
from dengming.demo.layout import Habit
from dengming.orgs import kinds
from dengming.orgs.spans import NewSpan

CADRES: Final = "区直工委〔2018〕3号"
LEAVES: Final = {"village-posting": "驻村", "secondment": "借调", "sick-leave": "病假", "study-leave": "脱产学习"}


def posts(district: District, since: date, until: date, random: Random) -> Iterator[NewSpan]:
    """All that people are beyond belonging somewhere. Everybody is in post since long before the first record."""
    start = since - timedelta(days=400)
    for direct in district.directs:
        for branch in direct.branches:
            yield from _branch_posts(branch, start)
            yield from _leaves(branch, since, random)
        yield from _direct_posts(direct, start)
    yield from _committee_posts(district, start)
    choose(district)
    yield from (contact.span() for contact in contacts(district, since, until))


def _branch_posts(branch: Branch, start: date) -> Iterator[NewSpan]:
    titles = ["branch-secretary"]
    if kinds.WITH_COMMITTEE in branch.plan.conditions:
        titles += ["organisation-officer", "publicity-officer"]
        titles += ["discipline-officer"] if len(branch.members) > 12 else []
    for number, (post, person) in enumerate(zip(titles, branch.members, strict=False)):
        branch.officers.append(person)
        paper = f"任字〔{start.year}〕{branch.plan.number % 90 + number + 1}号"
        yield NewSpan(person, post, start, at=branch.organisation.pk, paper=paper)
    for group, people in branch.in_group.items():
        yield NewSpan(people[-1], "group-leader", start, at=group)
    branch.cadres = branch.members[:1] + ([branch.members[5]] if len(branch.members) > 14 else [])
    yield from (NewSpan(person, "leading-cadre", start, paper=CADRES) for person in branch.cadres)


def _leaves(branch: Branch, since: date, random: Random) -> Iterator[NewSpan]:
    """One in fifty is away: since some month, for half a year or without an end yet."""
    for person in branch.members[6:]:
        if random.random() >= 0.02:
            continue
        role = random.choice(list(LEAVES))
        first = since + timedelta(days=random.randrange(60, 420))
        last = first + timedelta(days=180) if role in ("sick-leave", "study-leave") else None
        branch.away[person] = Leave(first, last or date.max, LEAVES[role])
        yield NewSpan(person, role, first, last)


def _direct_posts(direct: Direct, start: date) -> Iterator[NewSpan]:
    """Head of the leading body, secretary and board of the organisation, its office: nobody's branch officers."""
    if direct.plan.kind == kinds.BRANCH:
        return
    pool = _candidates(direct, start)
    head, direct.office = pool[0], direct.branches[0].members[-1]
    committee = direct.plan.kind == kinds.COMMITTEE
    direct.board = pool[1:5] if committee else pool[1:2]
    direct.leaders = list(dict.fromkeys([head, *direct.board[:2], direct.branches[0].secretary]))
    titles = ["committee-secretary", "committee-deputy-secretary", "organisation-officer", "committee-discipline"]
    for title, person in zip(titles if committee else ["general-branch-secretary"], direct.board, strict=False):
        paper = f"区直工委〔{start.year}〕12号"
        yield NewSpan(person, title, start, at=direct.organisation.pk, paper=paper)
    yield NewSpan(direct.office, "party-office", start, at=direct.organisation.pk)
    yield from _flags(direct, start)
    assert direct.leading_body is not None
    for number, person in enumerate(direct.leaders):
        role = "leading-body-member" if number else "leading-body-secretary"
        yield NewSpan(person, role, start, at=direct.leading_body.pk)


def _candidates(direct: Direct, start: date) -> list[int]:
    """Members of the first branches by turns, without those of yesterday, officers and group leaders."""
    rows = []
    for branch in direct.branches[:3]:
        taken = {*branch.officers, *(people[-1] for people in branch.in_group.values()), *branch.away}
        free = [person for person in branch.members[:-2] if person not in taken]
        rows.append([person for person in free if branch.joined[person] <= start])
    found = [person for person in chain.from_iterable(zip_longest(*rows)) if person is not None]
    return list(dict.fromkeys([*found, *direct.branches[0].members]))


def _flags(direct: Direct, start: date) -> Iterator[NewSpan]:
    """Leaders and the secretary are leading cadres. Problem three: where work is slack they seldom come to their own
    branch."""
    for person in dict.fromkeys([*direct.leaders, direct.board[0]]):
        branch = next(branch for branch in direct.branches if person in branch.members)
        if direct.habit is Habit.SLACK and person not in branch.officers:
            branch.seldom.add(person)
        if person not in branch.cadres:
            branch.cadres.append(person)
            yield NewSpan(person, "leading-cadre", start, paper=CADRES)


def _committee_posts(district: District, start: date) -> Iterator[NewSpan]:
    """The work committee's own people belong to ordinary branches, as everybody does."""
    lenders = [branch for branch in district.branches if len(branch.members) > 9][:2] or district.branches[:1]
    for number, branch in enumerate(lenders):
        person = branch.members[-2]
        district.committee_officers.append(person)
        post = "work-committee-officer" if number else "work-committee-secretary"
        yield NewSpan(person, post, start, at=district.committee.pk)
