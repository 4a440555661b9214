"""What the agreement of a register may not say; and that a promise covers no clause."""

from typing import Any

import pytest

from dengming.rulebook.coverage import covered_by
from dengming.rulebook.library import Rulebook
from dengming.rulebook.references import dangling_references
from dengming.rulebook.register_checks import register_faults
from dengming.rulebook.registers import Entry
from tests.shipped import rulebook

RULEBOOK = rulebook()
BLOCK = RULEBOOK.entries["responsibility-agreement"]


def changed(**said: Any) -> Entry:
    """The register with other words in its agreement."""
    assert BLOCK.agreement is not None
    return BLOCK.model_copy(update={"agreement": BLOCK.agreement.model_copy(update=said)})


def told(entry: Entry) -> list[tuple[str, str, str]]:
    home = RULEBOOK.home_of[f"entry:{BLOCK.id}"]
    start = len(f"entry[{BLOCK.id}]")
    return [(it.place[start:], it.message, it.cure) for it in register_faults(home, entry)]


def test_the_shipped_one_has_none() -> None:
    assert told(BLOCK) == []


@pytest.mark.parametrize(
    ("said", "place", "message", "cure"),
    [
        ({"first": "counterpar"}, "first", "没有栏目“counterpar”。", "counterpart"),
        ({"year": "counterpart"}, "year", "栏目“counterpart”的 type 不对。", "year"),
        ({"said": "sealed"}, "said", "栏目“sealed”的 type 不对。", "long"),
        ({"firm": "sign"}, "firm", "没有阶段“sign”。", "signed"),
        ({"compared": "audited"}, "compared", "没有阶段“audited”。", "checked"),
        ({"proposed": {"leading-body": "区委"}}, "proposed", "“committee”只写在 issue_to 或 proposed 的一处。", "同样"),
    ],
)
def test_what_it_names_is_there_and_of_the_right_sort(
    said: dict[str, Any], place: str, message: str, cure: str
) -> None:
    found = told(changed(**said))
    assert found[0][:2] == (f".agreement.{place}", message)
    assert cure in found[0][2]


def test_an_item_is_named_once() -> None:
    assert BLOCK.agreement is not None
    items = BLOCK.agreement.item
    assert told(changed(item=(*items, items[0])))[0][:2] == (".agreement.item", "项目“study-monthly”写了两次。")


def test_a_register_that_never_ends_holds_no_agreements() -> None:
    stages = tuple(it.model_copy(update={"end": False}) for it in BLOCK.stage)
    found = told(BLOCK.model_copy(update={"stage": stages}))
    assert [it[:2] for it in found] == [(".agreement", "只有逐件办理、有办结阶段的台账才能是责任书。")]


def test_an_item_names_a_duty_that_there_is() -> None:
    assert BLOCK.agreement is not None
    first = BLOCK.agreement.item[0].model_copy(update={"duties": ("study-party-building-monthy",)})
    home = RULEBOOK.home_of[f"entry:{BLOCK.id}"]
    entries = tuple(changed(item=(first,)) if it.id == BLOCK.id else it for it in home.entry)
    found = list(dangling_references(RULEBOOK, home.model_copy(update={"entry": entries})))
    assert [it.place for it in found] == [f"entry[{BLOCK.id}].agreement.item[study-monthly]"]
    assert "study-party-building-monthly" in found[0].cure


def test_a_promise_covers_no_clause() -> None:
    assert "duty:study-party-building-monthly" in covered_by(RULEBOOK)["F03"]
    for clause in ("F03", "F07", "F08"):
        assert f"entry:{BLOCK.id}" not in covered_by(RULEBOOK).get(clause, [])


def test_a_stored_edition_keeps_the_agreement() -> None:
    assert Rulebook.parse(RULEBOOK.dump()).entries[BLOCK.id] == BLOCK
