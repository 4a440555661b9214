"""四查: ten planted faults are found and nothing else, in the district, a branch, a file; the structure is shown."""

import io
from datetime import date

import pytest

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions.actions import begin_use
from dengming.ledgers.actions import file_entry
from dengming.ledgers.materials import remove
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.reports.inspection import Inspected, export_inspection, inspect
from dengming.reports.reached import whole_reach
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, WAY, applied, papers, reviewed, stepped, vote, walked
from tests.ledgers.disciplining import officers, sanctioned
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db

PLANTED = {
    ("talked", "within"), ("talked", "talker"), ("talked", "papers"), ("cultivated", "reviews"),
    ("candidate", "publicised"), ("introducers", "two"), ("trained", "enough"),
    ("voted", "vote"), ("voted", "secret"), ("admitted", "within"),
}  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    cast = build()
    set_clock(date(2022, 3, 1))
    return cast


def faulty(cast: Cast) -> Entry:
    """A file from before the day of use, recorded as it was: ten of its steps do not agree with what is demanded."""
    begin_use(SYSTEM, since=date(2022, 1, 1))
    said: dict[str, tuple[date, dict[str, str]]] = {
        "talked": (date(2018, 4, 20), {"talker": "PEI"}),
        "candidate": (date(2020, 1, 6), {"publicised-from": "", "publicised-until": "", "publicity": ""}),
        "candidate-filed": (date(2020, 1, 8), {}),
        "introducers": (date(2020, 1, 9), {"introducer-2": "PEI"}),
        "trained": (date(2020, 4, 3), {"days": "2"}),
        "voted": (date(2020, 5, 29), vote("vote", secret="其他", **{"for": "4", "against": "3"})),
        "admitted": (date(2020, 9, 1), {}),
        "recorded": (date(2020, 9, 2), {}),
        "grouped": (date(2020, 9, 3), {}),
        "sworn": (date(2020, 9, 4), {}),
    }
    entry = applied(cast)
    for stage, on, fields in WAY:
        if stage == "cultivated":
            reviewed(entry, date(2019, 3, 1))
        papers(entry, stage)
        if stage == "talked":
            remove(SYSTEM, entry.materials.get(proof="dev-talk"))
        day, changed = said.get(stage, (on, {}))
        entry = stepped(entry, stage, day, {**fields, **changed})
        if stage == "sworn":
            return entry
    return entry


def checked(scope: Scope, cast: Cast, org: str = "") -> Inspected:
    organisations = [cast.org[org]] if org else whole_reach(scope)
    return inspect(scope, rulebook().entries[REGISTER], organisations)


def planted(made: Inspected) -> list[tuple[str, str]]:
    return [(it.finding.stage.id, it.finding.demand.id) for _, _, found in made.found for it in found]


def test_ten_planted_faults_are_found_and_nothing_else(cast: Cast) -> None:
    faulty(cast)
    made = checked(cast.scope("eve"), cast)
    assert sorted(planted(made)) == sorted(PLANTED)
    assert [(name, clause, len(found)) for name, clause, found in made.found] == [
        ("程序", "C15", 6), ("材料", "C16", 1), ("制度", "C17", 3),
    ]  # fmt: skip
    assert {it.finding.demand.institution for _, _, found in made.found for it in found} == {"", "公示", "票决"}
    assert planted(checked(cast.scope("eve"), cast, "C")) == []


def test_a_right_file_has_none(cast: Cast) -> None:
    walked(applied(cast), "archived")
    made = checked(cast.scope("eve"), cast)
    assert (made.cases, made.faults) == (1, 0)


def test_it_is_asked_of_what_the_actor_sees(cast: Cast) -> None:
    faulty(cast)
    assert checked(cast.scope("ann"), cast).faults == 10
    assert checked(cast.scope("charlie"), cast).cases == 0
    with pytest.raises(NotVisible):
        export_inspection(
            cast.scope("charlie"), io.BytesIO(), register=rulebook().entries[REGISTER], organisations=[cast.org["A"]]
        )


def test_the_structure_is_a_distribution_over_the_phases(cast: Cast) -> None:
    applied(cast, born=date(1999, 5, 4))
    made = checked(cast.scope("eve"), cast)
    ages = next(it for it in made.spreads if it.name == "年龄")
    assert list(made.phases)[:2] == ["入党申请人", "入党积极分子"]
    assert [(label, list(numbers)[:2]) for label, numbers in ages.rows] == [("25岁以下", [1, 0])]
    assert next(it for it in made.spreads if it.name == "学历").rows == [("没有登记", [1, 0, 0, 0, 0, 0])]


def test_this_years_admissions_stand_beside_the_approved_plan(cast: Cast) -> None:
    set_clock(date(2020, 9, 10))
    walked(applied(cast), "admitted")
    plan = file_entry(
        SYSTEM,
        cast.org["COMM"].subject,
        register="development-plan",
        happened=date(2020, 1, 10),
        fields={"number": "3", "year": "2020"},
    )
    (found,) = checked(cast.scope("eve"), cast).plans  # not approved yet
    assert (found.organisation.code, found.planned, found.reached) == ("COMM", None, 1)
    said = {"approved-number": "2", "paper": "机工委〔2020〕2号"}
    take(SYSTEM, plan, step=Step("approved", date(2020, 2, 1), said), seen=0)
    assert [(it.organisation.code, it.planned, it.reached) for it in checked(cast.scope("eve"), cast).plans] == [
        ("COMM", 2, 1)
    ]


def test_what_is_late_and_not_done_is_found_too(cast: Cast) -> None:
    entry = walked(applied(cast), "interviewed")
    (found,) = [it for _, _, group in checked(cast.scope("ann"), cast).found for it in group]
    said = "最晚应在2020年8月29日，到2022年3月1日还没有办"
    assert (found.entry, found.finding.stage.id, found.finding.said) == (entry, "admitted", said)


def test_a_half_year_without_a_review_is_found_before_the_step(cast: Cast) -> None:
    set_clock(date(2019, 7, 2))
    entry = walked(applied(cast), "contacts")
    (found,) = [it for _, _, group in checked(cast.scope("ann"), cast).found for it in group]
    assert found.finding.said == "2019年1月1日至2019年6月30日没有“培养考察”"
    reviewed(entry, date(2019, 6, 20))
    assert checked(cast.scope("ann"), cast).faults == 0


def test_nobody_learns_of_ones_own_sanction_by_a_check(cast: Cast) -> None:
    """Ann is named as 培养联系人, and checks her branch."""
    officers(cast)
    walked(applied(cast), "contacts", {"contacts": {"contact-1": "ANN"}})
    sanctioned(cast, decided=date(2022, 2, 1), who="ann")

    def told(who: str) -> list[str]:
        return [it.finding.said for _, _, group in checked(cast.scope(who), cast).found for it in group]

    assert not any("影响期" in it for it in told("ann"))
    assert any("有影响期内或者其他不符合的情形" in it for it in told("di"))
    assert any("警告影响期" in it for it in told("lin"))
