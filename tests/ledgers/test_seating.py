"""新一届班子任职: those elected get their posts in one act; who they are, what is told before, what is not given."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.seating import Seat, names_to_seat, posts_of, seat
from dengming.orgs.actions.posts import appoint, end_post
from dengming.orgs.models import Member, Span
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, Cast
from tests.ledgers.disciplining import officers, sanctioned
from tests.ledgers.electing import term, walked, with_committee

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

APPROVED = date(2020, 9, 2)


def posts(cast: Cast, code: str = "A") -> list[tuple[str, str, date, date | None]]:
    """The posts as known now: (who, post, first day, last day)."""
    found = Span.objects.filter(at=cast.org[code].pk, subject__sort="person", withdrawn=FAR_MOMENT)
    rows = found.exclude(role__name__in=("member", "probationary")).select_related("subject", "role")
    return sorted(
        (it.subject.name, it.role.name, date_of(it.since), None if it.until > 3_000_000 else date_of(it.until))
        for it in rows
    )


def approve(cast: Cast) -> Entry:
    with_committee(cast)
    return walked(term(cast), "approved")


def seats(cast: Cast, **chosen: str) -> list[Seat]:
    return [Seat(cast.person[name], post) for name, post in chosen.items()]


def test_the_new_posts_in_one_act_and_the_old_ones_end_the_day_before(cast: Cast) -> None:
    entry = approve(cast)
    assert names_to_seat(entry) == ["ann", "bo", "ben"]
    assert [it.id for it in posts_of(entry)] == [
        "branch-secretary", "branch-deputy-secretary", "organisation-officer", "publicity-officer",
        "discipline-officer", "committee-member",
    ]  # fmt: skip
    chosen = seats(cast, bo="branch-secretary", ann="organisation-officer", ben="committee-member")
    seat(cast.scope("eve"), entry, seats=chosen, since=APPROVED, paper="机党〔2020〕12号")
    assert posts(cast) == [
        ("ann", "branch-secretary", date(2015, 1, 1), APPROVED - timedelta(days=1)),
        ("ann", "organisation-officer", APPROVED, None),
        ("ben", "committee-member", APPROVED, None),
        ("bo", "branch-secretary", APPROVED, None),
    ]
    (line,) = Line.objects.filter(action="posts.filled")
    note = json.loads(line.note)
    assert (note["given"], note["ended"]) == (3, 1)
    assert names_to_seat(entry) == []
    with pytest.raises(Refusal, match="已经在花名册上"):
        seat(cast.scope("eve"), entry, seats=chosen, since=APPROVED)


def test_who_is_elected_again_to_the_same_post_has_it_anew(cast: Cast) -> None:
    seat(cast.scope("eve"), approve(cast), seats=seats(cast, ann="branch-secretary"), since=APPROVED)
    assert [it[2:] for it in posts(cast)] == [(date(2015, 1, 1), date(2020, 9, 1)), (APPROVED, None)]


@pytest.mark.parametrize(
    ("chosen", "since", "said"),
    [
        ({}, APPROVED, "至少选一个"),
        ({"bai": "branch-secretary"}, APPROVED, "“bai”没有当选，或者"),
        ({"bo": "committee-secretary"}, APPROVED, "甲支部没有这个职务"),
        ({"bo": "branch-secretary"}, date(2020, 8, 19), "早于选举大会"),
        ({"bo": "branch-secretary"}, date(2020, 9, 11), "还没到"),
        (
            {"bo": "branch-secretary", "ben": "branch-secretary"},
            APPROVED,
            "同时选了党支部书记“bo”和党支部书记“ben”，主要负责人只能有一人：请只留一人",
        ),
    ],
)
def test_posts_that_are_not_given(cast: Cast, chosen: dict[str, str], since: date, said: str) -> None:
    entry, before = approve(cast), posts(cast)
    with pytest.raises(Refusal, match=said):
        seat(cast.scope("eve"), entry, seats=seats(cast, **chosen), since=since)
    assert posts(cast) == before


def test_who_was_elected_is_found_by_the_whole_name_and_belongs_there(cast: Cast) -> None:
    entry = approve(cast)
    for name, person in (("ann", "an"), ("bo", "bo"), ("ben", "be")):
        cast.person[name].subject.name = person  # whose name begins that of one elected
        cast.person[name].subject.save()
    cast.person["charlie"].subject.name = "ben"  # of another committee
    cast.person["charlie"].subject.save()
    for who in ("ann", "ben", "charlie"):
        member = Member.objects.select_related("subject").get(pk=cast.person[who].pk)
        with pytest.raises(Refusal, match=f"“{member.name}”没有当选，或者不是甲支部的党员"):
            seat(SYSTEM, entry, seats=[Seat(member, "committee-member")], since=APPROVED)
    seat(SYSTEM, entry, seats=seats(cast, bo="committee-member"), since=APPROVED)


def test_who_is_told_apart_in_brackets_is_the_same_person(cast: Cast) -> None:
    tally = "ann 5\nbo（一组） 4\nben 3\nbai 1"
    with_committee(cast)
    entry = walked(
        term(cast), "approved", {"nominated": {"candidates": "ann\nbo（一组）\nben\nbai"}, "voted": {"tally": tally}}
    )
    seat(SYSTEM, entry, seats=seats(cast, bo="branch-secretary"), since=APPROVED)
    assert names_to_seat(entry) == ["ann", "ben"]


def test_a_post_given_by_hand_is_kept_and_the_others_are_still_to_be_given(cast: Cast) -> None:
    entry = approve(cast)
    bo = cast.person["bo"]
    appoint(SYSTEM, NewPost(bo.pk, "committee-member", cast.org["A"].pk, date(2020, 8, 25)))
    assert names_to_seat(entry) == ["ann", "ben"]
    seat(SYSTEM, entry, seats=seats(cast, ann="branch-secretary", ben="committee-member"), since=APPROVED)
    assert names_to_seat(entry) == []
    assert [(who, post) for who, post, _, until in posts(cast) if until is None] == [
        ("ann", "branch-secretary"), ("ben", "committee-member"), ("bo", "committee-member"),
    ]  # fmt: skip


def test_what_speaks_against_a_post_is_told_first_and_must_be_acknowledged(cast: Cast) -> None:
    officers(cast)
    entry, ben = approve(cast), seats(cast, ben="branch-secretary")
    sanctioned(cast, "probation-2", date(2020, 3, 10))
    with pytest.raises(FieldRefusal, match="ben有影响期内或者其他不符合的情形，至少到2022年3月9日") as refused:
        seat(cast.scope("eve"), entry, seats=ben, since=APPROVED)
    assert list(refused.value.problems) == ["aware"]
    assert seat(cast.scope("eve"), entry, seats=ben, since=APPROVED, aware=True)


def test_who_approved_it_and_keeps_the_roster_fills_the_posts_of_the_branches_and_not_of_the_own_committee(
    cast: Cast,
) -> None:
    def waits(who: str) -> list[str]:
        return [it.title for it in tasks(cast.scope(who), AsOf.at()) if "新一届班子任职" in it.title]

    give([NewPost(cast.person["lin"].pk, "committee-secretary", cast.org["COMM"].pk, date(2015, 1, 1))], entered=0)
    entry = approve(cast)
    own = walked(term(cast, "COMM"), "approved")
    assert [waits(who) for who in ("di", "lin", "ann")] == [["换届：新一届班子任职（第四届支部委员会）"], [], []]
    assert len(waits("eve")) == 2
    for who in ("lin", "ann"):  # who approves, but keeps no roster; who confirms at the branch
        with pytest.raises(PermissionDenied, match="要由上级党组织的党办（专职党务干部），或者机关工委书记、"):
            seat(cast.scope(who), entry, seats=seats(cast, bo="branch-secretary"), since=APPROVED)
    with pytest.raises(PermissionDenied):
        seat(cast.scope("di"), own, seats=seats(cast, bo="committee-member"), since=APPROVED)
    seat(cast.scope("di"), entry, seats=seats(cast, bo="branch-secretary"), since=APPROVED)
    assert waits("di") == []


def test_only_who_appoints_fills_the_posts_and_only_after_the_approval(cast: Cast) -> None:
    with_committee(cast)
    entry = walked(term(cast), "reported")
    bo = seats(cast, bo="branch-secretary")
    with pytest.raises(Refusal, match="还没有批复"):
        seat(SYSTEM, entry, seats=bo, since=APPROVED)
    entry = walked(entry, "approved")
    with pytest.raises(PermissionDenied):
        seat(cast.scope("ann"), entry, seats=bo, since=APPROVED)


def test_who_has_left_a_post_is_not_put_back_into_it(cast: Cast) -> None:
    entry = approve(cast)
    chosen = seats(cast, bo="branch-secretary", ann="organisation-officer", ben="committee-member")
    seat(cast.scope("eve"), entry, seats=chosen, since=APPROVED)
    held = Span.objects.get(subject=cast.person["ben"].pk, role__name="committee-member", withdrawn=FAR_MOMENT)
    end_post(cast.scope("eve"), held, on=date(2020, 9, 5))
    assert names_to_seat(entry) == []


def test_of_an_older_term_nobody_is_seated(cast: Cast) -> None:
    entry = approve(cast)
    assert names_to_seat(entry)
    following = Entry.objects.get(parent=entry)
    Entry.objects.filter(pk=following.pk).update(stage="approved")
    assert names_to_seat(entry) == []
