"""What may not be said of the demands of a step: fields that are not there or of another type, times that none are."""

from typing import Any

import pytest

from dengming.rulebook.demand_checks import strange_demands
from dengming.rulebook.demands import Dated, Demand, Time
from dengming.rulebook.faults import Fault
from dengming.rulebook.library import load
from dengming.rulebook.register_checks import register_faults

RULEBOOK = load()
BLOCK = RULEBOOK.entries["member-development"]
FILE = RULEBOOK.home_of["entry:member-development"]
BASIS = {"basis": [{"practice": "例子"}]}


def faults(stage: str, **kind: Any) -> list[Fault]:
    """Those of the register with that one demand at the stage."""
    demand = Demand.model_validate({"id": "one", "name": "一条要求", **BASIS, **kind})
    stages = (it.model_copy(update={"demand": (demand,)}) if it.id == stage else it for it in BLOCK.stage)
    return list(register_faults(FILE, BLOCK.model_copy(update={"stage": tuple(stages)})))


def dated(name: str, **time: str) -> Dated:
    return Dated(field=name, by=(Time(time="1 year", since="voted"), Time(**{"time": "1 day", **time})))


def test_the_register_has_no_fault() -> None:
    assert list(register_faults(FILE, BLOCK)) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (dated("full"), "没有栏目“full”"),
        (dated("reason"), "栏目“reason”的类型不对"),
        (dated("full-since", field="reason"), "栏目“reason”的类型不对"),
        (dated("full-since", since="elected"), "没有阶段“elected”"),
        (dated("full-since", time="a day"), "看不懂时长“a day”"),
    ],
)
def test_a_date_that_follows_is_in_a_field_and_counts_from_what_there_is(asked: Dated, said: str) -> None:
    (found,) = faults("confirmed", dated=asked.model_dump(exclude_none=True))
    assert (found.place, said in found.message) == ("entry[member-development].stage[confirmed].demand[one]", True)


def test_what_is_to_be_said_can_be_chosen() -> None:
    (found,) = faults("candidate-filed", says={"reply": ["备案", "批准"]})
    assert "栏目“reply”选不到“批准”" in found.message


def test_what_is_to_be_said_must_be_said() -> None:
    (found,) = faults("candidate", says={"publicity": "不影响"})  # without the demand that asks for it
    assert "栏目“publicity”可以不填" in found.message


def test_longer_with_a_reason_says_how_long_and_where_the_reason_stands() -> None:
    with pytest.raises(ValueError, match="reason 和 longest 要一起写"):
        faults("admitted", within={"time": "3 months", "reason": "late-reason"})
    asked = {"time": "3 months", "reason": "why", "longest": "half a year"}
    assert [it.message.split("：")[0] for it in faults("admitted", within=asked)] == [
        "没有栏目“why”。",
        "看不懂时长“half a year”",
    ]


def test_a_plan_is_that_of_the_check() -> None:
    assert faults("admitted", planned=True) == []
    bare = BLOCK.model_copy(update={"inspection": None})
    told = [it.message.split("。")[0] for it in register_faults(FILE, bare)]
    assert told == ["这本台账没有写按哪个计划、计入哪个阶段"] * 2


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("membership-transfers", "没有名为“membership-transfers”的台账。"),
        ("member-development", "“发展党员”不能写在 no_open 里。"),
        ("lost-contact-check", "“失联党员排查”不能写在 no_open 里。"),
        ("sanction", "不能写在 no_open 里。"),  # who may not know of it would be told
    ],
)
def test_what_runs_beside_is_another_register_of_cases_that_everybody_may_know_of(register: str, said: str) -> None:
    assert RULEBOOK.entries["sanction"].restricted
    demand = Demand.model_validate({"id": "one", "name": "一条要求", **BASIS, "no_open": register, "warns": True})
    stages = (BLOCK.stage[0].model_copy(update={"demand": (demand,)}), *BLOCK.stage[1:])
    entries = (it.model_copy(update={"stage": stages}) if it.id == BLOCK.id else it for it in FILE.entry)
    (found,) = strange_demands(RULEBOOK, FILE.model_copy(update={"entry": tuple(entries)}))
    assert said in found.message


def test_what_runs_beside_only_warns() -> None:
    with pytest.raises(ValueError, match="no_open 只能提醒"):
        Demand.model_validate({"id": "one", "name": "一条要求", **BASIS, "no_open": "lost-contact"})


def test_what_is_to_be_done_instead_is_a_step_from_the_same_stage_and_follows_on_what_was_said() -> None:
    (found,) = faults("reviewed", says={"political": "合格"}, instead="cancelled")
    assert "从“第9步 确定入党介绍人”不能办“cancelled”" in found.message
    assert not faults("reviewed", says={"political": "合格"}, instead=[])
    with pytest.raises(ValueError, match="instead 只和 says、vote 一起写"):
        faults("reviewed", needs="political", instead="stopped")
