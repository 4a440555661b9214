"""双纪实: two views of one record; the member answers, silence is agreement, differences are listed and settled."""

from datetime import date

import pytest

from dengming.accounts.scope import NotVisible
from dengming.records import booklet
from dengming.records.booklet import Stretch
from dengming.records.drafts import PersonDraft
from dengming.records.models import Participation
from dengming.refusal import Refusal
from tests.cast import Cast
from tests.records import writing

YEAR = Stretch(date(2020, 1, 1), date(2020, 12, 31))


def of(cast: Cast, name: str) -> Participation:
    return Participation.objects.select_related("record__organisation", "person").get(person=cast.person[name].pk)


def test_log_and_booklet_show_the_same_record(cast: Cast) -> None:
    writing.filed(cast, writing.THEME)
    record = writing.confirmed(cast)
    log = booklet.work_log(cast.scope("ann"), cast.org["A"], YEAR)
    counts = [getattr(row, name) for row in log for name in ("pk", "expected", "present", "observers")]
    assert counts == [record.pk, 5, 3, 0]
    pages = booklet.booklet(cast.scope("bo"), cast.person["bo"].subject, YEAR)
    assert [(page.record_id, page.mark) for page in pages] == [(record.pk, "attend")]
    assert list(booklet.booklet(cast.scope("di"), cast.person["bo"].subject, YEAR)) == list(pages)


def test_nobody_reads_anothers_booklet_out_of_reach(cast: Cast) -> None:
    writing.confirmed(cast)
    for who in ("charlie", "ben"):
        assert not booklet.booklet(cast.scope(who), cast.person["bo"].subject, YEAR).exists()
    assert not booklet.work_log(cast.scope("charlie"), cast.org["A"], YEAR).exists()


def test_a_member_disputes_and_the_branch_settles_with_a_note(cast: Cast) -> None:
    writing.confirmed(cast)
    one = of(cast, "pei")
    with pytest.raises(NotVisible):
        booklet.answer(cast.scope("bo"), one, answer="disputed", note="x")
    with pytest.raises(Refusal, match="请写明实际情况"):
        booklet.answer(cast.scope("pei"), one, answer="disputed")
    one = booklet.answer(cast.scope("pei"), one, answer="disputed", note="我到会了，坐在后排")
    assert one.answered_by == cast.user["pei"]
    assert list(booklet.differences(cast.scope("di"), cast.org["COMM"])) == [one]
    assert not booklet.differences(cast.scope("charlie"), cast.org["COMM"]).exists()
    with pytest.raises(Refusal, match="请写明怎样处理"):
        booklet.settle(cast.scope("ann"), one, note="")
    one = booklet.settle(cast.scope("ann"), one, note="签到表无本人签字，本人认可")
    assert one.answer == "settled"
    assert "坐在后排（签到表" in one.answer_note
    assert not booklet.differences(cast.scope("ann"), cast.org["A"]).exists()


def test_the_branch_may_enter_what_a_member_said(cast: Cast) -> None:
    writing.confirmed(cast)
    one = booklet.answer_for(cast.scope("ann"), of(cast, "bo"), answer="confirmed")
    assert (one.answer, one.answered_by) == ("confirmed", cast.user["ann"])
    with pytest.raises(NotVisible):
        booklet.answer_for(cast.scope("charlie"), one, answer="confirmed")


def test_a_corrected_mark_settles_the_dispute(cast: Cast) -> None:
    record = writing.confirmed(cast)
    booklet.answer(cast.scope("pei"), of(cast, "pei"), answer="disputed", note="我到会了")
    booklet.answer(cast.scope("bo"), of(cast, "bo"), answer="confirmed")
    record = writing.step(cast, "correct", record, reason="漏勾")
    people = {"PEI": PersonDraft("attend"), "BO": PersonDraft("absent")}
    writing.save(cast, record, people=people)
    assert (of(cast, "pei").answer, of(cast, "pei").answer_note) == ("settled", "我到会了（已更正为实到）")
    assert of(cast, "bo").answer == ""


def test_only_confirmed_records_are_answered(cast: Cast) -> None:
    writing.filed(cast)
    with pytest.raises(Refusal, match="还没有确认"):
        booklet.answer(cast.scope("bo"), of(cast, "bo"), answer="confirmed")
