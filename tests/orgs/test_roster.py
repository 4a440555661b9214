"""The roster of a day and 应到."""

from datetime import date
from typing import Any

from dengming.editions import clock
from dengming.orgs.actions import people, posts
from dengming.orgs.expected import expected_at
from dengming.orgs.posting import NewPost
from dengming.orgs.roster import Roster
from dengming.orgs.spans import NewSpan, add
from tests.cast import suspend
from tests.shipped import rulebook

from .conftest import ALL, START, TODAY, District, on_the_day

MOVED = date(2020, 3, 1)
MEMBERS = ("member", "probationary")
OFFICERS = ("branch-secretary", "organisation-officer")


def test_home_contact_points_posts_and_leave_in_one_query(district: District, django_assert_num_queries: Any) -> None:
    member, other = district.enrol("张三", "CZ1", group="CZ11"), district.enrol("李四", "CZ2")
    posts.appoint(ALL, NewPost(member.pk, "branch-secretary", district["CZ1"].pk, START))
    add(NewSpan(member.pk, "contact", START, at=district["WL1"].pk))
    posts.grant_leave(ALL, member, leave="secondment", since=START, until=MOVED)
    Roster(TODAY)
    with django_assert_num_queries(3):  # the edition, the clock, the spans
        roster = Roster(MOVED, people=[member.pk])
    assert roster.branch_of(member.pk) == district["CZ1"].pk
    assert roster.home_of(member.pk) == {district["CZ1"].pk, district["CZ11"].pk}
    assert roster.contact_points_of(member.pk) == {district["WL1"].pk}
    assert roster.posts_of(member.pk) == [("branch-secretary", district["CZ1"].pk)]
    assert (roster.leave_of(member.pk), Roster(TODAY).leave_of(member.pk)) == ("secondment", None)
    assert (roster.branch_of(other.pk), roster.status_of(other.pk)) == (None, None)
    assert sorted(Roster(MOVED).members()) == [member.pk, other.pk]


def test_a_transfer_entered_late_does_not_change_what_was_known(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    on_the_day(date(2020, 10, 1))
    people.transfer(ALL, member, to=district["CZ2"], on=MOVED)
    assert Roster(TODAY, clock.end_of(TODAY)).branch_of(member.pk) == district["CZ1"].pk
    assert Roster(TODAY).branch_of(member.pk) == district["CZ2"].pk
    assert Roster(date(2020, 2, 29)).branch_of(member.pk) == district["CZ1"].pk


def test_expected_at_a_branch_a_group_and_a_superior(district: District) -> None:
    one = district.enrol("张三", "CZ1", group="CZ11")
    two = district.enrol("李四", "CZ1", status="probationary", confirmed=None)
    three = district.enrol("王五", "CZ2")
    four = district.enrol("赵六", "WL1")
    gone = district.enrol("孙七", "CZ1", status="suspended")
    assert expected_at(district["CZ1"], MEMBERS, TODAY) == [two.pk, one.pk]
    assert expected_at(district["CZ1"], ["member"], TODAY) == [one.pk]
    assert expected_at(district["CZ"], MEMBERS, TODAY) == [three.pk, two.pk, one.pk]
    assert expected_at(district["GW"], MEMBERS, TODAY) == [three.pk, two.pk, one.pk, four.pk]
    assert expected_at(district["CZ11"], ["group-member"], TODAY) == [one.pk]
    assert expected_at(district["CZ11"], MEMBERS, TODAY) == [one.pk]
    assert expected_at(district["CZ1"], MEMBERS, date(2017, 1, 1)) == []
    assert gone.pk not in expected_at(district["CZ1"], MEMBERS, TODAY)


def test_expected_by_post_at_the_host_itself(district: District) -> None:
    one, two = district.enrol("张三", "CZ1"), district.enrol("李四", "CZ2")
    posts.appoint(ALL, NewPost(one.pk, "organisation-officer", district["CZ1"].pk, START))
    posts.appoint(ALL, NewPost(two.pk, "organisation-officer", district["CZ"].pk, START))
    posts.appoint(ALL, NewPost(two.pk, "leading-body-member", district["DZ"].pk, START))
    assert expected_at(district["CZ1"], OFFICERS, TODAY) == [one.pk]
    assert expected_at(district["CZ"], OFFICERS, TODAY) == [two.pk]
    assert expected_at(district["DZ"], ["leading-body-member"], TODAY) == [two.pk]


def test_who_is_suspended_is_expected_at_no_group_and_by_no_post_from_that_day_on(district: District) -> None:
    one, two = district.enrol("张三", "CZ1", group="CZ11"), district.enrol("李四", "CZ1", group="CZ11")
    posts.appoint(ALL, NewPost(two.pk, "organisation-officer", district["CZ1"].pk, START))
    suspend(two, MOVED)
    for roles in (MEMBERS, ["group-member"]):
        assert expected_at(district["CZ11"], roles, MOVED) == [one.pk]
        assert expected_at(district["CZ11"], roles, date(2020, 2, 29)) == [two.pk, one.pk]
    assert expected_at(district["CZ1"], OFFICERS, date(2020, 2, 29)) == [two.pk]
    assert expected_at(district["CZ1"], OFFICERS, MOVED) == []
    assert expected_at(district["CZ1"], ["suspended"], MOVED) == [two.pk]


def test_the_shipped_group_meeting_expects_members_alone() -> None:
    assert rulebook().activities["group-meeting"].expected == MEMBERS


def test_expected_by_flag_among_those_who_belong(district: District) -> None:
    one, two = district.enrol("张三", "CZ1"), district.enrol("李四", "WL1")
    for member in (one, two):
        posts.set_flag(ALL, member, flag="leading-cadre", since=START)
    assert expected_at(district["CZ1"], ["leading-cadre"], TODAY) == [one.pk]
    assert expected_at(district["GW"], ["leading-cadre"], TODAY) == [two.pk, one.pk]
