"""What a register may not say: pasted, publicised, approved until a day, as a bare tree; what it must that gives."""

import pytest

from dengming.rulebook.checks import strange_gifts
from dengming.rulebook.faults import Fault
from dengming.rulebook.opening_checks import opened_people
from dengming.rulebook.references import dangling_references
from dengming.rulebook.register_checks import bare_trees, register_faults, strange_enclosures
from dengming.rulebook.registers import Entry
from tests.shipped import rulebook

RULEBOOK = rulebook()


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
    ("change", "place", "said"),
    [
        ({"one_per": None}, ".one_per", "没有写周期"),
        ({"issue_to": ("branch",)}, ".issue_to", "还不知道是哪个组织"),
    ],
)
def test_a_register_that_gives_a_role_says_for_how_long_and_is_begun_by_hand(
    change: dict[str, object], place: str, said: str
) -> None:
    block = RULEBOOK.entries["contact-point"]
    assert faults(block) == []
    (found,) = faults(block.model_copy(update=change))
    assert found.place == f"entry[contact-point]{place}"
    assert said in found.message


@pytest.mark.parametrize(
    ("stage", "gives", "said"),
    [
        ("held", {"at": "paper"}, "不是填组织的栏目"),
        ("held", {"paper": "reason"}, "不是填文件的栏目"),
        ("held", {"at": "new-place"}, "可能还没有填“new-place”"),
        ("changed", {"at": "place"}, "可能还没有填“place”"),
    ],
)
def test_the_place_of_a_role_is_known_when_it_is_given(stage: str, gives: dict[str, str], said: str) -> None:
    block = RULEBOOK.entries["contact-point"]
    changed = tuple(
        it.model_copy(update={"gives": it.gives.model_copy(update=gives)}) if it.id == stage and it.gives else it
        for it in block.stage
    )
    assert any(said in it.message for it in faults(block.model_copy(update={"stage": changed})))


def test_a_register_that_gives_a_role_comes_to_an_end() -> None:
    block = RULEBOOK.entries["contact-point"]
    endless = tuple(it.model_copy(update={"end": False}) for it in block.stage)
    assert any("没有办结的阶段" in it.message for it in faults(block.model_copy(update={"stage": endless})))


def test_only_contact_points_are_given_and_only_to_people() -> None:
    file = RULEBOOK.home_of["entry:contact-point"]
    assert list(strange_gifts(RULEBOOK, file)) == []
    block = RULEBOOK.entries["contact-point"]
    held = block.stage[0]
    assert held.gives
    post = held.model_copy(update={"gives": held.gives.model_copy(update={"role": "branch-secretary"})})
    changed = block.model_copy(update={"stage": (post, *block.stage[1:]), "owner": (*block.owner, "branch")})
    said = [it.message for it in strange_gifts(RULEBOOK, file.model_copy(update={"entry": (changed,)}))]
    assert said == ["台账不能给出“党支部书记”。", "身份只能给人。"]


def test_an_organisation_cannot_be_pasted() -> None:
    found = faults(RULEBOOK.entries["contact-point"].model_copy(update={"paste": True}))
    assert "栏目“place”要从组织里选，粘贴不了。" in [it.message for it in found]


@pytest.mark.parametrize(
    ("changes", "place", "message"),
    [
        ({"wait": "five days"}, ".stage[publicised].wait", "看不懂时长“five days”"),
        ({"inner": True}, ".stage[publicised].public", "不能同时公开"),
        ({"inner": True, "public": False, "to_members": True}, ".stage[publicised].to_members", "不能同时公开"),
    ],
)
def test_a_publicity_has_a_readable_time_and_is_seen(changes: dict[str, object], place: str, message: str) -> None:
    block = RULEBOOK.entries["model-post"]
    stages = tuple(it.model_copy(update=changes) if it.id == "publicised" else it for it in block.stage)
    (found,) = faults(block.model_copy(update={"stage": stages}))
    assert found.place == f"entry[model-post]{place}"
    assert message in found.message


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"inner": True}, "不能同时由党员认领"), ({}, "没有党员可以认领的下一步")],
)
def test_what_is_open_to_members_is_seen_and_can_be_taken(changes: dict[str, object], said: str) -> None:
    block = RULEBOOK.entries["member-pledge"]
    assert faults(block) == []
    first, taken = block.stage[0].model_copy(update=changes), block.stage[1]
    if not changes:
        taken = taken.model_copy(update={"may": "confirm"})
    (found,) = faults(block.model_copy(update={"stage": (first, taken, *block.stage[2:])}))
    assert found.place == "entry[member-pledge].stage[offered].open_to_members"
    assert said in found.message


