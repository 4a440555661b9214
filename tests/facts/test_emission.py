"""One thing held becomes rows for every kind, host and person; places come from the roster of the day."""

from dataclasses import dataclass, field

from dengming.facts.emission import Held, own_people, rows_of
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, UNATTENDED, FactRow

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


def joint(people: dict[int, list[str]], own: dict[str, dict[int, list[int]]]) -> dict[tuple[int, str], tuple[int, int]]:
    """(host, kind) → (role, proofs) of a joint theme day and seminar."""
    found = rows(kinds={"theme-day": ["study"], "seminar": []}, hosts=[BRANCH, OTHER], proofs=6, people=people, own=own)
    return {(row.subject, row.kind): (row.role, row.proofs) for row in found if row.subject in (BRANCH, OTHER)}


def test_a_host_whose_own_people_were_not_there_shows_nothing() -> None:
    asked = {BRANCH: [ANN], OTHER: [BO]}
    found = joint({ANN: ["attend"], BO: ["absent"]}, {"theme-day": asked})
    host, unattended = (ROLE_CODES["host"], 6), (UNATTENDED, 0)
    assert found[BRANCH, "activity:theme-day"] == host
    assert found[OTHER, "activity:theme-day"] == found[OTHER, "activity:theme-day/study"] == unattended
    assert found[OTHER, "activity:seminar"] == host  # a kind that asks for nobody


def test_who_lectures_is_there_for_the_own_branch() -> None:
    found = joint({BO: ["lecture"]}, {"theme-day": {OTHER: [BO]}, "seminar": {OTHER: [BO]}})
    assert {role for role, _ in found.values()} == {ROLE_CODES["host"]}


def test_where_it_is_not_told_who_belongs_where_the_roster_says_so() -> None:
    held = Held({"theme-day": []}, [BRANCH, OTHER], 50, 50, people={ANN: ["attend"]})
    assert own_people(held, ["theme-day"], AT_HOME) == {"theme-day": {BRANCH: [ANN], OTHER: []}}
    assert own_people(Held({"theme-day": []}, [BRANCH, OTHER], 50, 50), ["theme-day"], AT_HOME) == {}
    assert own_people(Held({"theme-day": []}, [BRANCH], 50, 50, people={BO: ["attend"]}), ["theme-day"], AT_HOME) == {}
