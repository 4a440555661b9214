"""Who owes an entry of a register in a period and who has one: people × entry, in the official order of branches."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from dengming.accounts.scope import Scope
from dengming.calendar.periods import Period
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import entries
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.order import in_official_order
from dengming.orgs.roster import Roster
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.registers import Entry as Register
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings


@dataclass(frozen=True)
class Owner:
    """Somebody with an entry of the period, or who owes one; the branch where the person belongs, None for none; by
    which posts it is kept for the person."""

    subject: Subject
    entry: Entry | None
    standing: Standing | None
    branch: Organisation | None
    posts: str


def owners(scope: Scope, block: Register, period: Period) -> list[Owner]:
    """All in reach: those who owe nothing and have nothing are left out."""
    found = entries(scope, register=block.id).filter(about__range=(period.first, period.last), withdrawn_at=None)
    there = {it.subject_id: it for it in found.prefetch_related("moves")}
    owed = {it.subject: it for it in _owed(scope, block, period)}
    subjects = Subject.objects.in_bulk({*there, *owed})
    roster = Roster(clock.today(), people=set(subjects))
    homes = _homes(roster, set(subjects))
    rank = {it.pk: number for number, it in enumerate(in_official_order(homes.values()))}
    rows = [
        Owner(it, there.get(pk), owed.get(pk), homes.get(pk), _posts(block, roster, pk)) for pk, it in subjects.items()
    ]
    return sorted(rows, key=lambda row: (rank[row.branch.pk] if row.branch else len(rank), row.subject.code))


def _duties_for(block: Register) -> list[PlainDuty]:
    """The duties that an entry of the register fulfils."""
    return [duty for duty in rules().duties() if block.id in _counted(duty)]


def _owed(scope: Scope, block: Register, period: Period) -> list[Standing]:
    """What those in reach owe, and the actor."""
    asked = partial(standings, scope, AsOf.at(), duties=_duties_for(block), since=period.first, until=period.last)
    found = asked() + (asked(subjects=[scope.person]) if scope.person is not None else [])
    return [it for it in found if it.period == period.label]


def _counted(duty: PlainDuty) -> Iterator[str]:
    for term in duty.terms:
        for need in term.needs:
            yield from need.counts.entry


def _homes(roster: Roster, people: set[int]) -> dict[int, Organisation]:
    places = {person: home for person in people if (home := roster.branch_of(person))}
    there = Organisation.objects.select_related("subject").in_bulk(set(places.values()))
    return {person: there[home] for person, home in places.items()}


def _posts(block: Register, roster: Roster, person: int) -> str:
    roles = rules().rulebook.roles
    held = [post for post, _ in roster.posts_of(person) if post in block.owner]
    return "、".join(roles[post].name for post in dict.fromkeys(held))