def test_what_is_about_a_person_is_not_open_to_the_others() -> None:
    file, block = RULEBOOK.home_of["entry:member-pledge"], RULEBOOK.entries["member-pledge"]
    assert list(opened_people(RULEBOOK, file)) == []
    changed = block.model_copy(update={"owner": ("member",)})
    (found,) = opened_people(RULEBOOK, file.model_copy(update={"entry": (changed,)}))
    assert found.place == "entry[member-pledge].stage[offered].open_to_members"


def test_an_end_is_only_asked_of_what_needs_an_approval() -> None:
    (found,) = faults(RULEBOOK.entries["model-post"].model_copy(update={"permit": False}))
    assert found.place == "entry[model-post].permit_ends"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": False}, "不能再往下办"),
        ({"back": ("sent",)}, "也不能退回"),
        ({"needs": ()}, "收到的组织看不到原因"),
    ],
)
def test_what_withdraws_all_below_is_final_and_says_why(change: dict[str, object], said: str) -> None:
    block = RULEBOOK.entries["deployment"]
    assert faults(block) == []
    stages = tuple(it.model_copy(update=change) if it.id == "annulled" else it for it in block.stage)
    (found,) = faults(block.model_copy(update={"stage": stages}))
    assert found.place == "entry[deployment].stage[annulled].withdraws_below"
    assert said in found.message


@pytest.mark.parametrize(
    ("register", "change", "said"),
    [
        ("rectification-plan", {"encloses": "problem-claim"}, ["“问题认领”没有打印的清单。"]),
        ("rectification-plan", {"owner": ("branch",)}, ["“整改方案”和“整改任务”的责任主体不同。"]),
        ("rectification-task", {"encloses": "rectification-task"}, ["“整改任务”不打印成一张表，没有可以附清单的。"]),
    ],
)
def test_what_stands_behind_a_paper_is_lists_kept_for_the_same(
    register: str, change: dict[str, object], said: list[str]
) -> None:
    file = RULEBOOK.home_of[f"entry:{register}"]
    assert list(strange_enclosures(RULEBOOK, file)) == []
    entries = tuple(it.model_copy(update=change) if it.id == register else it for it in file.entry)
    found = list(strange_enclosures(RULEBOOK, file.model_copy(update={"entry": entries})))
    assert [it.message for it in found] == said
    assert {it.place for it in found} == {f"entry[{register}].encloses"}


def test_a_register_that_is_not_there_stands_behind_no_paper() -> None:
    file = RULEBOOK.home_of["entry:rectification-plan"]
    changed = [it.model_copy(update={"encloses": "rectification-tasks"}) if it.encloses else it for it in file.entry]
    found = list(dangling_references(RULEBOOK, file.model_copy(update={"entry": tuple(changed)})))
    assert [(it.place, it.message) for it in found] == [
        ("entry[rectification-plan].encloses", "没有名为“rectification-tasks”的台账。")
    ]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"type": "text"}, "entry[sanction].field[told]"),
        ({"not_before": "paper"}, "entry[sanction].field[told].not_before"),
    ],
)
def test_only_dates_are_past_or_follow_on_another(change: dict[str, object], place: str) -> None:
    block = RULEBOOK.entries["sanction"]
    assert faults(block) == []
    fields = tuple(it.model_copy(update=change) if it.id == "told" else it for it in block.field)
    assert [it.place for it in faults(block.model_copy(update={"field": fields}))] == [place]


@pytest.mark.parametrize(
    ("field", "change", "said"),
    [
        ("found", {"not_above": "every"}, "“every”和它不都是整数的栏目。"),
        ("found", {"type": "text", "not_above": "checked"}, "“checked”和它不都是整数的栏目。"),
        ("found", {"type": "text", "not_above": None, "most": 5}, "只有数才有最大的数。"),
    ],
)
def test_only_numbers_have_a_most_and_are_part_of_another(field: str, change: dict[str, object], said: str) -> None:
    block = RULEBOOK.entries["lost-contact-check"]
    assert faults(block) == []
    fields = tuple(it.model_copy(update=change) if it.id == field else it for it in block.field)
    assert [it.message for it in faults(block.model_copy(update={"field": fields}))] == [said]


def test_the_year_of_an_entry_is_asked_for_when_it_is_filed() -> None:
    block = RULEBOOK.entries["development-plan"]
    assert faults(block) == []
    for field in ("number", "approved-number"):
        (found,) = faults(block.model_copy(update={"of_year": field}))
        assert f"“{field}”不是登记时必填的年份" in found.message
