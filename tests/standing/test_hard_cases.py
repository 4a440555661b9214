"""The hard cases of the judging model: an institution file of examples, run as the packs' own examples are."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from dengming.rulebook.blocks import Ballot, Check
from dengming.rulebook.duties import Due, Duty, Match, Need, Term
from dengming.rulebook.examples import Example
from dengming.rulebook.library import Rulebook, load
from dengming.rulebook.places import packs_root
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import Entry, EntryStage
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


@pytest.mark.parametrize(
    ("told", "other"),
    [
        ({}, "met"),
        ({"attend": ["m1"]}, "overdue"),
        ({"attend": ["m1", "m3"]}, "met"),
        ({"attend": "m1", "absent": "m3"}, "overdue"),
    ],
)
def test_a_joint_activity_counts_for_hosts_whose_own_people_were_there(told: dict[str, object], other: str) -> None:
    """An example that names nobody does not ask."""
    held = {"activity": "theme-day", "host": ["b1", "b2"], "happened": date(2020, 5, 15), **told}
    expected = {"duty": "hold-theme-day", "period": "2020-05"}
    example = Example.model_validate(
        {
            "name": "两个支部联合开展",
            "on": date(2020, 6, 10),
            "facts": [held | {"proofs": ["minutes", "attendance"]}],
            "expect": [expected | {"subject": "b1", "state": "met"}, expected | {"subject": "b2", "state": other}],
        }
    )
    assert list(run(load(), district_spans(packs_root() / "example-district.toml"), example)) == []


def test_every_word_of_the_vocabulary_is_used(rulebook: Rulebook) -> None:
    said = rulebook.dump() + load().dump()
    words = {word for kind in (Every, Measure, Held, Place, FactRole) for word in get_args(kind)}
    assert sorted(word for word in words if f'"{word}"' not in said) == []
    keys = {field.alias or name for block in BLOCKS for name, field in block.model_fields.items()}
    assert sorted(key for key in keys if f'"{key}":' not in said) == []
