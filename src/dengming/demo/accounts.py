"""Accounts of the demo: one for each kind of user with a generated password, and one that nobody can use for each
secretary, so that records say who entered them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from dengming.accounts.models import User
from dengming.accounts.scope import Scope
from dengming.accounts.users import random_password
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.layout import Habit
from dengming.orgs import kinds
from dengming.orgs.models import Member
from dengming.orgs.reach import scope_for
from dengming.web.demo_accounts import DemoAccount


@dataclass(frozen=True)
class Cast:
    """Whom the demo's accounts stand for."""

    direct: Direct
    branch: Branch
    officer: int
    head: int

    @classmethod
    def choose(cls, district: District) -> "Cast":
        """A direct organisation with an office, and in it a good branch of ordinary size with groups."""
        directs = [direct for direct in district.directs if direct.plan.kind == kinds.COMMITTEE] or district.directs
        pairs = [(direct, branch) for direct in directs for branch in direct.branches]
        direct, branch = min(pairs, key=_unfit)
        committee = district.committee_officers or [branch.secretary]
        return cls(direct, branch, committee[-1], committee[0])

    @property
    def ordinary(self) -> list[int]:
        """The branch's members without a post in it; the first is the demo's 党员."""
        return [person for person in self.branch.members[1:] if person not in self.branch.officers]

    @property
    def discipline(self) -> int | None:
        """The organisation's own 纪检, the fourth of its board; None where it has no board of four."""
        return self.direct.board[3] if len(self.direct.board) > 3 else None

    @property
    def careless(self) -> int | None:
        """A member to stay away now and then without leave, so that the secretary has a warning to study: nobody with a
        post, on leave, or to be there every month."""
        busy = {self.officer, self.head, *self.branch.cadres, *self.branch.away, *self.direct.officers}
        return next((person for person in self.ordinary[:3:-1] if person not in busy), None)


def _unfit(pair: tuple[Direct, Branch]) -> tuple[bool, bool, bool, int]:
    """How little a branch shows an ordinary secretary's work, the gravest first."""
    direct, branch = pair
    is_special = "retired-branch" in branch.plan.conditions or branch.secretary in direct.leaders
    return branch.plan.habit is not Habit.GOOD, is_special, not branch.groups, abs(branch.plan.size - 15)


def open_accounts(district: District, cast: Cast) -> tuple[list[DemoAccount], dict[int, int]]:
    """Store the accounts. Returns those to show, and for each organisation the user who signs its records."""
    signers = _signers(district)
    secretary = cast.branch.secretary
    people = [
        ("机关工委", "gongwei", cast.officer),
        *([("机关工委书记", "gongwei-shuji", cast.head)] if cast.head != cast.officer else []),
        ("机关党委书记", "dangwei", cast.direct.board[0] if cast.direct.board else secretary),
        ("党办", "dangban", cast.direct.office or secretary),
        *([("机关纪委", "jijian", cast.discipline)] if cast.discipline else []),
        ("党支部书记", "shuji", secretary),
        ("党员", "dangyuan", cast.ordinary[0]),
    ]
    users = [(label, username, account_of(person)) for label, username, person in people]
    for duty in (User.Administers.SYSTEM, User.Administers.SECURITY, User.Administers.AUDIT):
        users.append((str(duty.label), f"{duty}-admin", User(name=str(duty.label), administers=duty)))
    return _shown(users), signers


def scope_of(person: int) -> Scope:
    """What the posts of this person, who has an account, give today."""
    return scope_for(User.objects.get(member=person))


def _shown(users: list[tuple[str, str, User]]) -> list[DemoAccount]:
    """Give each user its name and a password. Hashing takes its time on purpose, and threads share it out."""
    found = [DemoAccount(label, username, random_password()) for label, username, _ in users]
    with ThreadPoolExecutor() as pool:
        hashes = list(pool.map(make_password, [account.password for account in found]))
    for (_, username, user), hashed in zip(users, hashes, strict=True):
        user.username, user.password = username, hashed
        user.save()
    return found


def _signers(district: District) -> dict[int, int]:
    """For each organisation the user who signs its records; closed to sign-in until a password is set."""
    people = dict(_signing(district))
    members = Member.objects.select_related("subject").in_bulk(people.values())
    users = User.objects.bulk_create(
        User(username=member.subject.code.lower(), name=member.name, password=make_password(None))
        for member in members.values()
    )
    for member, user in zip(members.values(), users, strict=True):
        member.user = user
    Member.objects.bulk_update(members.values(), ["user"], batch_size=500)
    accounts = {pk: user.pk for pk, user in zip(members, users, strict=True)}
    return {organisation: accounts[person] for organisation, person in people.items()}


def _signing(district: District) -> Iterator[tuple[int, int]]:
    """(organisation, who signs for it): secretaries for branches and groups, Party offices for what stands above."""
    yield district.committee.pk, district.committee_officers[-1]
    for direct in district.directs:
        if direct.office:
            yield direct.organisation.pk, direct.office
        if direct.leading_body:
            yield direct.leading_body.pk, direct.office
        for branch in direct.branches:
            yield from ((host.pk, branch.secretary) for host in (branch.organisation, *branch.groups))


def account_of(person: int) -> User:
    """The person's account, or a new one that nobody can sign in with."""
    member = Member.objects.select_related("subject", "user").get(pk=person)
    if member.user is None:
        member.user = User.objects.create(
            username=member.subject.code.lower(), name=member.name, password=make_password(None)
        )
        member.save(update_fields=["user"])
    return member.user
