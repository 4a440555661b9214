"""A step at another organisation, and who moves there, name a field that is filled in by then; only people move."""

import pytest

from dengming.rulebook.day_checks import strange_days_above
from dengming.rulebook.demand_checks import strange_demands
from dengming.rulebook.register_checks import register_faults
from dengming.rulebook.register_parts import Becoming
from dengming.rulebook.whereabouts_checks import moved_organisations
from tests.shipped import rulebook

RULEBOOK = rulebook()
FILE = RULEBOOK.home_of["entry:membership-transfer"]
BLOCK = RULEBOOK.entries["membership-transfer"]


@pytest.mark.parametrize(
    ("stage", "change", "said"),
    [
        ("received", {"at": "outside"}, ["“outside”不是填组织的栏目。"]),
        ("received", {"moves_to": "letter"}, ["“letter”不是填组织的栏目。"]),
        ("requested", {"at": "to"}, ["第一步还不知道是哪个组织。"]),
        ("lettered", {"needs": ()}, ["从“已开介绍信（系统内）”办这一步时可能还没有填“to”。"] * 3),
        ("received", {"becomes": Becoming()}, ["一步不能同时改人员类别和所在支部。"]),
    ],
)
def test_the_organisation_is_known_by_then(stage: str, change: dict[str, object], said: list[str]) -> None:
    assert list(register_faults(FILE, BLOCK)) == []
    stages = tuple(it.model_copy(update=change) if it.id == stage else it for it in BLOCK.stage)
    found = [it.message for it in register_faults(FILE, BLOCK.model_copy(update={"stage": stages}))]
    assert found == said


def test_what_is_held_elsewhere_is_not_required() -> None:
    fields = tuple(it.model_copy(update={"required": True}) if it.held_in else it for it in BLOCK.field)
    (found,) = register_faults(FILE, BLOCK.model_copy(update={"field": fields}))
    assert (found.place, found.message) == (
        "entry[membership-transfer].field[letter].held_in",
        "别的系统里已有的，不能要求再填一遍。",
    )


def test_only_people_move() -> None:
    assert list(moved_organisations(RULEBOOK, FILE)) == []
    changed = BLOCK.model_copy(update={"owner": ("member", "branch")})
    (found,) = moved_organisations(RULEBOOK, FILE.model_copy(update={"entry": (changed,)}))
    assert found.message == "组织关系只有人才能转接。"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"different": "ways"}, ["“查找情况”没有栏目“ways”。"]),
        ({"saying": {"outcome": ("没有联系上",)}}, ["“查找情况”没有栏目“outcome”。"]),
        ({"saying": {"result": ("没有找到",)}}, ["“查找情况”的“结果”选不到“没有找到”。"]),
        ({"instead": "found"}, ["从“失联待查”不能办“found”。"]),
        ({"saying": {}}, ["instead 要和 saying 一起写。"]),
        ({"within": "6 months", "each": "year"}, ["within 不能和 every、each 一起写。"]),
    ],
)
def test_what_is_asked_of_it_is_what_lies_below_can_say(change: dict[str, object], said: list[str]) -> None:
    file, block = RULEBOOK.home_of["entry:lost-contact"], RULEBOOK.entries["lost-contact"]
    assert list(strange_demands(RULEBOOK, file)) == []
    stage = block.stage_of("suspended")
    attempts = stage.demand[1]
    assert attempts.below
    below = attempts.below.model_copy(update=change)
    demand = (stage.demand[0], attempts.model_copy(update={"below": below}))
    stages = tuple(it.model_copy(update={"demand": demand}) if it == stage else it for it in block.stage)
    changed = file.model_copy(update={"entry": (block.model_copy(update={"stage": stages}),)})
    assert [it.message for it in strange_demands(RULEBOOK, changed)] == said


@pytest.mark.parametrize("after", ["last-seen", "situation"])
def test_the_day_after_which_it_is_done_is_a_date_of_what_lies_above(after: str) -> None:
    file, block = RULEBOOK.home_of["entry:contact-attempt"], RULEBOOK.entries["contact-attempt"]
    assert list(strange_days_above(RULEBOOK, file)) == []
    changed = block.model_copy(update={"under": (block.under[0].model_copy(update={"after": after}),)})
    (found,) = strange_days_above(RULEBOOK, file.model_copy(update={"entry": (changed,)}))
    assert found.message == f"“{after}”不是“失联党员”里填日期的栏目。"
