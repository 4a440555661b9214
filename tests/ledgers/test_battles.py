"""五大攻坚战: a task breaks down to branch, post and person; progress is counted, records prove, nobody types it."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from dengming.editions.queries import looked_up_once
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.forest import figures, forest, proofs_of
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take_own
from dengming.ledgers.parents import has_parts, part_of
from dengming.refusal import Refusal
from dengming.reports.registers import export_register
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.ledgers.battling import TASK, begun, finished, post, settled, share, went
from tests.ledgers.rectifying import move
from tests.shipped import rulebook

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


def grown(cast: Cast, who: str = "eve", on: date = TODAY) -> Any:
    return forest(cast.scope(who), "battle-task", on)


def mine(cast: Cast, who: str) -> list[str]:
    return [it.title for it in tasks(cast.scope(who), AsOf.at()) if it.kind == "entry"]


def test_it_breaks_down_and_comes_to_each_in_their_own_list(cast: Cast) -> None:
    task = settled(cast)
    assert mine(cast, "di") == ["攻坚任务：确认已分解到支部（包联村饮水安全达标）"]
    branch = share(cast, task)
    assert mine(cast, "ann") == ["攻坚支部任务：确认已分解到岗位、落实到人（包联村饮水安全达标）"]
    entry = post(cast, branch, "BO")
    assert mine(cast, "bo") == ["攻坚岗位任务：作出岗位承诺（每月走访5户）"]
    assert mine(cast, "ben") == []
    assert [part_of(it) for it in (task, branch, entry)] == ["脱贫攻坚"] * 3


def test_the_member_promises_does_and_names_a_record_and_the_branch_confirms(cast: Cast) -> None:
    entry, bo = post(cast, share(cast, settled(cast)), "BO"), cast.scope("bo")
    entry = take_own(bo, entry, step=Step("promised", TODAY, {"promise": "一户不漏"}), seen=entry.step)
    record = went(cast)
    done = {"result": "已走访5户", "record": str(record.uid)}
    entry = take_own(bo, entry, step=Step("finished", TODAY, done), seen=entry.step)
    assert mine(cast, "bo") == []
    with pytest.raises(PermissionDenied):
        take_own(bo, entry, step=Step("confirmed", TODAY), seen=entry.step)
    assert proofs_of(node for root in grown(cast) for node in root.walk())[entry.pk] == {record.pk}
    assert move(cast, "ann", entry, "confirmed").stage == "confirmed"


def test_nobody_confirms_the_own_task(cast: Cast) -> None:
    entry = finished(cast, post(cast, share(cast, settled(cast)), "ANN"))
    with pytest.raises(Refusal, match="不能审核本人的"):
        move(cast, "ann", entry, "confirmed")
    assert move(cast, "di", entry, "confirmed").stage == "confirmed"


def test_a_branch_gets_nothing_before_the_task_is_settled_nor_a_branch_elsewhere(cast: Cast) -> None:
    task = settled(cast)
    with pytest.raises(Refusal, match="丙支部不在机关党委之下"):
        begun_by_eve(cast, task)
    task = begun(cast, "di", "battle-task", "COMM", None, **TASK)
    with pytest.raises(Refusal, match="还没有办到那一步"):
        share(cast, task)


def begun_by_eve(cast: Cast, task: Entry) -> Entry:
    return begun(cast, "eve", "battle-branch-task", "C", task, **TASK)


def test_the_workbook_says_which_battle_a_posts_task_is_of(cast: Cast) -> None:
    post(cast, share(cast, settled(cast)), "BO")
    target, register = io.BytesIO(), rulebook().entries["battle-post-task"]
    export_register(cast.scope("eve"), target, register=register, organisations=[cast.org["COMM"]])
    target.seek(0)
    heads, row = CalamineWorkbook.from_filelike(target).get_sheet_by_index(0).to_python()[-2:]
    told = dict(zip(heads, row, strict=True))
    assert (told["分项"], told["所属事项"], told["承办人"]) == ("脱贫攻坚", "包联村饮水安全达标", "bo")


@pytest.mark.parametrize(
    ("register", "parted"), [("battle-branch-task", True), ("self-check", False), ("deployment", False)]
)
def test_what_is_begun_under_a_part_is_of_it_what_is_issued_is_not(cast: Cast, register: str, parted: bool) -> None:
    assert has_parts(rulebook().entries[register]) is parted


def test_progress_is_leaves_done_of_leaves_and_late_by_their_day(cast: Cast) -> None:
    task = settled(cast)
    one, two = share(cast, task), share(cast, task, "B")
    finished(cast, post(cast, one, "BO"))
    move(cast, "ann", finished(cast, post(cast, one, "BEN")), "confirmed")
    late = post(cast, one, "BAI", due="2020-09-12")
    (root,) = grown(cast, on=date(2020, 9, 12))
    assert (root.done, root.leaves, root.late) == (2, 4, 0)  # what branch B has not broken down counts as one
    (root,) = grown(cast, on=date(2020, 9, 13))
    assert {node.entry.pk: (node.done, node.leaves, node.late) for node in root.below} == {
        one.pk: (2, 3, 1),
        two.pk: (0, 1, 0),
    }
    found = figures([root])
    assert (found.organisations, found.people, found.pending, found.late) == (3, 3, 1, 1)
    withdraw_entry(cast.scope("ann"), late, reason="重复登记")
    (root,) = grown(cast, on=date(2020, 9, 13))
    assert (root.done, root.leaves, root.late) == (2, 3, 0)


def test_what_is_done_is_not_late_however_long_the_branch_takes_to_confirm(cast: Cast) -> None:
    finished(cast, post(cast, share(cast, settled(cast)), "BO"))
    (root,) = grown(cast, on=date(2021, 6, 1))
    assert (root.done, root.late) == (1, 0)


def test_nobody_above_finishes_before_all_below_have(cast: Cast) -> None:
    task = settled(cast)
    branch = share(cast, task)
    task, broken = move(cast, "di", task, "broken-down"), move(cast, "ann", branch, "broken-down")
    with pytest.raises(Refusal, match="下面还没有一件“攻坚岗位任务”"):
        move(cast, "ann", broken, "finished", outcome="完成")
    entry = post(cast, broken, "BO")
    with pytest.raises(Refusal, match="还有 1 件没有办结"):
        move(cast, "ann", broken, "finished", outcome="完成")
    with pytest.raises(Refusal, match="还有 1 件没有办结"):
        move(cast, "di", task, "finished", outcome="完成")
    finished(cast, entry)
    move(cast, "ann", broken, "finished", outcome="完成")
    assert move(cast, "di", task, "finished", outcome="完成").stage == "finished"


def test_each_sees_what_is_in_reach_and_above_it_only_what_it_is_for(cast: Cast) -> None:
    task = settled(cast)
    post(cast, share(cast, task), "BO")
    share(cast, task, "B")
    assert grown(cast, "charlie") == []
    for who, leaves in (("eve", 2), ("di", 2), ("ann", 1), ("yi", 1), ("bo", 1)):
        (root,) = grown(cast, who)
        assert (who, root.leaves) == (who, leaves)
    (root,) = grown(cast, "bo")
    assert [node.seen for node in root.walk()] == [False, False, True]
    assert figures([root]).organisations == 1
    assert grown(cast, "ben") == []


def test_the_whole_tree_takes_as_many_queries_for_two_as_for_sixty(cast: Cast) -> None:
    branch = share(cast, settled(cast))
    post(cast, branch, "BO")

    def asked() -> int:
        with looked_up_once(), CaptureQueriesContext(connection) as queries:
            roots = grown(cast, on=TODAY + timedelta(days=400))
            proofs_of(node for root in roots for node in root.walk())
            figures(roots)
        return len(queries)

    asked()  # the first looks up words that are kept for the next
    few = asked()
    for number in range(60):
        entry = post(cast, branch, "BEN", matter=f"走访第{number}户")
        if number % 2:
            move(cast, "ann", entry, "promised", promise="一户不漏")
    assert asked() == few
    assert few <= 16
