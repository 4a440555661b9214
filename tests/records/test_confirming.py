"""From 待确认 to facts and back: confirm, return, withdraw, correct; nothing known before is changed."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.facts.rows import ROLE_CODES
from dengming.records import actions
from dengming.records.drafts import PersonDraft, StaleVersion
from dengming.records.models import Record
from dengming.records.readiness import NotReady
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.records import writing

Status = Record.Status


def alive(record: Record) -> set[tuple[str, str, int]]:
    facts = Fact.objects.filter(source=record.source_id, withdrawn=FAR_MOMENT).select_related("kind", "subject")
    return {(fact.kind.name, fact.subject.code, fact.role) for fact in facts}


def test_only_a_confirmed_record_has_facts(cast: Cast) -> None:
    record = writing.filed(cast, writing.MEETING, writing.THEME)
    assert (record.status, alive(record)) == (Status.FILED, set())
    record = writing.step(cast, "confirm", record)
    assert record.confirmed_by == cast.user["ann"]
    kinds = {kind for kind, _, _ in alive(record)}
    assert kinds == {"activity:branch-meeting", "activity:theme-day"}
    assert ("activity:theme-day", "A", ROLE_CODES["host"]) in alive(record)
    assert ("activity:branch-meeting", "ANN", ROLE_CODES["chair"]) in alive(record)
    assert ("activity:branch-meeting", "PEI", ROLE_CODES["absent"]) in alive(record)


def test_the_recorder_may_confirm_and_the_journal_says_so(cast: Cast) -> None:
    writing.confirmed(cast)
    note = json.loads(Line.objects.get(action="record.confirmed").note)
    assert note["recorder_confirms"] is True
    assert note["facts_added"] > 0


def test_what_was_seen_is_what_is_confirmed(cast: Cast) -> None:
    record = writing.filed(cast)
    seen = record.version
    writing.save(cast, record, words={"title": "改了"})
    with pytest.raises(StaleVersion):
        actions.confirm(cast.scope("ann"), record, version=seen)


def test_a_filed_record_is_checked_again_at_confirmation(cast: Cast) -> None:
    record = writing.save(cast, writing.filed(cast), words={"counted_present": "4"})
    with pytest.raises(NotReady, match="少勾 1 人"):
        writing.step(cast, "confirm", record)


def test_return_needs_a_reason_and_comes_back_for_mending(cast: Cast) -> None:
    record = writing.filed(cast)
    with pytest.raises(Refusal, match="要写明原因"):
        writing.step(cast, "return_", record, reason=" ")
    record = writing.step(cast, "return_", record, reason="缺会议记录")
    assert (record.status, record.return_reason) == (Status.RETURNED, "缺会议记录")
    record = writing.step(cast, "file", record)
    assert (record.status, record.return_reason) == (Status.FILED, "")


def test_the_office_above_sends_back_what_is_wrong_and_it_counts_no_more(cast: Cast) -> None:
    record = writing.confirmed(cast)
    with pytest.raises(PermissionDenied):
        writing.step(cast, "return_", record, who="di", reason="人数不对")
    record = writing.step(cast, "send_back", record, who="di", reason="人数不对")
    assert (record.status, record.confirmed_at, alive(record)) == (Status.RETURNED, None, set())
    with pytest.raises(NotVisible):
        writing.step(cast, "send_back", record, who="charlie", reason="x")


def test_withdrawing_ends_the_facts_and_keeps_the_past(cast: Cast) -> None:
    record = writing.confirmed(cast)
    entered = record.confirmed_at
    assert entered is not None
    set_clock(hour=12)
    record = writing.step(cast, "withdraw", record, reason="登错支部")
    assert (record.status, alive(record)) == (Status.WITHDRAWN, set())
    facts = Fact.objects.filter(source=record.source_id)
    assert {(fact.entered, fact.withdrawn >= entered + 3 * 3600 - 60) for fact in facts} == {(entered, True)}
    record = writing.step(cast, "correct", record, reason="没有登错")
    assert writing.step(cast, "confirm", record).status == Status.CONFIRMED


def test_a_correction_replaces_only_the_difference_when_confirmed_again(cast: Cast) -> None:
    record = writing.confirmed(cast)
    before = alive(record)
    with pytest.raises(Refusal, match="不能直接修改"):
        writing.save(cast, record, words={"title": "x"})
    record = writing.step(cast, "correct", record, reason="漏了贝恩")
    people = {"PEI": PersonDraft("attend", "")}
    record = writing.save(cast, record, people=people, words={"counted_present": "4"})
    assert alive(record) == before
    set_clock(hour=15)
    record = writing.step(cast, "confirm", record)
    attend, absent = ROLE_CODES["attend"], ROLE_CODES["absent"]
    gone, come = ("activity:branch-meeting", "PEI", absent), ("activity:branch-meeting", "PEI", attend)
    assert alive(record) == (before - {gone}) | {come}
    assert Fact.objects.filter(source=record.source_id).exclude(withdrawn=FAR_MOMENT).count() == 1


def test_an_unfinished_correction_can_still_be_withdrawn(cast: Cast) -> None:
    record = writing.step(cast, "correct", writing.confirmed(cast), reason="核对")
    record = writing.step(cast, "withdraw", record, reason="没有开过")
    assert alive(record) == set()
    with pytest.raises(Refusal, match="还没有确认过"):
        writing.step(cast, "withdraw", record, reason="再撤")


def test_entered_by_another_is_shown(cast: Cast) -> None:
    own = writing.filed(cast)
    assert own.by_proxy is False
    office = cast.scope("di")
    record = writing.fill(cast, writing.draft(cast, scope=office))
    record = writing.step(cast, "file", record, who="di")
    assert (record.by_proxy, record.entered_by) == (True, cast.user["di"])
    group = writing.draft(cast, "group-meeting", at="A1")
    assert group.by_proxy is False


def test_steps_out_of_order_are_refused(cast: Cast) -> None:
    record = writing.draft(cast)
    with pytest.raises(NotReady, match="没有标明到会情况"):
        writing.step(cast, "file", record)
    with pytest.raises(Refusal, match="不在待确认里"):
        writing.step(cast, "confirm", record)
    with pytest.raises(Refusal, match="先登记计划"):
        writing.step(cast, "notify", record)
    with pytest.raises(Refusal, match="可以直接修改"):
        writing.step(cast, "correct", record, reason="x")
    with pytest.raises(Refusal, match="不用再报"):
        writing.step(cast, "file", writing.filed(cast, writing.THEME))
    with pytest.raises(Refusal, match="已经上报过"):
        writing.step(cast, "plan", writing.filed(cast, writing.THEME))


def test_reports_given_at_the_meeting_become_facts_of_last_month(cast: Cast) -> None:
    record = writing.fill(cast, writing.draft(cast))
    said = {"monthly-report": {"work": "已报告", "matters": "无事项"}}
    record = writing.save(cast, record, people={"ANN": PersonDraft(reports=said)})
    record = writing.step(cast, "confirm", writing.step(cast, "file", record))
    facts = Fact.objects.filter(source=record.source_id, kind__name__startswith="entry:monthly-report/")
    assert {(fact.kind.name, fact.about) for fact in facts} == {
        ("entry:monthly-report/work#filed", writing.HELD.replace(month=8, day=31).toordinal()),
        ("entry:monthly-report/matters#filed", writing.HELD.replace(month=8, day=31).toordinal()),
    }
