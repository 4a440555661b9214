"""部署→签收→回执: sent down level by level, answered with a record that is there, closed when all below are over."""

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.scope import NotVisible
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import get_entry
from dengming.ledgers.titles import title_of
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import move, secretary
from tests.records import writing


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def sent(cast: Cast) -> Entry:
    """A task of the committee, sent down."""
    fields = {"matter": "补齐二季度会议记录", "standard": "每次都有记录", "paper": "工委会议纪要"}
    subject = cast.org["WORK"].subject
    task = file_entry(cast.scope("eve"), subject, register="deployment", happened=TODAY, fields=fields)
    return move(cast, "eve", task, "sent", paper="工委会议纪要")


def relayed(cast: Cast) -> Entry:
    """The committee's receipt, passed on to its two branches."""
    receipt = sent(cast).children.get(subject=cast.org["COMM"].subject)
    return move(cast, "di", move(cast, "di", receipt, "received"), "relayed")


def test_it_comes_down_level_by_level_and_each_finds_it_in_its_task_list(cast: Cast) -> None:
    task = sent(cast)
    assert {it.subject.code for it in task.children.all()} == {"COMM", "ELSE"}
    assert [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if "回执" in it.title] == []
    receipt = task.children.get(subject=cast.org["COMM"].subject)
    receipt = move(cast, "di", move(cast, "di", receipt, "received"), "relayed")
    assert {it.subject.code for it in receipt.children.all()} == {"A", "B"}
    mine = [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if it.kind == "entry"]
    assert mine == ["党支部回执：签收（补齐二季度会议记录）"]


def test_a_branch_reads_what_it_was_sent_and_a_stranger_does_not(cast: Cast) -> None:
    receipt = relayed(cast)
    assert get_entry(cast.scope("ann"), receipt.uid) == receipt
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), receipt.uid)


def test_an_answer_is_a_record_of_the_own_organisation_never_new_text(cast: Cast) -> None:
    below = relayed(cast).children.get(subject=cast.org["A"].subject)
    below = move(cast, "ann", below, "received")
    with pytest.raises(FieldRefusal, match="还没有填"):
        move(cast, "ann", below, "answered")
    with pytest.raises(FieldRefusal, match="没有找到这条记录"):
        move(cast, "ann", below, "answered", record="已经做了")
    record = writing.confirmed(cast, on=TODAY)
    assert move(cast, "ann", below, "answered", record=str(record.uid)).stage == "answered"


def test_nobody_above_answers_before_those_below_have(cast: Cast) -> None:
    receipt, record = relayed(cast), writing.confirmed(cast, on=TODAY)
    with pytest.raises(Refusal, match="还有 2 件没有办结（甲支部、乙支部）"):
        move(cast, "di", receipt, "answered", record=str(record.uid))


def test_a_branch_reads_what_was_sent_down_through_all_levels_and_is_told_by_its_name(cast: Cast) -> None:
    receipt = relayed(cast)
    below = receipt.children.get(subject=cast.org["A"].subject)
    assert receipt.parent is not None
    assert get_entry(cast.scope("ann"), receipt.parent.uid) == receipt.parent
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), receipt.parent.uid)
    assert title_of(below) == title_of(receipt.parent)


def test_what_is_owed_stands_in_the_task_list_also_while_others_have_to_answer_first(cast: Cast) -> None:
    receipt = relayed(cast)
    (task,) = [it for it in tasks(cast.scope("di"), AsOf.at()) if it.about.parts.get("uid") == str(receipt.uid)]
    assert "部署有行动、有回执" in task.title
    assert task.due is not None
    client = Client()
    client.force_login(cast.user["di"])
    assert "还有 2 件没有办结（甲支部、乙支部）" in client.get(reverse("case", args=[receipt.uid])).text
