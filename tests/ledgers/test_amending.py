"""更正: what was filed is put right at the first stage; what was said before is kept, and what follows follows."""

import json

import pytest
from django.db import IntegrityError, transaction

from dengming.accounts.models import Line
from dengming.editions import actions as editions
from dengming.ledgers.guards import GUARDS
from dengming.ledgers.handling import hand_on, may_take_back, take_back, told_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.moving import send_back
from dengming.ledgers.steps import ahead_of
from dengming.ledgers.way import ever_said, filers
from dengming.refusal import Refusal
from dengming.reports.case_lines import FieldWords
from dengming.standing.near import Near
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast
from tests.ledgers.amending import MENDED, PLEDGE, living, mend, pledge
from tests.ledgers.rectifying import FOUR, ROW, approved, claimed, move, planned, row, secretary
from tests.ledgers.test_model_posts import APPROVED, POST, apply
from tests.shipped import rulebook


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def task_notice(cast: Cast, who: str, entry: Entry) -> str:
    (found,) = [it for it in tasks(cast.scope(who), AsOf.at()) if it.about.parts.get("uid") == str(entry.uid)]
    return found.notice


def test_what_holds_is_what_was_amended_and_the_first_words_are_kept(cast: Cast) -> None:
    entry = row(cast)
    lines = Line.objects.count()
    entry = mend(cast, entry, MENDED)
    assert (entry.stage, entry.step, entry.fields, entry.begun) == ("drafted", 1, MENDED, ROW)
    (made,) = entry.moves.all()
    said = {"shown": MENDED["shown"]}
    assert (made.way, made.before, made.after, made.fields) == ("amend", "drafted", "drafted", said)
    line = Line.objects.latest("seq")
    assert (Line.objects.count(), line.action) == (lines + 1, "entry.amended")
    assert json.loads(line.note)["amended"] == ["shown"]
    assert not [word for word in (*ROW.values(), *MENDED.values()) if word in line.note + line.about]


def test_an_amendment_is_never_changed_afterwards(cast: Cast) -> None:
    entry = mend(cast, row(cast), MENDED)
    for name in ("part", "reason"):
        with transaction.atomic(), pytest.raises(IntegrityError):
            entry.moves.update(**{name: "long"})


def test_what_was_taken_out_is_gone_and_is_not_offered_again(cast: Cast) -> None:
    planned(cast)
    entry = row(cast, parent=claimed(cast), fields={**ROW, "goal": "按季听取"})
    entry = mend(cast, entry, ROW)
    assert entry.fields == ROW
    assert not ever_said(entry)["goal"]


def test_another_part_has_other_steps_and_facts(cast: Cast) -> None:
    planned(cast)
    entry = mend(cast, row(cast), ROW, part="long")
    assert (entry.part, entry.moves.get().part, entry.moves.get().fields) == ("long", "immediate", {})
    names = [it.kind.name for it in living(entry)]
    assert ([it for it in names if "immediate" in it], len([it for it in names if "/long#" in it])) == ([], 2)
    entry = move(cast, "di", entry, "approved", **{**FOUR, "due": "2020-12-20"})
    assert "effective" in [it.id for it in ahead_of(entry)]


def test_after_a_return_it_is_put_right_and_the_reason_is_told_until_the_next_step(cast: Cast) -> None:
    entry = approved(cast)
    entry = send_back(cast.scope("di"), entry, to="drafted", reason="表现写错了季度。", seen=entry.step)
    entry = mend(cast, entry, MENDED)
    assert task_notice(cast, "di", entry) == "di退回：表现写错了季度。"
    assert entry.fields == MENDED
    entry = move(cast, "di", entry, "approved", **FOUR)
    assert told_of(entry) == []
    assert entry.fields == {**MENDED, **FOUR}


def test_it_does_not_undo_what_was_handed_on(cast: Cast) -> None:
    entry = hand_on(cast.scope("di"), row(cast), to="BO", reason="分工", seen=0)
    entry = mend(cast, entry, {**MENDED, "responsible": "BO"})
    assert entry.doer == cast.person["bo"].subject
    assert entry.moves.last().fields == {"shown": MENDED["shown"]}  # type: ignore[union-attr]


def test_the_work_comes_to_whom_it_names(cast: Cast) -> None:
    entry = mend(cast, pledge(cast), {**PLEDGE, "member": "BEN"}, who="ann")
    assert entry.doer == cast.person["ben"].subject
    assert mend(cast, entry, {**PLEDGE, "member": ""}, who="ann").doer is None


def test_an_amendment_is_no_step_to_be_taken_back(cast: Cast) -> None:
    entry = take_back(cast.scope("di"), approved(cast), reason="看错了", seen=1)
    entry = mend(cast, entry, MENDED)
    assert not may_take_back(cast.scope("di"), entry)
    with pytest.raises(Refusal, match="只能撤回自己刚办的最后一步"):
        take_back(cast.scope("di"), entry, reason="再撤", seen=entry.step)
    entry = take_back(cast.scope("di"), move(cast, "di", entry, "approved", **FOUR), reason="看错了", seen=4)
    assert entry.fields == MENDED


def test_whose_words_it_holds_does_not_judge_it(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=APPROVED)
    entry = mend(cast, apply(cast), {**POST, "standard": "限时办结"}, who="eve")
    assert filers(entry) == {cast.user["ann"].pk, cast.user["eve"].pk}
    for who, told in (("eve", "更正的人不能自己审核"), ("ann", "登记（提出）的人不能自己审核")):
        with pytest.raises(Refusal, match=told):
            GUARDS["second-person"](cast.scope(who), entry, TODAY)
        with pytest.raises(Refusal, match="上一步是您办的"):
            GUARDS["other-than-last"](cast.scope(who), entry, TODAY)
    for guard in ("second-person", "other-than-last"):
        GUARDS[guard](cast.scope("wu"), entry, TODAY)


def test_a_list_names_the_fields_and_not_the_old_words(cast: Cast) -> None:
    entry = mend(cast, row(cast), {**MENDED, "goal": "按季听取"}, part="long")
    block = rulebook().entries["rectification-task"]
    assert (
        FieldWords(cast.scope("di"), block, [entry]).done(entry)
        == "2020年9月10日 更正，类别、问题表现、整改目标，di办理"
    )
    assert Move.objects.get(entry=entry).reason == ""


def test_nor_is_it_waited_for_whoever_amended_it_as_the_second_person(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=APPROVED)
    entry = apply(cast, who="eve")
    step = rulebook().entries["model-post"].stage_of("met").model_copy(update={"may": "record"})
    assert Near([(entry, [step])]).has(entry, step)
    entry = mend(cast, entry, {**POST, "standard": "限时办结"}, who="ann")  # nobody else records at the branch
    assert not Near([(entry, [step])]).has(entry, step)
