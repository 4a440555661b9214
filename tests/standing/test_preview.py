"""What a record would count for, before it is saved: duties met, what is missing, for whom."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dengming.calendar.days import day_of
from dengming.calendar.workdays import packaged_table
from dengming.editions.rules import Parameters, Rules
from dengming.facts.emission import Held, rows_of
from dengming.rulebook.library import load
from dengming.standing.preview import Counted, preview

BRANCH, OTHER, SECRETARY, MEMBER = 1, 2, 11, 12
ROLES: Mapping[int, Collection[str]] = {
    BRANCH: {"branch"},
    OTHER: {"branch"},
    SECRETARY: {"member", "branch-secretary", "leading-cadre"},
    MEMBER: {"member"},
}
EVERYTHING = ("plan", "minutes", "attendance", "speeches")


class Roster:
    """Both people belong to the branch; the secretary is the contact of the other one."""

    def home_of(self, person: int) -> set[int]:
        return {BRANCH}

    def contact_points_of(self, person: int) -> set[int]:
        return {OTHER} if person == SECRETARY else set()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(load(Path(__file__).parent / "packs"), packaged_table(), Parameters())


def counted(rules: Rules, *kinds: str, proofs: Collection[str] = EVERYTHING, **changes: Any) -> dict[str, Counted]:
    """The preview of a record of 15 May 2020, by duty and need."""
    day = day_of(date(2020, 5, 15))
    mask = sum(rules.rulebook.proofs[name].mask for name in proofs)
    held = Held(kinds={kind: () for kind in kinds}, hosts=[BRANCH], about=day, happened=day, proofs=mask)
    found = preview(rules, rows_of(replace(held, **changes), Roster()), lambda subject: ROLES[subject])
    return {f"{item.duty.id}/{item.need.id}": item for item in found}


def test_one_record_counts_for_every_kind_it_is(rules: Rules) -> None:
    people = {SECRETARY: ["attend", "lecture"], MEMBER: ["attend"]}
    found = counted(rules, "theme-day", "party-lecture", "seminar", people=people, quantity=200)
    assert found["seminar-quarterly/seminar-quarterly"].met == (BRANCH,)
    assert found["seminar-quarterly/seminar-quarterly"].period == "2020-Q2"
    assert found["secretary-lectures/own"].met == (SECRETARY,)
    assert found["hours-member/hours-member"].met == (MEMBER,)
    assert found["one-gathering-two-reports/gathering"].met == (SECRETARY,)


def test_what_is_missing_is_named(rules: Rules) -> None:
    found = counted(rules, "seminar", proofs=["plan", "minutes", "attendance"])
    item = found["seminar-quarterly/seminar-quarterly"]
    assert not item.met
    assert [(short.subjects, short.lacks) for short in item.short] == [((BRANCH,), "缺交流发言材料")]


def test_nobody_lectured(rules: Rules) -> None:
    found = counted(rules, "party-lecture", people={SECRETARY: ["attend"], MEMBER: ["attend"]})
    assert [short.lacks for short in found["secretary-lectures/own"].short] == ["没有填讲课人"]


def test_somebody_else_lectured(rules: Rules) -> None:
    found = counted(rules, "party-lecture", people={SECRETARY: ["attend"], MEMBER: ["lecture"]})
    assert "secretary-lectures/own" not in found


def test_a_lecture_at_the_contact_point_is_not_reproached_with_the_own_branch(rules: Rules) -> None:
    found = counted(rules, "party-lecture", hosts=[OTHER], people={SECRETARY: ["lecture"]})
    assert found["secretary-lectures/contact"].met == (SECRETARY,)
    assert "secretary-lectures/own" not in found
    assert found["one-gathering-two-reports/gathering"].short[0].lacks == "不在所在支部"


def test_sitting_in_is_told_and_absence_is_not(rules: Rules) -> None:
    found = counted(rules, "theme-day", people={SECRETARY: ["observe"], MEMBER: ["absent"]}, quantity=200)
    assert found["one-gathering-two-reports/gathering"].short[0].lacks == "列席不算参加"
    assert "hours-member/hours-member" not in found


def test_hours_left_empty(rules: Rules) -> None:
    found = counted(rules, "theme-day", people={MEMBER: ["attend"]})
    assert found["hours-member/hours-member"].short[0].lacks == "没有填学时"


def test_reports_about_last_month_answer_this_month(rules: Rules) -> None:
    reports: dict[str, Any] = {
        "reports": {SECRETARY: {"monthly-report": ["work"]}},
        "reports_about": day_of(date(2020, 4, 30)),
    }
    found = counted(rules, "theme-day", people={SECRETARY: ["attend"]}, **reports)
    item = found["one-gathering-two-reports/work-report"]
    assert (item.met, item.period) == ((SECRETARY,), "2020-05")
    assert "one-gathering-two-reports/matters-report" not in found


def test_a_make_up_counts_for_its_period_and_is_late(rules: Rules) -> None:
    found = counted(rules, "branch-meeting", about=day_of(date(2020, 3, 31)))
    item = found["hold-branch-meeting/hold-branch-meeting"]
    assert (item.period, item.late) == ("2020-Q1", True)


def test_nothing_to_show(rules: Rules) -> None:
    assert preview(rules, [], lambda subject: ()) == []


def test_a_joint_host_without_own_people_is_told_so(rules: Rules) -> None:
    given: dict[str, Any] = {"hosts": [BRANCH, OTHER], "people": {MEMBER: ["attend"]}}
    found = counted(rules, "seminar", own={"seminar": {BRANCH: [MEMBER], OTHER: [99]}}, **given)
    item = found["seminar-quarterly/seminar-quarterly"]
    assert item.met == (BRANCH,)
    assert [(short.subjects, short.lacks) for short in item.short] == [((OTHER,), "缺该支部参加人员")]
