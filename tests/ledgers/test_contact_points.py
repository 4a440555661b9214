"""联系点: one per secretary and year; the register gives the role and takes it back; who gives keeps both ends."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.steps import ahead_of, has_expired
from dengming.orgs.models import Span
from dengming.orgs.posting import NewPost, give
from dengming.orgs.reach import scope_for
from dengming.orgs.roster import Roster
from dengming.standing.queries import AsOf, one
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, set_clock

JANUARY, JUNE = date(2020, 1, 15), date(2020, 6, 1)


def assign(cast: Cast, who: Scope = SYSTEM, person: str = "ann", at: str = "B", on: date = JANUARY) -> Entry:
    fields, subject = {"place": at, "paper": "机党〔2020〕1号"}, cast.person[person].subject
    entry: Entry = file_entry(who, subject, register="contact-point", happened=on, fields=fields)
    return entry


def step(entry: Entry, stage: str, on: date, **fields: str) -> Entry:
    found: Entry = take(SYSTEM, entry, step=Step(stage, on, fields), seen=entry.step)
    return found


def held(cast: Cast, person: str = "ann") -> list[tuple[str, date, date]]:
    """The contact points as known now: (code, first day, last day)."""
    spans = Span.objects.filter(subject=cast.person[person].subject, role__name="contact", withdrawn=FAR_MOMENT)
    found = spans.select_related("at").order_by("since")
    return [(it.at.code if it.at else "", date_of(it.since), date_of(it.until)) for it in found]


def state(cast: Cast, person: str) -> str:
    subject = cast.person[person].subject
    found = one(SYSTEM, AsOf.at(), subject=subject, duty_id="look-after-contact-point", period="2020")
    return str(found.state) if found else "none"


def test_the_entry_gives_the_role_until_the_end_of_the_year_with_sight_of_that_place_only(cast: Cast) -> None:
    assert (state(cast, "ann"), state(cast, "bo")) == ("open", "none")
    assign(cast)
    assert held(cast) == [("B", JANUARY, date(2020, 12, 31))]
    assert Span.objects.get(role__name="contact").paper == "机党〔2020〕1号"
    assert state(cast, "ann") == "met"
    assert Line.objects.filter(action="entry.filed").count() == 1
    scope = scope_for(cast.user["ann"])
    assert scope.may("read", cast.org["B"].reach)
    assert not scope.may("record", cast.org["B"].reach)
    assert not scope.may("read", cast.org["C"].reach)
    assert not scope_for(cast.user["ann"], date(2021, 1, 1)).may("read", cast.org["B"].reach)


def test_a_second_in_the_same_year_is_refused_and_the_next_year_begins_anew(cast: Cast) -> None:
    entry = assign(cast)
    with pytest.raises(FieldRefusal, match="2020年已有一份“党建联系点”"):
        assign(cast, at="C", on=TODAY)
    step(entry, "ended", JUNE, reason="职务调整")
    with pytest.raises(FieldRefusal, match="已有一份"):
        assign(cast, at="C", on=TODAY)
    set_clock(date(2021, 1, 10))
    assign(cast, at="C", on=date(2021, 1, 5))
    assert [place for place, _, _ in held(cast)] == ["B", "C"]


@pytest.mark.parametrize(
    ("at", "sentence"), [("A", "所在支部"), ("A1", "不能作为党建联系点"), ("NONE", "没有找到编号"), ("", "还没有填")]
)
def test_what_is_no_contact_point_is_refused_beside_the_field(cast: Cast, at: str, sentence: str) -> None:
    with pytest.raises(FieldRefusal, match=sentence) as refused:
        assign(cast, at=at)
    assert list(refused.value.problems) == ["place"]
    assert not Span.objects.filter(role__name="contact").exists()


def test_only_who_keeps_the_roster_at_both_ends_gives_sight_of_another_organisation(cast: Cast) -> None:
    di, ann = cast.scope("di"), cast.scope("ann")
    with pytest.raises(NotVisible):
        assign(cast, di, at="C")
    with pytest.raises(PermissionDenied):
        assign(cast, ann, at="B")
    with pytest.raises(NotVisible):
        assign(cast, di, person="charlie", at="B")
    assert assign(cast, di, at="B").stage == "held"
    entry = Entry.objects.get(register="contact-point")
    with pytest.raises(NotVisible):
        take(di, entry, step=Step("changed", JUNE, {"new-place": "C", "new-paper": "机党〔2020〕2号"}), seen=0)


def test_a_plain_member_is_nobody_to_whom_it_is_given(cast: Cast) -> None:
    with pytest.raises(FieldRefusal, match="不在“党建联系点”的登记范围内"):
        assign(cast, person="bo")


def test_changed_by_a_paper_the_first_ends_the_day_before_and_one_holds_at_a_time(cast: Cast) -> None:
    entry = assign(cast)
    with pytest.raises(FieldRefusal, match="还没有填"):
        step(entry, "changed", JUNE, **{"new-place": "C"})
    entry = step(entry, "changed", JUNE, **{"new-place": "C", "new-paper": "机党〔2020〕2号"})
    first, second = ("B", JANUARY, date(2020, 5, 31)), ("C", JUNE, date(2020, 12, 31))
    assert held(cast) == [first, second]
    assert Roster(TODAY).contact_points_of(cast.person["ann"].pk) == {cast.org["C"].pk}
    send_back(SYSTEM, entry, to="held", reason="调整登错了。", seen=entry.step)
    assert held(cast) == [("B", JANUARY, date(2020, 12, 31))]


def test_it_may_change_more_than_once_and_each_change_keeps_its_own_place(cast: Cast) -> None:
    entry, away, back = assign(cast), date(2020, 3, 1), date(2020, 4, 1)
    for number, (on, place) in enumerate([(away, "C"), (back, "B")], 2):
        entry = step(entry, "changed", on, **{"new-place": place, "new-paper": f"机党〔2020〕{number}号"})
    assert [place for place, _, _ in held(cast)] == ["B", "C", "B"]
    entry = step(entry, "ended", JUNE, reason="职务调整")
    with pytest.raises(NotVisible):  # C, which was given in between, is not hers to give
        send_back(cast.scope("di"), entry, to="changed", reason="没有调整。", seen=entry.step)
    send_back(SYSTEM, entry, to="changed", reason="没有调整。", seen=entry.step)
    assert [place for place, _, _ in held(cast)] == ["B", "C", "B"]
    assert held(cast)[-1][2] == date(2020, 12, 31)


def test_ended_early_the_day_of_the_act_is_the_last_and_opened_again_it_goes_on(cast: Cast) -> None:
    entry = step(assign(cast), "ended", JUNE, reason="职务调整")
    assert held(cast) == [("B", JANUARY, JUNE)]
    assert state(cast, "ann") == "met"
    send_back(SYSTEM, entry, to="held", reason="没有调整。", seen=entry.step)
    assert held(cast) == [("B", JANUARY, date(2020, 12, 31))]


def test_withdrawn_it_never_was_and_is_owed_again(cast: Cast) -> None:
    entry = assign(cast)
    withdraw_entry(SYSTEM, entry, reason="登错了人。")
    assert (held(cast), state(cast, "ann")) == ([], "open")
    assert Roster(JUNE).contact_points_of(cast.person["ann"].pk) == frozenset()
    assert assign(cast, at="C").stage == "held"


def test_it_runs_without_being_anybodys_task_and_expires_with_the_year(cast: Cast) -> None:
    entry = assign(cast)
    give([NewPost(cast.person["bo"].pk, "organisation-officer", cast.org["A"].pk, date(2020, 1, 1))], entered=0)
    for who in ("ann", "bo", "di", "eve"):
        assert [it for it in tasks(cast.scope(who), AsOf.at()) if "联系点" in it.title and it.kind == "entry"] == []
    assert not has_expired(entry, date(2020, 12, 31))
    assert has_expired(entry, date(2021, 1, 1))
    set_clock(date(2021, 1, 1))
    assert ahead_of(entry) == []


def test_a_secretary_who_cannot_enter_it_is_sent_to_the_grounds_and_not_to_a_closed_form(cast: Cast) -> None:
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2015, 1, 1))], entered=0)
    found = {
        who: next(it for it in tasks(cast.scope(who), AsOf.at()) if it.title == "每人每年包抓一个联系点")
        for who in ("ann", "di")
    }
    assert (found["ann"].action_label, found["ann"].action.name) == ("看依据", "why")
    assert (found["di"].action_label, found["di"].action.name) == ("去登记", "entry-new")


def test_it_does_not_outlast_the_organisation_even_when_opened_again(cast: Cast) -> None:
    entry = assign(cast, at="ELSE", person="yi")
    cast.org["ELSE"].ended = date(2020, 8, 1)
    cast.org["ELSE"].save(update_fields=["ended"])
    entry = step(entry, "ended", date(2020, 9, 1), reason="联系点撤销")
    last = [("ELSE", JANUARY, date(2020, 8, 1))]
    assert held(cast, "yi") == last
    entry = send_back(SYSTEM, entry, to="held", reason="没有撤销联系点。", seen=entry.step)
    assert (entry.stage, held(cast, "yi")) == ("held", last)
    with pytest.raises(FieldRefusal, match="已于2020年8月1日撤销"):
        assign(cast, at="ELSE", on=TODAY)


def test_two_people_at_once_the_second_is_told(cast: Cast) -> None:
    entry = assign(cast)
    step(entry, "ended", JUNE, reason="职务调整")
    stale = Entry.objects.get(pk=entry.pk)
    with pytest.raises(Exception, match="没有重复办理"):
        take(SYSTEM, stale, step=Step("ended", TODAY, {"reason": "再办一次"}), seen=0)
    assert held(cast) == [("B", JANUARY, JUNE)]
