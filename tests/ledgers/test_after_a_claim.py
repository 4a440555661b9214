"""What a claim is followed by: rows under it within the time, and the plan without which no row is approved."""

from datetime import date

import pytest

from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings
from dengming.standing.task import Task
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import claimed, move, row, secretaries

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _secretaries(cast: Cast) -> None:
    secretaries(cast)


def rows_owed(cast: Cast) -> list[State]:
    found = standings(cast.scope("eve"), AsOf.at(), subjects=[cast.org["COMM"].pk])
    return [it.state for it in found if it.duty.id == "list-what-is-claimed"]


def told(cast: Cast, who: str, words: str) -> list[Task]:
    return [it for it in tasks(cast.scope(who), AsOf.at()) if words in it.title]


def test_a_claim_without_rows_is_a_task_that_opens_the_form_for_one(cast: Cast) -> None:
    claim = claimed(cast)
    (task,) = told(cast, "di", "认领的问题列出整改任务")
    assert (task.due, task.action_label, task.action.name) == (date(2020, 9, 24), "去登记", "entry-new")
    assert task.action.query == {"subject": "COMM", "parent": str(claim.uid)}
    assert told(cast, "charlie", "列出整改任务") == []
    assert rows_owed(cast) == [State.OPEN]


def test_a_row_under_the_claim_meets_it_and_withdrawn_it_is_owed_again(cast: Cast) -> None:
    entry = row(cast)
    assert rows_owed(cast) == [State.MET]
    assert told(cast, "di", "列出整改任务") == []
    withdraw_entry(cast.scope("di"), entry, reason="登记错了。")
    assert rows_owed(cast) == [State.OPEN]
    assert len(told(cast, "di", "列出整改任务")) == 1


def test_a_row_speaks_for_its_claim_and_what_was_issued_for_nobody(cast: Cast) -> None:
    entry = row(cast)
    found = Fact.objects.filter(kind__name__startswith="below:")
    assert set(found.values_list("kind__name", flat=True)) == {
        "below:rectification-task#drafted",
        "below:rectification-task/immediate#drafted",
    }
    assert {(it.case_id, it.source_id, it.deadline) for it in found} == {
        (entry.parent.source_id if entry.parent else 0, entry.source_id, None)
    }


def test_rows_that_wait_for_the_plan_say_so_until_it_is_begun(cast: Cast) -> None:
    assert told(cast, "di", "整改方案") == []
    row(cast)
    (task,) = told(cast, "di", "整改方案")
    assert (task.title, task.subject) == ("整改方案：起草整改方案", "机关党委")
    assert task.notice == "1件“整改任务”等它办好才能审定"
    assert (task.action.parts, task.action.query) == ({"register": "rectification-plan"}, {"subject": "COMM"})
    assert told(cast, "charlie", "整改方案") == []
    subject, fields = cast.org["COMM"].subject, {"name": "2020年整改方案"}
    plan = file_entry(cast.scope("di"), subject, register="rectification-plan", happened=TODAY, fields=fields)
    assert [it.title for it in told(cast, "di", "整改方案")] == ["整改方案：登记党委会审定（2020年整改方案）"]
    move(cast, "di", plan, "reviewed", meeting="机关党委会9月9日")
    assert "起草" not in "".join(it.title for it in told(cast, "di", "整改方案"))
