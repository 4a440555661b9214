"""What a register may not say: together with `paste`, of a publicity, of an approval that ends, of a bare tree."""

import pytest

from dengming.rulebook.faults import Fault
from dengming.rulebook.library import load
from dengming.rulebook.register_checks import bare_trees, register_faults
from dengming.rulebook.registers import Entry

RULEBOOK = load()


def faults(entry: Entry) -> list[Fault]:
    return list(register_faults(RULEBOOK.home_of[f"entry:{entry.id}"], entry))


@pytest.mark.parametrize("register", ["problem-claim", "rectification-task"])
def test_what_lies_under_another_or_is_issued_takes_no_table(register: str) -> None:
    block = RULEBOOK.entries[register]
    assert faults(block) == []
    found = faults(block.model_copy(update={"paste": True}))
    assert [it.place for it in found] == [f"entry[{register}].paste"]
    assert "请删去 paste" in found[0].cure


def test_a_record_cannot_be_pasted() -> None:
    block = RULEBOOK.entries["member-pledge"]
    first = block.stage[0].model_copy(update={"asks": ("matter", "record")})
    found = faults(block.model_copy(update={"stage": (first, *block.stage[1:])}))
    assert [it.message for it in found] == ["栏目“record”要从记录里选，粘贴不了。"]


@pytest.mark.parametrize(("register", "wrong"), [("battle-task", False), ("battle-post-task", True), ("merit", True)])
def test_a_tree_needs_a_register_that_lies_under_it(register: str, wrong: bool) -> None:
    file = RULEBOOK.home_of[f"entry:{register}"]
    entries = [it.model_copy(update={"view": "tree"}) if it.id == register else it for it in file.entry]
    found = list(bare_trees(RULEBOOK, file.model_copy(update={"entry": tuple(entries)})))
    assert [it.place for it in found] == ([f"entry[{register}].view"] if wrong else [])


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"wait": "five days"}, ".stage[publicised].wait", "看不懂时长“five days”"),
        ({"inner": True}, ".stage[publicised].public", "不能同时公开"),
    ],
)
def test_a_publicity_has_a_readable_time_and_is_seen(changes: dict[str, object], place: str, message: str) -> None:
    block = RULEBOOK.entries["model-post"]
    stages = tuple(it.model_copy(update=changes) if it.id == "publicised" else it for it in block.stage)
    (found,) = faults(block.model_copy(update={"stage": stages}))
    assert found.place == f"entry[model-post]{place}"
    assert message in found.message


def test_an_end_is_only_asked_of_what_needs_an_approval() -> None:
    (found,) = faults(RULEBOOK.entries["model-post"].model_copy(update={"permit": False}))
    assert found.place == "entry[model-post].permit_ends"
