"""One thing held becomes rows for every kind, host and person; places come from the roster of the day."""

from dataclasses import dataclass, field

from dengming.facts.emission import Held, rows_of
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, FactRow

BRANCH, OTHER, ANN, BO = 1, 2, 11, 12


@dataclass
class Roster:
    homes: dict[int, set[int]] = field(default_factory=dict)
    contacts: dict[int, set[int]] = field(default_factory=dict)

    def home_of(self, person: int) -> set[int]:
        return self.homes.get(person, set())

    def contact_points_of(self, person: int) -> set[int]:
        return self.contacts.get(person, set())


AT_HOME = Roster({ANN: {BRANCH}, BO: {OTHER}}, {ANN: {OTHER}})


def rows(**changes: object) -> list[FactRow]:
    given = {"kinds": {"theme-day": []}, "hosts": [BRANCH], "about": 50, "happened": 50} | changes
    return rows_of(Held(**given), AT_HOME)  # type: ignore[arg-type]


def seen(found: list[FactRow], subject: int) -> set[tuple[int, int]]:
    return {(row.role, row.place) for row in found if row.subject == subject}


def test_each_host_gets_a_row_of_each_kind_and_part() -> None:
    found = rows(kinds={"theme-day": ["study"], "party-lecture": []}, hosts=[BRANCH, OTHER])
    assert {row.kind for row in found if row.subject == OTHER} == {
        "activity:theme-day",
        "activity:theme-day/study",
        "activity:party-lecture",
    }


def test_who_lectures_also_attends() -> None:
    found = rows(people={ANN: ["lecture"]})
    assert seen(found, ANN) == {(ROLE_CODES["lecture"], PLACE_CODES["own"]), (ROLE_CODES["attend"], PLACE_CODES["own"])}


def test_who_sits_in_or_is_absent_does_not_attend() -> None:
    assert seen(rows(people={ANN: ["observe"]}), ANN) == {(ROLE_CODES["observe"], PLACE_CODES["own"])}
    assert seen(rows(people={ANN: ["absent"]}), ANN) == {(ROLE_CODES["absent"], PLACE_CODES["own"])}


def test_a_joint_activity_is_at_home_and_at_the_contact_point() -> None:
    found = rows(hosts=[BRANCH, OTHER], people={ANN: ["attend"]})
    assert {place for _, place in seen(found, ANN)} == {PLACE_CODES["own"], PLACE_CODES["contact"]}


def test_another_branch_is_elsewhere() -> None:
    assert seen(rows(people={BO: ["attend"]}), BO) == {(ROLE_CODES["attend"], PLACE_CODES["elsewhere"])}


def test_reports_given_are_about_the_month_before() -> None:
    found = rows(people={ANN: ["attend"]}, reports={ANN: {"monthly-report": ["work"]}}, reports_about=20)
    reports = {(row.kind, row.about, row.happened) for row in found if row.kind.startswith("entry:")}
    assert reports == {("entry:monthly-report#filed", 20, 50), ("entry:monthly-report/work#filed", 20, 50)}


def test_a_proof_of_one_kind_stays_with_that_kind() -> None:
    found = rows(kinds={"theme-day": [], "seminar": []}, proofs=2, own_proofs={"seminar": 1})
    assert {row.kind: row.proofs for row in found} == {"activity:theme-day": 2, "activity:seminar": 3}
