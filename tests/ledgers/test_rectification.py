"""整改 from the published problem to 销号 and recurrence: claims for all, rows of three lists, proofs that exist."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import hand_on, take_back, urge
from dengming.ledgers.issuing import send
from dengming.ledgers.materials import link, link_own
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take, take_own
from dengming.ledgers.queries import entries, get_entry
from dengming.ledgers.steps import due_day
from dengming.refusal import Refusal
from dengming.rulebook.words import State
from dengming.standing.case_days import days_of
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast
from tests.ledgers.rectifying import FOUR, ROW, approved, claimed, move, planned, published, row, secretary
from tests.records import writing


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def state(cast: Cast, duty: str) -> set[State]:
    comm = cast.org["COMM"].pk
    return {it.state for it in standings(cast.scope("eve"), AsOf.at(), subjects=[comm]) if it.duty.id == duty}


def test_publishing_gives_every_direct_organisation_a_claim_and_one_journal_line(cast: Cast) -> None:
    lines = Line.objects.count()
    problem = published(cast)
    assert Line.objects.count() == lines + 2
    assert {it.subject.code for it in problem.children.all()} == {"COMM", "ELSE"}
    assert {it.stage for it in problem.children.all()} == {"issued"}
    assert entries(cast.scope("charlie"), register="problem-claim").count() == 0
    assert [task.title for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"] == [
        "问题认领：认领（党支部“三会一课”、民主评议党员等党…）"
    ]


def test_who_has_a_claim_reads_the_problem_behind_it_and_nobody_else(cast: Cast) -> None:
    problem = published(cast)
    assert get_entry(cast.scope("di"), problem.uid) == problem
    for who in ("bo", "charlie"):
        with pytest.raises(NotVisible):
            get_entry(cast.scope(who), problem.uid)


def test_not_concerned_needs_a_reason_and_the_committees_consent(cast: Cast) -> None:
    claim = published(cast).children.get(subject=cast.org["COMM"].subject)
    with pytest.raises(FieldRefusal, match="“不涉及的理由”还没有填"):
        move(cast, "di", claim, "not-concerned")
    claim = move(cast, "di", claim, "not-concerned", reason="没有所属支部")
    with pytest.raises(PermissionDenied):
        move(cast, "di", claim, "accepted")
    claim = send_back(cast.scope("eve"), claim, to="issued", reason="下设两个支部", seen=claim.step)
    assert claim.stage == "issued"
    (task,) = [task for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"]
    assert task.notice == "eve退回：下设两个支部"
    urge(cast.scope("eve"), claim, note="请尽快")
    urge(cast.scope("eve"), claim, note="今天报")
    (task,) = [task for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"]
    assert task.notice == "eve退回：下设两个支部；eve催办：今天报"
    move(cast, "di", claim, "not-concerned", reason="两个支部都查过")
    assert not [task for task in tasks(cast.scope("eve"), AsOf.at()) if task.notice]


def test_of_several_cases_in_one_row_it_is_said_which_was_sent_back(cast: Cast) -> None:
    claim = claimed(cast)
    planned(cast)
    for number in range(4):
        fields = {**ROW, "shown": f"{number + 1}月没有记录"}
        move(cast, "di", row(cast, parent=claim, fields=fields), "approved", **FOUR)
    second = Entry.objects.get(fields__shown="2月没有记录")
    second = send_back(cast.scope("di"), second, to="drafted", reason="措施不具体。", seen=second.step)
    move(cast, "di", second, "approved", **FOUR)
    first = Entry.objects.get(fields__shown="1月没有记录")
    link(cast.scope("di"), first, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    first = move(cast, "di", first, "checked", **{"self-check": "已补记"})
    send_back(cast.scope("eve"), first, to="approved", reason="佐证不全。", seen=first.step)
    (task,) = [task for task in tasks(cast.scope("di"), AsOf.at()) if "4件待办" in task.title]
    assert task.notice == "eve退回：佐证不全（1月没有记录）"
    for entry in Entry.objects.filter(register="rectification-task"):
        urge(cast.scope("eve"), entry, note="请抓紧。")
    (task,) = [task for task in tasks(cast.scope("di"), AsOf.at()) if "4件待办" in task.title]
    assert "eve催办：请抓紧（3件）" in task.notice


def test_what_is_done_is_not_late(cast: Cast) -> None:
    entry = approved(cast)
    link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    entry = move(cast, "di", entry, "checked", **{"self-check": "已补听"})
    assert due_day(entry) == date(2020, 9, 25)
    assert due_day(move(cast, "eve", entry, "closed", verdict="同意销号")) is None


def test_a_row_begins_at_a_claim_and_lies_in_the_same_organisation(cast: Cast) -> None:
    with pytest.raises(Refusal, match="要从“问题认领、举一反三自查”里的一件开始"):
        file_entry(
            cast.scope("di"),
            cast.org["COMM"].subject,
            register="rectification-task",
            part="immediate",
            happened=TODAY,
            fields=ROW,
        )
    other = claimed(cast).parent
    assert other
    foreign = other.children.get(subject=cast.org["ELSE"].subject)
    with pytest.raises(Refusal, match="还没有办到那一步"):
        row(cast, parent=foreign)
    foreign = take(SYSTEM, foreign, step=Step("claimed", TODAY, {"shown": "丙支部"}), seen=0)
    with pytest.raises(Refusal, match="不在外单位党委之下"):
        row(cast, parent=foreign)


def test_no_row_is_approved_before_the_plan_nor_without_the_four_things(cast: Cast) -> None:
    entry = row(cast)
    with pytest.raises(Refusal, match="“整改方案”还没有到“党委会已审定”"):
        move(cast, "di", entry, "approved", **FOUR)
    planned(cast)
    for name in ("content", "measure", "due", "responsible", "duties"):
        with pytest.raises(FieldRefusal) as refused:
            move(cast, "di", entry, "approved", **{**FOUR, name: ""})
        assert list(refused.value.problems) == [name]
    with pytest.raises(FieldRefusal, match="charlie不是机关党委的党员"):
        move(cast, "di", entry, "approved", **{**FOUR, "responsible": "CHARLIE"})
    assert move(cast, "di", entry, "approved", **FOUR).doer == cast.person["ann"].subject


def test_one_plan_a_year(cast: Cast) -> None:
    planned(cast)
    with pytest.raises(FieldRefusal, match="2020年已有一份“整改方案”"):
        planned(cast)


def test_closing_needs_a_proof_that_exists_and_the_committee(cast: Cast) -> None:
    entry = approved(cast)
    with pytest.raises(Refusal, match="还没有“整改佐证”"):
        move(cast, "di", entry, "checked", **{"self-check": "已补听"})
    record = writing.confirmed(cast, on=TODAY)
    with pytest.raises(Refusal, match="不收"):
        link(cast.scope("di"), entry, proof="photo", source=str(record.uid))
    link(cast.scope("di"), entry, proof="rectified", source=str(record.uid))
    entry = move(cast, "di", entry, "checked", **{"self-check": "已补听"})
    with pytest.raises(PermissionDenied):
        move(cast, "di", entry, "closed", verdict="同意")
    assert state(cast, "mend-at-once") == {State.OPEN}
    entry = move(cast, "eve", entry, "closed", verdict="同意销号")
    assert state(cast, "mend-at-once") == {State.MET}
    entry = send_back(cast.scope("eve"), entry, to="approved", reason="10月又没有听", seen=entry.step)
    assert state(cast, "mend-at-once") == {State.OPEN}
    assert [it.after for it in entry.moves.all()] == ["approved", "checked", "closed", "approved"]


def test_the_agreed_day_is_in_the_facts_and_the_long_way_asks_for_effect(cast: Cast) -> None:
    entry = approved(cast, "long")
    assert {it.deadline for it in Fact.objects.filter(source=entry.source_id, kind__name__contains="approved")} != {
        None
    }
    assert state(cast, "show-effect") == {State.OPEN}
    entry = move(cast, "di", entry, "effective", effect="两个支部已补记")
    assert state(cast, "show-effect") == {State.MET}
    with pytest.raises(Refusal, match="不能办这一步"):
        move(cast, "di", approved_again(cast), "effective", effect="立行立改没有这一步")


def approved_again(cast: Cast) -> Entry:
    claim = Entry.objects.get(register="problem-claim", subject=cast.org["COMM"].subject)
    return move(cast, "di", row(cast, parent=claim), "approved", **FOUR)


def test_the_person_responsible_gets_it_as_a_task_does_it_and_nobody_elses(cast: Cast) -> None:
    entry = approved(cast, "long")
    entry = hand_on(cast.scope("di"), entry, to="BO", reason="分工调整", seen=entry.step)
    mine = [task for task in tasks(cast.scope("bo"), AsOf.at()) if task.kind == "entry"]
    assert [(task.title, task.due) for task in mine] == [
        ("整改任务：登记见到成效（二季度没有听取汇报）", date(2020, 9, 25))
    ]
    with pytest.raises(NotVisible):
        take_own(cast.scope("ben"), entry, step=Step("effective", TODAY, {"effect": "补记"}), seen=entry.step)
    entry = take_own(cast.scope("bo"), entry, step=Step("effective", TODAY, {"effect": "补记"}), seen=entry.step)
    assert entry.stage == "effective"
    with pytest.raises(FieldRefusal, match="不是机关党委的党员"):
        hand_on(cast.scope("di"), entry, to="CHARLIE", reason="转办", seen=entry.step)


def test_a_case_and_what_is_owed_for_it_stand_in_one_row_by_the_earlier_day(cast: Cast) -> None:
    planned(cast)
    entry = move(cast, "di", row(cast, "long"), "approved", **{**FOUR, "due": "2020-12-20"})
    found = [task for task in tasks(cast.scope("di"), AsOf.at()) if "整改" in task.title]
    assert [(task.kind, task.due) for task in found if task.about.parts.get("uid") == str(entry.uid)] == [
        ("entry", date(2020, 11, 10))  # two months until an effect is seen, before the plan's own day
    ]
    assert not [task for task in found if task.kind == "duty"]
    client = Client()
    client.force_login(cast.user["di"])
    said = client.get(f"/standing/COMM/show-effect/case-{entry.source_id}/").content.decode()
    assert f"/ledgers/cases/{entry.uid}/" in said
    assert f"{entry.source_id}件" not in said  # a number of the database is nobody's word
    assert "2020年9月10日起的" in said


def test_one_takes_back_ones_own_last_step_and_no_other(cast: Cast) -> None:
    entry = claimed(cast)
    with pytest.raises(Refusal, match="只能撤回自己刚办的最后一步"):
        take_back(cast.scope("eve"), entry, reason="看错了", seen=entry.step)
    entry = take_back(cast.scope("di"), entry, reason="看错了", seen=entry.step)
    assert entry.stage == "issued"
    with pytest.raises(Refusal):
        take_back(cast.scope("di"), entry, reason="再撤", seen=entry.step)


def test_urging_changes_no_state_and_stands_on_the_task(cast: Cast) -> None:
    claim = published(cast).children.get(subject=cast.org["COMM"].subject)
    claim = urge(cast.scope("eve"), claim, note="请本周内认领")
    assert (claim.stage, claim.step) == ("issued", 0)  # whoever is answering is not in the way
    (task,) = [task for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"]
    assert "请本周内认领" in task.notice
    with pytest.raises(NotVisible):
        urge(cast.scope("charlie"), claim, note="")


def test_one_act_sends_it_to_all_others_once(cast: Cast) -> None:
    entry = approved(cast)
    assert send(cast.scope("eve"), entry, register="self-check", seen=entry.step) == 1
    assert [it.subject.code for it in entry.children.all()] == ["ELSE"]
    with pytest.raises(Refusal, match="没有重复下发"):
        send(cast.scope("eve"), entry, register="self-check", seen=entry.step)
    with pytest.raises(PermissionDenied):
        send(cast.scope("di"), entry, register="self-check", seen=entry.step)


def test_a_claim_is_settled_only_when_it_has_rows_and_all_are_closed(cast: Cast) -> None:
    claim = claimed(cast)
    with pytest.raises(Refusal, match="下面还没有一件“整改任务”"):
        move(cast, "eve", claim, "settled")
    row(cast, parent=claim)
    with pytest.raises(Refusal, match="还有 1 件没有办结"):
        move(cast, "eve", claim, "settled")


def test_board_page_and_paper_know_the_two_months_too(cast: Cast) -> None:
    planned(cast)
    entry = move(cast, "di", row(cast, "long"), "approved", **{**FOUR, "due": "2020-12-20"})
    assert days_of(cast.scope("eve"), AsOf.at(), [entry]) == {entry.pk: date(2020, 11, 10)}
    client = Client()
    client.force_login(cast.user["di"])
    for address in (reverse("entry-list", args=["rectification-task"]), reverse("case", args=[entry.uid])):
        assert "11月10日" in client.get(address).text


def test_whoever_does_the_work_brings_its_proof(cast: Cast) -> None:
    entry = approved(cast)  # comes to Ann, who is of the branch below
    record = writing.confirmed(cast, on=TODAY)
    made = link_own(cast.scope("ann"), entry, proof="rectified", source=str(record.uid))
    assert list(entry.materials.all()) == [made]
    with pytest.raises(NotVisible):
        link_own(cast.scope("charlie"), entry, proof="rectified", source=str(record.uid))
    client = Client()
    client.force_login(cast.user["ann"])
    assert "关联已有的记录" in client.get(reverse("case", args=[entry.uid])).text
