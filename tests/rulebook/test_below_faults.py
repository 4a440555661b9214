"""What a match of `below` may not say: for what is owed by period, of what is issued or lies elsewhere, for points."""

import pytest

from dengming.rulebook.below_checks import strange_below
from dengming.rulebook.duties import Match
from tests.shipped import rulebook

RULEBOOK = rulebook()
FILE = RULEBOOK.home_of["entry:problem-claim"]
BELOW = Match(below=("rectification-task",), stage="drafted")


def said_of(**changes: object) -> list[str]:
    """What is wrong once the duty to list what is claimed has been changed."""
    duty = next(it for it in FILE.duty if it.id == "list-what-is-claimed")
    changed = duty.model_copy(update={"term": (duty.term[0].model_copy(update=changes),)})
    return [it.message for it in strange_below(RULEBOOK, FILE.model_copy(update={"duty": (changed,)}))]


def test_it_is_for_a_case_and_what_the_owner_begins_under_it() -> None:
    assert said_of() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens": None}, "只用于逐件"),
        ({"counts": Match(below=("rectification-plan",))}, "“整改方案”不是接在“问题认领”之下"),
        ({"counts": Match(below=("problem-claim",)), "opens": Match(entry=("problem",))}, "由本组织自己登记的"),
        ({"opens": BELOW}, "不能用 below"),
    ],
)
def test_it_is_refused_where_it_could_never_be_met(changes: dict[str, object], words: str) -> None:
    assert any(words in it for it in said_of(**changes))


def test_it_gives_no_points() -> None:
    file = next(it for it in RULEBOOK.files if any(rule.counts for score in it.score for rule in score.rule))
    score = file.score[0]
    rule = next(it for it in score.rule if it.counts).model_copy(update={"counts": BELOW})
    changed = file.model_copy(update={"score": (score.model_copy(update={"rule": (rule,)}),)})
    assert [it.message for it in strange_below(RULEBOOK, changed)] == ["below 只用于逐件的应办，不能用来计分。"]
