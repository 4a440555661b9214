"""Accounts of the demo: one for each kind of user with a generated password, and one that nobody can use for each
secretary, so that records say who entered them."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from dengming.accounts.models import User
from dengming.accounts.users import random_password
from dengming.demo.founding import Branch, Direct, District
from dengming.demo.layout import Habit
from dengming.orgs import kinds
from dengming.orgs.models import Member
from dengming.web.demo_accounts import DemoAccount


@dataclass(frozen=True)
class Cast:
    """Whom the demo's accounts stand for."""

    direct: Direct
    branch: Branch
    officer: int

    @classmethod
    def choose(cls, district: District) -> "Cast":
        """A direct organisation with an office, and in it a good branch of ordinary size."""
        directs = [direct for direct in district.directs if direct.plan.kind == kinds.COMMITTEE] or district.directs
        pairs = [(direct, branch) for direct in directs for branch in direct.branches]
        direct, branch = min(
            pairs, key=lambda pair: (pair[1].plan.habit is not Habit.GOOD, abs(pair[1].plan.size - 15))
        )
        return cls(direct, branch, (district.committee_officers or [branch.secretary])[-1])


def open_accounts(district: District, cast: Cast) -> tuple[list[DemoAccount], dict[int, int]]:
    """Store the accounts. Returns those to show, and for each organisation the user who signs its records."""
    signers = _secretaries(district)
    secretary = cast.branch.secretary
    member = next(person for person in cast.branch.members[1:] if person not in cast.branch.officers)
    people = [
        ("机关工委", "gongwei", cast.officer),
        ("机关党委书记", "dangwei", cast.direct.leaders[0] if cast.direct.leaders else secretary),
        ("党办", "dangban", cast.direct.office or secretary),
        ("党支部书记", "shuji", secretary),
        ("党员", "dangyuan", member),
    ]
    shown = [_account(label, username, _user_of(person, username)) for label, username, person in people]
    for duty in (User.Administers.SYSTEM, User.Administers.SECURITY, User.Administers.AUDIT):
        user = User(username=f"{duty}-admin", name=str(duty.label), administers=duty)
        shown.append(_account(str(duty.label), user.username, user))
    return shown, signers


def _secretaries(district: District) -> dict[int, int]:
    """An account for every secretary, closed to sign-in until a password is set."""
    branches = [branch for branch in district.branches if branch.officers]
    members = Member.objects.select_related("subject").in_bulk([branch.secretary for branch in branches])
    users = User.objects.bulk_create(
        User(
            username=f"sj-{branch.plan.code.lower()}", name=members[branch.secretary].name, password=make_password(None)
        )
        for branch in branches
    )
    signers = {}
    for branch, user in zip(branches, users, strict=True):
        members[branch.secretary].user = user
        for host in (branch.organisation, *branch.groups):
            signers[host.pk] = user.pk
    Member.objects.bulk_update(members.values(), ["user"], batch_size=500)
    return signers


def _user_of(person: int, username: str) -> User:
    """The person's account, renamed, or a new one."""
    member = Member.objects.select_related("subject", "user").get(pk=person)
    user = member.user or User(name=member.name)
    user.username = username
    user.save()
    member.user = user
    member.save(update_fields=["user"])
    return user


def _account(label: str, username: str, user: User) -> DemoAccount:
    password = random_password()
    user.set_password(password)
    user.save()
    return DemoAccount(label, username, password)
