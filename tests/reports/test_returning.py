"""Answers belong to the figures they were about; a paper goes back to be drafted, for a reason, until it is out."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from dengming.refusal import Refusal
from dengming.reports.completing import completed
from dengming.reports.issues import actions, answering, queries, returning, values, written
from dengming.reports.models import Issue
from tests.cast import SYSTEM, TODAY, Cast
from tests.records import writing
from tests.reports.test_issues import Stage, cast, issue, signed, take

__all__ = ["cast", "issue"]


def agree(cast: Cast, issue: Issue) -> None:
    """Everybody that it names agrees."""
    for row in queries.rows_of(issue):
        answering.answer(SYSTEM, issue, cast.org[row["code"]], agrees=True, text="")


def back(cast: Cast, issue: Issue, reason: str = "甲支部的数据有误。", who: str = "eve") -> None:
    returning.send_back(cast.scope(who), issue, reason=reason)


def test_an_answer_counts_for_the_figures_that_it_was_about(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    agree(cast, issue)
    back(cast, issue)
    take(cast, issue, "feedback")
    assert queries.answered(issue) == {"COMM", "ELSE"}, "nothing has changed"
    back(cast, issue)
    writing.confirmed(cast, "theme-day", on=date(2020, 5, 8))
    actions.recount(cast.scope("eve"), issue, on=TODAY)
    take(cast, issue, "feedback")
    assert queries.answered(issue) == set()
    with pytest.raises(Refusal, match="还有组织没有反馈现在的数据"):
        take(cast, issue, "submit")
    agree(cast, issue)
    assert take(cast, issue, "submit").stage == Stage.APPROVAL
    assert issue.answers.count() == 4
    before, now = issue.answers.filter(organisation=cast.org["COMM"])
    assert (before.asked["cut_off"], now.asked["cut_off"]) == ("2020-07-10", "2020-09-10")
    assert before.asked["row"]["met"] < now.asked["row"]["met"]


def test_a_second_objection_has_no_reply_yet(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    agree(cast, issue)
    first = answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="少算一次")
    answering.reply(cast.scope("eve"), first, text="已核对。")
    second = answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="还少算一次")
    with pytest.raises(Refusal, match="1 条异议没有处理"):
        take(cast, issue, "submit")
    with pytest.raises(Refusal, match="后来又反馈过"):
        answering.reply(cast.scope("eve"), first, text="改口。")
    answering.reply(cast.scope("eve"), second, text="补上。")
    with pytest.raises(Refusal, match="已经处理"):
        answering.reply(cast.scope("eve"), second, text="改口。")
    assert [(it.text, it.reply) for it in issue.answers.filter(organisation=cast.org["COMM"])] == [
        ("", ""), ("少算一次", "已核对。"), ("还少算一次", "补上。"),
    ]  # fmt: skip
    assert take(cast, issue, "submit").stage == Stage.APPROVAL


def test_who_agrees_in_the_end_objects_no_more(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="少算一次")
    agree(cast, issue)
    assert take(cast, issue, "submit").stage == Stage.APPROVAL


def test_the_database_keeps_answers_and_returns(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    agree(cast, issue)
    back(cast, issue)
    for rows in (issue.answers.all(), issue.returns.all()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(issue=None)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.delete()


@pytest.mark.parametrize("stage", [Stage.FEEDBACK, Stage.APPROVAL, Stage.SIGNED, Stage.NUMBERED])
def test_it_goes_back_to_be_drafted_until_it_is_issued(cast: Cast, issue: Issue, stage: str) -> None:
    drafted = (issue.content, issue.digest)
    take(cast, issue, "feedback")
    agree(cast, issue)
    said = {"sign": {"who": "wu", "signer": "吴书记"}, "number": {"number": "9号", "to": "各直属党组织"}}
    for step in ("submit", "sign", "number"):
        if issue.stage != stage:
            take(cast, issue, step, **said.get(step, {}))
    assert issue.stage == stage
    back(cast, issue, "第三段的数字有误。", "wu")
    (kept,) = issue.returns.all()
    assert (kept.stage, kept.reason, kept.returned_by) == (stage, "第三段的数字有误。", cast.user["wu"])
    assert (kept.signer, kept.number) == (
        "吴书记" if stage in (Stage.SIGNED, Stage.NUMBERED) else "", "9号" if stage == Stage.NUMBERED else "",
    )  # fmt: skip
    assert (issue.content, issue.digest) == drafted
    assert (issue.stage, issue.signer, issue.signed_by, issue.number) == (Stage.DRAFT, "", None, "")
    before = written.shown(issue)
    take(cast, issue, "feedback")
    assert take(cast, issue, "submit").stage == Stage.APPROVAL, "their answers are about the same figures"
    assert [it["head"] for it in written.shown(issue)["sections"]] == [
        it["head"].replace("（牵头单位未设置）", "") for it in before["sections"]
    ]


def test_going_back_needs_a_reason_and_ends_with_the_issue(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refusal, match="不能退回起草"):
        back(cast, issue)
    signed(cast, issue)
    for reason, sentence in ((" ", "退回起草要写明原因"), ("机密★一年", "密级标志")):
        with pytest.raises(Refusal, match=sentence):
            back(cast, issue, reason)
    with pytest.raises(PermissionDenied):
        back(cast, issue, who="di")
    take(cast, issue, "number", number="9号", to="各直属党组织", copies="", attachment="")
    take(cast, issue, "publish", issued_on=TODAY)
    with pytest.raises(Refusal, match="现在是“已印发”，不能退回起草"):
        back(cast, issue)
    assert not issue.returns.exists()


def test_the_page_of_who_signs_sends_it_back_and_shows_why(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    agree(cast, issue)
    take(cast, issue, "submit")
    wu = Client()
    wu.force_login(cast.user["wu"])
    assert 'name="reason"' in wu.get(f"/bulletins/{issue.uid}/").content.decode()
    assert wu.post(f"/bulletins/{issue.uid}/redraft/", {"reason": ""}).status_code == 422
    said = wu.post(f"/bulletins/{issue.uid}/redraft/", {"reason": "第三段的数字有误。"}, follow=True).content.decode()
    assert "已退回起草" in said
    assert "第三段的数字有误。" in said
    assert "从“审签”退回" in said


def test_those_named_are_told_that_their_figures_changed(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="少算一次")
    back(cast, issue)
    actions.recount(cast.scope("eve"), issue, on=TODAY)
    take(cast, issue, "feedback")
    di, eve = Client(), Client()
    di.force_login(cast.user["di"])
    eve.force_login(cast.user["eve"])
    said = di.get(f"/bulletins/{issue.uid}/figures/COMM/").content.decode()
    assert "以前的反馈只对当时的数据有效" in said
    assert "截至2020-07-10" in said
    answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=True, text="")
    said = di.get(f"/bulletins/{issue.uid}/figures/COMM/").content.decode()
    assert "以前的反馈" not in said
    assert "更早的反馈" in said
    assert "少算一次" in eve.get(f"/bulletins/{issue.uid}/").content.decode()


def test_what_was_handed_in_before_is_parted_from_what_was_counted(cast: Cast, issue: Issue) -> None:
    said = values.Measurement(9, 14, "测评", date(2020, 6, 20))
    values.enter(cast.scope("eve"), issue, figure="satisfaction", said=said)
    signed(cast, issue)
    whole, drafted = issue.handed_in, issue.content
    Issue.objects.update(content=whole, handed_in=None)
    import_module("dengming.reports.migrations.0004_answers_and_returns").part_in_two(apps, None)
    issue.refresh_from_db()
    assert issue.handed_in == whole
    values_of = [completed(it, written.written_in(issue)) for it in (issue.content, drafted)]
    assert values_of[0] == values_of[1]
