"""组织关系转接: sent by one branch, received by the other, and the roster follows; a stranger sees nothing."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.coming import coming
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import take_back
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take, take_there
from dengming.ledgers.queries import entries, get_entry, steps_for
from dengming.ledgers.steps import days_late, due_day
from dengming.orgs.actions.people import transfer
from dengming.orgs.models import Span
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.rulebook.demands import Demand
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, set_clock

pytestmark = pytest.mark.whole  # a whole way, step by step

LETTER = {"to": "C", "valid-from": "2020-08-01", "valid-until": "2020-10-29"}
OUTSIDE = {"outside": "某省某厅机关党委", "valid-from": "2020-08-01", "valid-until": "2020-10-29"}
ON = date(2020, 8, 1)


def requested(cast: Cast, who: str = "bo", by: str = "ann") -> Entry:
    """Branch A lets a member go."""
    said = {"reason": "工作单位变动"}
    entry: Entry = file_entry(
        cast.scope(by), cast.person[who].subject, register="membership-transfer", happened=ON, fields=said
    )
    return entry


def lettered(cast: Cast, who: str = "bo", **changes: str) -> Entry:
    """The Party office has written the letter to branch C."""
    entry = requested(cast, who)
    step = Step("lettered", ON, {**LETTER, **{name.replace("_", "-"): value for name, value in changes.items()}})
    found: Entry = take(cast.scope("di"), entry, step=step, seen=0)
    return found


def received(cast: Cast, entry: Entry, on: date = TODAY) -> Entry:
    found: Entry = take_there(cast.scope("charlie"), entry, step=Step("received", on), seen=entry.step)
    return found


def held(cast: Cast, who: str) -> list[tuple[Any, ...]]:
    """What the member is and where, as known now: (role, at, first day, last day)."""
    found = Span.objects.filter(subject=cast.person[who].subject, withdrawn=FAR_MOMENT).select_related("role", "at")
    rows = [(it.role.name, it.at.code if it.at else "", date_of(it.since), it.until) for it in found]
    return sorted((role, at, since, None if until > 3_000_000 else date_of(until)) for role, at, since, until in rows)


def findings_of(entry: Entry) -> list[Demand]:
    return [it.demand for it in findings(entry)]


def waits(cast: Cast, who: str) -> list[str]:
    return [it.title for it in tasks(cast.scope(who), AsOf.at()) if "转接" in it.title]


def test_the_office_then_the_receiving_branch_gets_it_and_the_roster_follows(cast: Cast) -> None:
    before = held(cast, "bo")
    entry = requested(cast)
    assert waits(cast, "di")
    assert not waits(cast, "eve")  # who could as well, but is farther away
    assert not waits(cast, "charlie")
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), entry.uid)
    step = Step("lettered", ON, LETTER)
    with pytest.raises(PermissionDenied, match="要由"):
        take(cast.scope("ann"), entry, step=step, seen=0)
    entry = take(cast.scope("di"), entry, step=step, seen=0)
    assert waits(cast, "charlie")
    assert not waits(cast, "di")
    assert not waits(cast, "ann")  # who only waits for the other branch is not reminded
    assert get_entry(cast.scope("charlie"), entry.uid) == entry
    assert [it.id for it in steps_for(cast.scope("charlie"), entry)] == ["received", "declined"]
    assert "received" not in [it.id for it in steps_for(cast.scope("ann"), entry)]
    assert held(cast, "bo") == before
    lines = Line.objects.count()
    entry = received(cast, entry)
    assert Line.objects.count() == lines + 1
    assert held(cast, "bo") == [
        ("group-member", "A1", date(2015, 1, 1), date(2020, 9, 9)),
        ("member", "A", date(2015, 1, 1), date(2020, 9, 9)),
        ("member", "C", date(2020, 9, 10), None),
    ]
    assert list(entries(cast.scope("ann"), register="membership-transfer")) == [entry]  # who sent it sees how it ended
    assert not waits(cast, "charlie")
    entry = send_back(cast.scope("charlie"), entry, to="lettered", reason="接错了人", seen=entry.step)
    assert held(cast, "bo") == before
    assert waits(cast, "charlie")
    assert received(cast, entry).stage == "received"


def test_a_branch_that_it_does_not_wait_at_finds_nothing(cast: Cast) -> None:
    entry = lettered(cast)
    assert list(entries(cast.scope("yi"))) == []
    with pytest.raises(NotVisible):
        take_there(cast.scope("yi"), entry, step=Step("received", TODAY), seen=entry.step)
    with pytest.raises(NotVisible):
        take_there(cast.scope("ann"), entry, step=Step("received", TODAY), seen=entry.step)
    with pytest.raises(NotVisible):  # of the case they see they may take no other step
        take(cast.scope("charlie"), entry, step=Step("cancelled", TODAY, {"cancelled": "不转了"}), seen=entry.step)


def test_what_is_taken_back_or_withdrawn_is_as_it_was_with_the_posts(cast: Cast) -> None:
    before = held(cast, "ann")
    entry = lettered(cast, "ann")
    entry = received(cast, entry)
    assert ("branch-secretary", "A", date(2015, 1, 1), date(2020, 9, 9)) in held(cast, "ann")
    entry = take_back(cast.scope("charlie"), entry, reason="点错了", seen=entry.step)
    assert held(cast, "ann") == before
    entry = received(cast, entry)
    with pytest.raises(PermissionDenied, match="名册已随“已接收”改过"):
        withdraw_entry(SYSTEM, entry, reason="登记错了")
    entry = send_back(cast.scope("charlie"), entry, to="lettered", reason="接错了人", seen=entry.step)
    withdraw_entry(SYSTEM, entry, reason="登记错了")
    assert held(cast, "ann") == before


def test_the_receiver_sends_it_back_with_a_reason_and_cannot_make_it_disappear(cast: Cast) -> None:
    give([NewPost(cast.person["charlie"].pk, "organisation-officer", cast.org["C"].pk, date(2015, 1, 1))], entered=0)
    before, entry = held(cast, "ann"), lettered(cast, "ann")
    entry = received(cast, entry)
    charlie = cast.scope("charlie")  # who has the roster of the receiving branch, and so could write a letter there
    with pytest.raises(PermissionDenied, match="逐步退回"):
        withdraw_entry(charlie, entry, reason="不要了")
    entry = send_back(charlie, entry, to="requested", reason="不是转到我支部的人", seen=entry.step)
    assert held(cast, "ann") == before
    with pytest.raises(NotVisible):
        get_entry(charlie, entry.uid)
    (task,) = [it for it in tasks(cast.scope("di"), AsOf.at()) if "转接" in it.title]
    assert "不是转到我支部的人" in task.notice
    entry = received(cast, take(cast.scope("di"), entry, step=Step("lettered", TODAY, LETTER), seen=entry.step))
    entry = send_back(cast.scope("eve"), entry, to="requested", reason="登记错了", seen=entry.step)
    withdraw_entry(cast.scope("eve"), entry, reason="登记错了")
    assert held(cast, "ann") == before


def test_what_was_changed_after_it_is_not_undone(cast: Cast) -> None:
    set_clock(date(2020, 9, 10))
    entry = received(cast, lettered(cast))
    set_clock(date(2020, 9, 20))
    transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 20))
    after = held(cast, "bo")
    with pytest.raises(Refusal, match="又有变动，不能照这一件退回"):
        send_back(SYSTEM, entry, to="lettered", reason="接错了人", seen=entry.step)
    assert held(cast, "bo") == after


def test_one_letter_at_a_time_for_each_person(cast: Cast) -> None:
    entry = lettered(cast)
    with pytest.raises(FieldRefusal, match="bo已有一份没有办结的“组织关系转接”"):
        requested(cast)
    lettered(cast, "ben")
    step = Step("cancelled", TODAY, {"cancelled": "不转了"})
    entry = take(cast.scope("ann"), entry, step=step, seen=entry.step)
    again = requested(cast)
    ann, seen, twice = cast.scope("ann"), entry.step, "bo已有一份没有办结的“组织关系转接”"
    with pytest.raises(Refusal, match=twice):
        send_back(ann, entry, to="lettered", reason="还要转", seen=seen)
    with pytest.raises(Refusal, match=twice):
        take_back(ann, entry, reason="点错了", seen=seen)
    withdraw_entry(SYSTEM, again, reason="登记错了")
    assert send_back(ann, entry, to="lettered", reason="还要转", seen=seen).stage == "lettered"


def test_nobody_is_received_for_a_day_before_a_later_move(cast: Cast) -> None:
    entry = lettered(cast)
    transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 8, 20))
    before = held(cast, "bo")
    with pytest.raises(Refusal, match="“bo”从2020年8月20日起在“乙支部”，转入日期不能早于这一天"):
        received(cast, entry, date(2020, 8, 10))
    with pytest.raises(Refusal, match="“bo”在2020年8月25日已经不在发起转接的“甲支部”"):
        received(cast, Entry.objects.get(pk=entry.pk), date(2020, 8, 25))
    assert held(cast, "bo") == before


@pytest.mark.parametrize(("to", "words"), [("COMM", "不是党支部"), ("NONE", "没有找到编号")])
def test_one_goes_over_to_a_branch(cast: Cast, to: str, words: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        lettered(cast, to=to)
    assert words in refused.value.problems["to"]


def test_to_the_own_branch_nobody_goes_over(cast: Cast) -> None:
    entry = lettered(cast, to="A")
    with pytest.raises(Refusal, match="已在“甲支部”，不用转接"):
        take(SYSTEM, entry, step=Step("received", TODAY), seen=entry.step)
    assert Entry.objects.get(pk=entry.pk).stage == "lettered"


def test_a_letter_that_is_over_is_late_and_one_of_more_than_90_days_is_told(cast: Cast) -> None:
    entry = lettered(cast)
    assert findings(entry) == []
    assert (due_day(entry), days_late(entry, date(2020, 10, 29))) == (date(2020, 10, 29), 0)
    assert days_late(entry, date(2020, 10, 30)) == 1
    set_clock(date(2020, 10, 30))
    (found,) = findings(received(cast, entry, date(2020, 10, 30)))
    assert "介绍信有效期内接收：最晚应在2020年10月29日" in found.words
    assert findings(lettered(cast, "bai", valid_until="2020-10-30")) == []  # the day of the letter is not counted
    long = lettered(cast, "ben", valid_until="2020-10-31")
    assert [(it.demand.id, it.is_cited) for it in findings(long)] == [("valid", False)]


def test_the_receiving_branch_may_refuse_and_the_office_writes_again(cast: Cast) -> None:
    entry = lettered(cast, valid_until="2020-12-31")
    step = Step("declined", TODAY, {"returned": "不是本单位的人"})
    entry = take_there(cast.scope("charlie"), entry, step=step, seen=entry.step)
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), entry.uid)
    assert waits(cast, "di")
    assert (due_day(entry), [it.last for it in coming(entry)]) == (None, [None, None])  # of that letter nothing is due
    assert [it.id for it in findings_of(entry)] == ["valid"]
    entry = take(cast.scope("di"), entry, step=Step("lettered", TODAY, {**LETTER, "to": "B"}), seen=entry.step)
    assert findings_of(entry) == []  # the long one was replaced
    assert due_day(entry) == date(2020, 10, 29)
    entry = take_there(cast.scope("yi"), entry, step=Step("received", TODAY), seen=entry.step)
    assert ("member", "B", TODAY, None) in held(cast, "bo")


def test_who_is_not_received_here_may_go_outside(cast: Cast) -> None:
    step = Step("declined", TODAY, {"returned": "不是本单位的人"})
    entry = take_there(cast.scope("charlie"), lettered(cast), step=step, seen=1)
    entry = take(cast.scope("di"), entry, step=Step("lettered-outside", TODAY, OUTSIDE), seen=entry.step)
    assert entry.stage == "lettered-outside"


def test_by_the_receipt_from_outside_the_membership_ends_and_is_back_when_reopened(cast: Cast) -> None:
    before, entry = held(cast, "ben"), requested(cast, "ben")
    entry = take(cast.scope("di"), entry, step=Step("lettered-outside", ON, OUTSIDE), seen=0)
    assert due_day(entry) == date(2020, 10, 29)
    entry = take(cast.scope("ann"), entry, step=Step("receipted", TODAY, {"receipt": "回执3号"}), seen=1)
    assert held(cast, "ben") == [("member", "A", date(2015, 1, 1), date(2020, 9, 9))]
    set_clock(date(2020, 9, 11))
    assert list(entries(cast.scope("ann"), register="membership-transfer")) == [entry]
    assert list(entries(cast.scope("charlie"), register="membership-transfer")) == []
    send_back(cast.scope("ann"), entry, to="lettered-outside", reason="回执有误", seen=entry.step)
    assert held(cast, "ben") == before


def test_a_receipt_after_the_letter_is_over_is_told(cast: Cast) -> None:
    entry = take(cast.scope("di"), requested(cast), step=Step("lettered-outside", ON, OUTSIDE), seen=0)
    set_clock(date(2020, 10, 30))
    step = Step("receipted", date(2020, 10, 30), {"receipt": "回执3号"})
    (found,) = findings(take(cast.scope("ann"), entry, step=step, seen=1))
    assert "介绍信有效期内收到回执：最晚应在2020年10月29日，办理日期是2020年10月30日（本地参数）" in found.words
