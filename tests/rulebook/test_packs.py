"""The shipped packs: every file tells enough examples, and no key that decides a state can change unnoticed."""

from collections.abc import Iterator

import pytest

from dengming.rulebook.library import Rulebook
from dengming.rulebook.places import packs_root
from dengming.rulebook.relief import RELIEF_FROM, warnings
from dengming.rulebook.schema import Institution
from dengming.rulebook.terms import term_at
from dengming.standing.examples import SpanRow, district_spans, run
from tests.rulebook.mutants import changed, changes
from tests.shipped import rulebook

RULEBOOK = rulebook()
MISSED = ("overdue", "none", "grace", "late", "unowned")


@pytest.fixture(scope="module")
def ground() -> list[SpanRow]:
    return district_spans(packs_root() / "example-district.toml")


@pytest.mark.parametrize("file", RULEBOOK.files, ids=lambda file: file.id)
def test_a_file_has_three_examples_and_one_of_something_not_done(file: Institution) -> None:
    if not (file.duty or file.score):
        return  # a bulletin or a register of cases judges nothing by itself
    assert len(file.example) >= 3
    missed = [expected for example in file.example for expected in example.expect if expected.state in MISSED]
    warned = [it for example in file.example for it in example.expect_points if it.colour in ("yellow", "red")]
    assert missed or warned
    assert len({example.name for example in file.example}) == len(file.example)


@pytest.mark.mutation
@pytest.mark.parametrize("file", RULEBOOK.files, ids=lambda file: file.id)
def test_a_changed_key_is_caught_by_an_example(file: Institution, ground: list[SpanRow]) -> None:
    assert list(_unnoticed(file, ground)) == []


def _unnoticed(file: Institution, ground: list[SpanRow]) -> Iterator[str]:
    data = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for number, duty in enumerate(data.get("duty", [])):
        told = [it for other in RULEBOOK.files for it in other.example if duty["id"] in {e.duty for e in it.expect}]
        for change in changes(duty) if "tightens" not in duty else ():
            duties = [*data["duty"][:number], changed(duty, change), *data["duty"][number + 1 :]]
            rulebook = _with(Institution.model_validate(data | {"duty": duties}))
            if not any(complaint for example in told for complaint in run(rulebook, ground, example)):
                yield f"{duty['id']}: {change[0]}"


def _with(file: Institution) -> Rulebook:
    return Rulebook(RULEBOOK.packs, tuple(file if it.id == file.id else it for it in RULEBOOK.files))


def test_days_of_grace_are_always_a_local_parameter() -> None:
    terms = [(duty.id, term) for duty in RULEBOOK.duties.values() for term in duty.terms if not term.repeal]
    assert [name for name, term in terms if term.grace_days and "grace_days" not in term.local] == []


def test_nothing_that_the_relief_rules_restrict_is_left() -> None:
    assert warnings(RULEBOOK) == []


def test_what_relief_has_stopped_can_be_turned_on_again_and_names_its_document() -> None:
    stopped = [term for duty in RULEBOOK.duties.values() for term in duty.terms if term.repeal]
    assert len(stopped) >= 9
    assert all(term.revivable and term.document and term.note and term.since == RELIEF_FROM for term in stopped)


@pytest.mark.parametrize("clause", ["F02", "F03", "F04", "F05", "F06"])
def test_the_leading_bodies_duties_wait_for_their_owner(clause: str) -> None:
    found = [duty for duty in RULEBOOK.duties.values() if any(item.clause == clause for item in duty.basis)]
    assert found
    for term in (term_at(duty.terms, RELIEF_FROM.replace(year=2020)) for duty in found):
        assert term is not None
        assert (term.owner, term.proposed_owner) == ((), ("leading-body",))


@pytest.mark.parametrize("file", [file for file in RULEBOOK.files if file.pack == "district"], ids=lambda it: it.id)
def test_the_district_begins_with_the_year_of_the_speech(file: Institution) -> None:
    later = ("one-gathering", "hold-seminar-unpapered")  # what goes on in the place of what relief has stopped
    assert [d.id for d in file.duty if d.term[0].from_.year != 2020 and d.id not in later] == []
