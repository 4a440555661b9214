"""认领 by a plain member: what the own branch offers to nobody yet is seen and taken, for oneself alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take, take_up
from dengming.ledgers.pasting import file_table
from dengming.ledgers.queries import entries, get_entry, steps_for, to_take_up
from dengming.orgs.spans import NewSpan, add, end
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast

TABLE = "学习任务\t通读党章\t2020-09-30\t\n先锋岗位责任\t窗口引导\t2020-10-15\tBEN\n"


def offered(cast: Cast) -> Entry:
    """One for anybody of branch A, and one that has come to Ben."""
    file_table(cast.scope("ann"), cast.org["A"].subject, register="member-pledge", table=TABLE)
    return Entry.objects.get(part="study")


def claim(cast: Cast, who: str, entry: Entry, name: str = "") -> Entry:
    step = Step("taken", TODAY, {"member": name or who.upper()})
    found: Entry = take_up(cast.scope(who), entry, step=step, seen=entry.step)
    return found


@pytest.mark.parametrize(("who", "sees"), [("bo", True), ("pei", True), ("yi", False), ("charlie", False)])
def test_whoever_belongs_to_the_branch_sees_it_and_may_take_it(cast: Cast, who: str, sees: bool) -> None:
    entry, scope = offered(cast), cast.scope(who)
    assert list(entries(scope)) == ([entry] if sees else [])
    assert to_take_up(scope) == ({"member-pledge": 1} if sees else {})
    if sees:
        assert [it.id for it in steps_for(scope, entry)] == ["taken"]
        assert claim(cast, who, entry).doer == cast.person[who].subject
        assert Line.objects.filter(action="entry.taken-up").count() == 1
        return
    with pytest.raises(NotVisible):
        get_entry(scope, entry.uid)
    with pytest.raises(PermissionDenied):
        claim(cast, who, entry)


def test_it_is_an_offer_and_nobodys_task(cast: Cast) -> None:
    offered(cast)
    assert [it for it in tasks(cast.scope("bo"), AsOf.at()) if it.kind == "entry"] == []
    assert [it.title for it in tasks(cast.scope("ben"), AsOf.at()) if it.kind == "entry"] == [
        "三认领：认领（窗口引导）"
    ]


def test_for_another_it_is_refused_and_what_has_come_to_another_is_not_there(cast: Cast) -> None:
    entry = offered(cast)
    with pytest.raises(NotVisible):
        claim(cast, "bo", entry, "BEN")
    own = Entry.objects.get(part="post")
    assert steps_for(cast.scope("bo"), own) == []
    with pytest.raises(PermissionDenied):
        claim(cast, "bo", own)
    assert Entry.objects.filter(stage="offered").count() == 2


def test_who_reads_there_without_recording_takes_it_for_themselves_alone_too(cast: Cast) -> None:
    entry = offered(cast)
    add(NewSpan(cast.person["bo"].pk, "contact", TODAY, at=cast.org["A"].pk), entered=0)
    bo = cast.scope("bo")
    assert bo.may("read", cast.org["A"].reach)
    assert not bo.may("record", cast.org["A"].reach)
    with pytest.raises(FieldRefusal, match="“认领人”只能填您本人（bo BO）"):
        take(bo, entry, step=Step("taken", TODAY, {"member": "BEN"}), seen=entry.step)
    assert take(bo, entry, step=Step("taken", TODAY, {"member": "BO"}), seen=entry.step).stage == "taken"


def test_once_taken_it_is_the_members_own_and_gone_for_the_others(cast: Cast) -> None:
    entry = claim(cast, "bo", offered(cast))
    assert list(entries(cast.scope("bo"))) == [entry]
    assert to_take_up(cast.scope("bo")) == {}
    assert not entries(cast.scope("pei")).exists()
    stale = Entry.objects.get(pk=entry.pk)
    stale.stage, stale.step, stale.doer = "offered", 0, None
    with pytest.raises(Refusal, match="没有重复办理"):
        claim(cast, "pei", stale)
    assert Entry.objects.get(pk=entry.pk).doer == cast.person["bo"].subject


def test_who_has_left_the_branch_or_is_suspended_takes_nothing_on(cast: Cast) -> None:
    entry, person = offered(cast), cast.person["bo"]
    span = person.subject.spans.get(role__name="member")
    end(span, TODAY - timedelta(days=1))
    assert not entries(cast.scope("bo")).exists()
    add(NewSpan(person.pk, "suspended", TODAY, at=cast.org["A"].pk))
    assert not entries(cast.scope("bo")).exists()
    with pytest.raises(PermissionDenied):
        claim(cast, "bo", entry)


def test_the_secretary_still_writes_down_who_takes_it(cast: Cast) -> None:
    entry = offered(cast)
    taken = take(cast.scope("ann"), entry, step=Step("taken", TODAY, {"member": "BO"}), seen=entry.step)
    assert taken.doer == cast.person["bo"].subject
