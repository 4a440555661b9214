"""The hard cases of the judging model: an institution file of examples, run as the packs' own examples are."""

from pathlib import Path
from typing import get_args

import pytest

from dengming.rulebook.blocks import Ballot, Check, Entry, EntryField, EntryStage
from dengming.rulebook.duties import Due, Duty, Match, Need, Term
from dengming.rulebook.examples import Example
from dengming.rulebook.library import Rulebook, load
from dengming.rulebook.words import Every, FactRole, Held, Measure, Place
from dengming.standing.examples import district_spans, failures, run

HERE = Path(__file__).parent
BLOCKS = (Duty, Term, Need, Match, Due, Entry, EntryField, EntryStage, Check, Ballot)
DISTRICT = HERE / "example-district.toml"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(HERE / "packs")


def test_every_hard_case_comes_out(rulebook: Rulebook) -> None:
    assert [f"{example.name}: {complaint}" for _, example, complaint in failures(rulebook, DISTRICT)] == []


def test_a_wrong_expectation_is_found(rulebook: Rulebook) -> None:
    example = rulebook.files[0].example[0]
    wrong = example.expect[0].model_copy(update={"state": "met"})
    broken: Example = example.model_copy(update={"expect": (wrong,)})
    assert list(run(rulebook, district_spans(DISTRICT), broken)) == ["state 应为 met，实为 overdue"]


@pytest.mark.parametrize("group", range(1, 14))
def test_each_of_the_thirteen_groups_has_its_cases(rulebook: Rulebook, group: int) -> None:
    names = [example.name for file in rulebook.files for example in file.example]
    assert [name for name in names if name.startswith(f"{group} ")]


def test_every_word_of_the_vocabulary_is_used(rulebook: Rulebook) -> None:
    said = rulebook.dump() + load().dump()
    words = {word for kind in (Every, Measure, Held, Place, FactRole) for word in get_args(kind)}
    assert sorted(word for word in words if f'"{word}"' not in said) == []
    keys = {field.alias or name for block in BLOCKS for name, field in block.model_fields.items()}
    assert sorted(key for key in keys if f'"{key}":' not in said) == []
