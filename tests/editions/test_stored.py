"""Editions that were stored by an earlier version stay readable: what was in force is asked about for years."""

import gzip
from pathlib import Path

import pytest
from pydantic import ValidationError

from dengming.rulebook.library import Rulebook
from dengming.rulebook.schema import Institution
from tests.shipped import rulebook

STORED = sorted(Path(__file__).parent.glob("stored-*.json.gz"))


@pytest.mark.parametrize("path", STORED, ids=lambda it: it.stem)
def test_an_edition_of_an_earlier_vocabulary_is_read(path: Path) -> None:
    found = Rulebook.parse(gzip.decompress(path.read_bytes()).decode())
    assert found.entries.keys() <= rulebook().entries.keys()
    assert {duty.id for file in found.files for duty in file.duty}


def test_a_word_that_was_replaced_says_the_nearest_today() -> None:
    found = Rulebook.parse(gzip.decompress(STORED[0].read_bytes()).decode())
    demands = {it.id: it for it in found.entries["member-development"].stage_of("introducers").demand}
    eligible = demands["rights"].eligible
    assert eligible is not None
    assert eligible.without == ("effect",)
    reviews = {it.id: it for it in found.entries["member-development"].stage_of("cultivated").demand}["reviews"].below
    assert reviews is not None
    assert reviews.every == "half-year"


def test_a_pack_that_is_written_today_is_read_strictly() -> None:
    with pytest.raises(ValidationError):
        Institution.model_validate({"id": "one", "name": "一项制度", "theme": "组织建设", "basis": [], "rights": True})
