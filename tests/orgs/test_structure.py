"""Structure notes by the thresholds of the regulations, and what lifts them."""

from datetime import date

import pytest

from dengming.orgs.actions import organisations
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.models import Unit
from dengming.orgs.particulars import Particulars
from dengming.orgs.structure import Note, notes, notes_of

from .conftest import ALL, START, TODAY, District


def fill(district: District, branch: str, formal: int, probationary: int = 0) -> None:
    wanted = [("member", formal), ("probationary", probationary)]
    people = [Particulars(f"党员{n}", status) for status, count in wanted for n in range(count)]
    enrol_all([NewMember(it, district.orgs[branch].pk, START) for it in people])


def note_codes(district: District, code: str, on: date = TODAY) -> set[str]:
    return {note.code for note in notes_of(district[code], on)}


@pytest.mark.parametrize(
    ("formal", "probationary", "expected"),
    [
        (2, 5, {"branch-too-small"}),
        (3, 0, set()),
        (6, 0, set()),
        (7, 0, {"committee-missing"}),
        (50, 0, {"committee-missing"}),
        (50, 1, {"committee-missing", "branch-too-large"}),
    ],
)
def test_a_branch_without_a_committee(district: District, formal: int, probationary: int, expected: set[str]) -> None:
    fill(district, "CZ2", formal, probationary)
    assert note_codes(district, "CZ2") == expected


@pytest.mark.parametrize(("formal", "expected"), [(6, {"committee-not-due"}), (7, set())])
def test_a_branch_with_a_committee(district: District, formal: int, expected: set[str]) -> None:
    fill(district, "CZ1", formal)
    assert note_codes(district, "CZ1") == expected


@pytest.mark.parametrize(("members", "expected"), [(99, {"party-committee-too-small"}), (100, set())])
def test_a_party_committee_counts_all_below(district: District, members: int, expected: set[str]) -> None:
    fill(district, "CZ1", 49)
    fill(district, "CZ2", members - 49)
    assert note_codes(district, "CZ") == expected
    organisations.approve(ALL, district["CZ"], approval="区工委〔2018〕2号")
    assert note_codes(district, "CZ") == set()


@pytest.mark.parametrize(
    ("members", "expected"),
    [(49, {"general-branch-too-small"}), (50, set()), (100, set()), (101, {"general-branch-too-large"})],
)
def test_a_general_branch_has_50_to_100(district: District, members: int, expected: set[str]) -> None:
    fill(district, "WL1", members)
    assert note_codes(district, "WL") == expected


def test_problem_nine_goes_by_departments_not_units(district: District) -> None:
    fill(district, "WL1", 60)
    assert note_codes(district, "WL") == set()  # 文旅局 and its museum: one department
    Unit.objects.filter(code="U3").update(department=None)
    (note,) = notes_of(district["WL"], TODAY)
    assert note.code == "across-departments"
    assert "区博物馆、区文旅局" in note.says
    organisations.approve(ALL, district["WL"], approval="区工委〔2018〕9号")
    assert note_codes(district, "WL") == set()


def test_a_temporary_branch_and_what_is_not_there_have_no_notes(district: District) -> None:
    organisations.set_condition(ALL, district["CZ2"], condition="temporary-branch", since=START)
    assert note_codes(district, "CZ2") == set()
    assert note_codes(district, "CZ1", date(2017, 1, 1)) == set()


def test_every_note_says_basis_and_cure(district: District) -> None:
    found = notes([district[code] for code in ("CZ", "CZ1", "CZ2", "WL")], TODAY)
    said: list[Note] = [note for rows in found.values() for note in rows]
    assert len(said) == 5
    assert all(note.says.endswith("。") and note.lifted_by.endswith("。") and note.basis for note in said)


def test_the_numbers_of_queries_do_not_grow_with_the_district(
    district: District, django_assert_max_num_queries: object
) -> None:
    fill(district, "CZ1", 20)
    organisations_ = [district[code] for code in district.orgs]
    notes(organisations_, TODAY)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        notes(organisations_, TODAY)
