"""Who may see points: oneself, and who keeps the records where the member belongs. Nobody's points are shown around."""

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.orgs import kinds, queries
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member, Organisation


def get_person(scope: Scope, code: str) -> Member:
    """The member whose points the actor may see. NotVisible for everybody else."""
    member = queries.get_member(scope, code)
    if not sees_points(scope, member.pk):
        raise NotVisible("没有找到。")
    return member


def sees_points(scope: Scope, person: int) -> bool:
    """Whether the actor may see this person's points."""
    return scope.person == person or scope.may("record", home_reach(person))


def keeps_points(scope: Scope) -> bool:
    """Whether there is a branch of which the actor may see the points."""
    return queries.visible(scope, "record").filter(kind=kinds.BRANCH, ended=None).exists()


def branches(scope: Scope) -> list[Organisation]:
    """The branches whose members' points the actor may see, in the official order."""
    found = queries.standing_on(queries.visible(scope, "record").filter(kind=kinds.BRANCH), clock.today())
    return queries.in_official_order(found)


def get_branch(scope: Scope, code: str) -> Organisation:
    """One of them by code. NotVisible where it is none of them."""
    found = next((branch for branch in branches(scope) if branch.code == code), None)
    if found is None:
        raise NotVisible("没有找到。")
    return found
