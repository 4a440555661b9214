"""Who sees what: a post its subtree, a contact point itself, a member oneself, an administrator nothing."""

from datetime import date

import pytest

from dengming.accounts.models import User
from dengming.accounts.scope import NotVisible, Scope
from dengming.orgs import queries
from dengming.orgs.actions import organisations, people, posts
from dengming.orgs.actions.access import give_account
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Member
from dengming.orgs.posting import NewPost
from dengming.orgs.queries import get_member, get_visible, members_of, members_visible, officers_of, visible
from dengming.orgs.reach import scope_for
from dengming.orgs.spans import NewSpan, add

from .conftest import ALL, START, TODAY, District

ENDS = date(2020, 6, 30)


def holder(district: District, post: str, at: str, branch: str = "CZ1", until: date | None = None) -> Member:
    member = district.enrol(f"{post}", branch)
    posts.appoint(ALL, NewPost(member.pk, post, district[at].pk, START, until))
    give_account(ALL, member, username=f"{post}-{at}")
    return Member.objects.select_related("user", "subject").get(pk=member.pk)


def scope_of(member: Member, on: date = TODAY) -> Scope:
    assert member.user is not None
    return scope_for(member.user, on)


def codes(scope: Scope) -> set[str]:
    return {organisation.code for organisation in visible(scope)}


@pytest.mark.parametrize(
    ("post", "at", "seen"),
    [
        ("branch-secretary", "CZ1", {"CZ1", "CZ11", "CZ12"}),
        ("group-leader", "CZ11", {"CZ11"}),
        ("party-office", "CZ", {"CZ", "CZ1", "CZ2", "CZ11", "CZ12", "DZ"}),
        ("general-branch-secretary", "WL", {"WL", "WL1", "WL2"}),
        ("leading-body-secretary", "DZ", {"DZ"}),
    ],
)
def test_a_post_reaches_its_subtree(district: District, post: str, at: str, seen: set[str]) -> None:
    assert codes(scope_of(holder(district, post, at))) == seen


def test_a_post_gives_the_capabilities_of_its_role_there(district: District) -> None:
    scope = scope_of(holder(district, "party-office", "CZ"))
    branch = district["CZ2"].reach
    assert all(scope.may(capability, branch) for capability in ("read", "record", "urge", "roster"))
    assert not scope.may("confirm", branch)
    assert not scope.may("urge", district["WL1"].reach)


def test_a_post_ends_on_its_date(district: District) -> None:
    member = holder(district, "branch-secretary", "CZ1", until=ENDS)
    assert codes(scope_of(member, ENDS)) == {"CZ1", "CZ11", "CZ12"}
    assert codes(scope_of(member, date(2020, 7, 1))) == set()


def test_a_contact_point_gives_sight_of_itself_only(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    give_account(ALL, member, username="zhangsan")
    add(NewSpan(member.pk, "contact", START, at=district["WL"].pk))
    scope = scope_of(Member.objects.select_related("user").get(pk=member.pk))
    assert codes(scope) == {"WL"}
    district.enrol("李四", "WL1")
    assert list(members_of(scope, district["WL"])) == []
    assert not scope.may("record", district["WL"].reach)


def test_a_plain_member_has_oneself(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    stranger = district.enrol("李四", "CZ1")
    give_account(ALL, member, username="zhangsan")
    scope = scope_of(Member.objects.select_related("user").get(pk=member.pk))
    assert scope.person == member.pk
    assert list(members_visible(scope)) == [member]
    assert get_member(scope, member.code) == member
    with pytest.raises(NotVisible):
        get_member(scope, stranger.code)


def test_an_administrator_reaches_no_party_data(district: District) -> None:
    user = User.objects.create_user("admin", name="系统管理员", administers="system")
    scope = scope_for(user)
    assert scope.may("accounts:system")
    assert (codes(scope), list(members_visible(scope)), scope.person) == (set(), [], None)


def test_a_closed_account_reaches_nothing(district: District) -> None:
    member = holder(district, "branch-secretary", "CZ1")
    assert member.user is not None
    member.user.is_active = False
    assert scope_for(member.user).grants == ()


def test_strangers_get_404_for_what_is_there_and_what_is_not(district: District) -> None:
    scope = scope_of(holder(district, "branch-secretary", "CZ1"))
    member = district.enrol("李四", "WL1")
    for code in ("WL1", "CZ", "GW", "DZ", "NONE"):
        with pytest.raises(NotVisible):
            get_visible(scope, code)
    for code in (member.code, "M999999"):
        with pytest.raises(NotVisible):
            get_member(scope, code)
    with pytest.raises(NotVisible):
        members_of(scope, district["WL1"])
    assert get_visible(scope, "CZ11").code == "CZ11"


def test_writes_ask_the_same_scope(district: District) -> None:
    office = scope_of(holder(district, "party-office", "CZ"))
    outside = district.enrol("李四", "WL1")
    inside = district.enrol("王五", "CZ2")
    with pytest.raises(NotVisible):
        people.transfer(office, outside, to=district["CZ2"], on=TODAY)
    with pytest.raises(NotVisible):
        people.transfer(office, inside, to=district["WL1"], on=TODAY)
    people.transfer(office, inside, to=district["CZ1"], on=TODAY)
    given = give_account(office, inside, username="wangwu")
    assert given.password is None
    with pytest.raises(NotVisible):
        organisations.found(office, NewOrganisation("X", "某工委", "work-committee", START))


def test_members_of_a_superior_are_all_below(district: District) -> None:
    one = district.enrol("张三", "CZ1", group="CZ11")
    two = district.enrol("李四", "CZ2")
    three = district.enrol("王五", "WL1")
    assert list(members_of(ALL, district["CZ1"])) == [one]
    assert list(members_of(ALL, district["CZ11"])) == [one]
    assert list(members_of(ALL, district["CZ"])) == [two, one]
    assert list(members_of(ALL, district["GW"])) == [three, two, one]
    assert list(members_of(ALL, district["GW"], date(2017, 1, 1))) == []
    posts.appoint(ALL, NewPost(one.pk, "leading-body-secretary", district["DZ"].pk, START))
    assert list(members_of(ALL, district["DZ"])) == [one]
    assert [span.subject_id for span in officers_of(district["DZ"])] == [one.pk]


def test_whoever_left_stays_visible_to_the_last_branch(district: District) -> None:
    scope = scope_of(holder(district, "branch-secretary", "CZ1"))
    member = district.enrol("李四", "CZ1")
    people.leave(ALL, member, on=date(2020, 3, 1))
    assert member not in members_visible(scope)
    assert get_member(scope, member.code) == member


def test_a_subtree_holds_the_leading_body_and_only_what_is_visible(district: District) -> None:
    assert {it.code for it in queries.subtree(ALL, district["CZ"])} == {"CZ", "CZ1", "CZ11", "CZ12", "CZ2", "DZ"}
    scope = scope_of(holder(district, "branch-secretary", "CZ1"))
    assert {it.code for it in queries.subtree(scope, district["CZ"])} == {"CZ1", "CZ11", "CZ12"}
