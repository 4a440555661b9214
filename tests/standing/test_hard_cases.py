"""The hard cases of the judging model: an institution file of examples, run as the packs' own examples are."""

from pathlib import Path

import pytest

from dengming.rulebook.examples import Example
from dengming.rulebook.library import Rulebook, load
from dengming.standing.examples import district_spans, failures, run

HERE = Path(__file__).parent
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
