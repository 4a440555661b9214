"""A duty's numbers adjusted by the committee: from a first day on, by a paper; never looser than an article."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dengming.accounts.models import Line
from dengming.editions import actions, clock
from dengming.editions.models import Edition
from dengming.editions.queries import rules
from dengming.editions.rules import Parameters
from dengming.editions.tuning_duties import TunedDuty, checked, tuned_duty
from dengming.refusal import Refusal
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import term_at
from dengming.standing.queries import AsOf, standings
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.records import writing
from tests.rulebook.test_tightening import NATIONAL, merged
from tests.shipped import rulebook

pytestmark = pytest.mark.whole  # slow for what one part does

DUTY, LEAST = "hold-theme-day", "at_least.hold-theme-day"
CHANGE = TunedDuty(date(2020, 10, 1), "区直工委发〔2020〕9号", "month", {LEAST: 2, "grace_days": 8, "due.day": 25})
STOPPING = "hold-branch-activity-day"
"""Owed each month from 2020, stopped by the relief rules on 2024-08-06."""


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def duty(name: str = DUTY, known: int | None = None) -> PlainDuty:
    found = rules(known).duty(name)
    assert found is not None
    return found


def numbers(found: PlainDuty, on: date) -> tuple[float, int, int | None]:
    term = term_at(found.terms, on)
    assert term is not None
    return term.needs[0].at_least, term.grace_days, term.due.day


def tune(change: TunedDuty = CHANGE, name: str = DUTY) -> None:
    actions.tune_duty(SYSTEM, duty=name, change=change)


def test_it_holds_from_its_day_on_and_not_before(cast: Cast) -> None:
    tune()
    assert numbers(duty(), date(2020, 9, 30)) == (1, 5, None)
    assert numbers(duty(), date(2020, 10, 1)) == (2, 8, 25)
    assert Line.objects.get(action="duty.tuned").note == json.dumps(
        CHANGE.dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def test_states_follow_it_and_answers_given_before_stay(cast: Cast) -> None:
    known = clock.moment()
    set_clock(hour=11)
    tune(replace(CHANGE, numbers={LEAST: 2}))
    set_clock(date(2020, 11, 20))
    for on in (date(2020, 9, 4), date(2020, 10, 9)):
        writing.confirmed(cast, "theme-day", on=on)
    asked = AsOf(date(2020, 11, 20), clock.moment())
    found = {it.period: it.state for it in standings(cast.scope("ann"), asked) if it.duty.id == DUTY}
    assert (found["2020-09"], found["2020-10"]) == ("met", "overdue")
    assert numbers(duty(known=known), date(2020, 10, 1)) == (1, 5, None)


def test_the_term_says_its_paper_and_keeps_its_sources(cast: Cast) -> None:
    tune()
    before, after = term_at(duty().terms, date(2020, 9, 30)), term_at(duty().terms, date(2020, 10, 1))
    assert before is not None
    assert after is not None
    assert (before.until, after.document) == (CHANGE.since, CHANGE.document)
    assert {"at_least", "due"} <= set(after.local) - set(before.local)
    assert set(before.basis or duty().basis) < set(after.basis)
    assert CHANGE.document in (after.basis[-1].local or "")


def test_a_later_one_goes_on_from_the_one_before(cast: Cast) -> None:
    tune()
    tune(TunedDuty(date(2020, 12, 1), "10号", "month", {LEAST: 1, "grace_days": 8, "due.day": 25}))
    assert numbers(duty(), date(2020, 11, 30)) == (2, 8, 25)
    assert numbers(duty(), date(2020, 12, 1)) == (1, 8, 25)
    last = term_at(duty().terms, date(2020, 12, 1))
    assert last is not None
    assert last.document == "区直工委发〔2020〕9号；10号"


def test_another_on_the_same_day_takes_its_place(cast: Cast) -> None:
    tune()
    tune(replace(CHANGE, numbers={"grace_days": 3}))
    assert numbers(duty(), date(2020, 10, 1)) == (1, 3, None)


def test_a_repeal_ends_it_and_a_revival_brings_it_back(cast: Cast) -> None:
    tune(TunedDuty(date(2021, 1, 1), "9号", "month", {f"at_least.{STOPPING}": 2}), STOPPING)
    assert numbers(duty(STOPPING), date(2024, 8, 1))[0] == 2
    assert [term.repeal for term in duty(STOPPING).terms] == [False, False, True]
    actions.revive(SYSTEM, duty_id=STOPPING, since=date(2025, 1, 1), document="11号")
    assert [term.repeal for term in duty(STOPPING).terms] == [False, False, True, False]
    assert numbers(duty(STOPPING), date(2025, 1, 1))[0] == 2


def test_it_survives_its_stored_form_and_new_packs(cast: Cast) -> None:
    parameters = Parameters(tuned_duties={DUTY: (CHANGE,)})
    assert Parameters.parse(parameters.dump()) == parameters
    tune()
    set_clock(hour=11)
    actions.install(SYSTEM, rulebook=rulebook())
    assert numbers(duty(), date(2020, 10, 1)) == (2, 8, 25)


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        (DUTY, replace(CHANGE, since=date(2020, 9, 1)), "已经过去"),
        (DUTY, replace(CHANGE, since=date(2020, 10, 8)), "周期的中间：请填周期的第一天，如 2020-11-01"),
        (DUTY, replace(CHANGE, document=" "), "没有填写依据文号"),
        (DUTY, replace(CHANGE, numbers={LEAST: 1, "grace_days": 5, "due.day": None}), "没有要调整的"),
        (DUTY, replace(CHANGE, numbers={LEAST: 1.5}), "请填整数"),
        (DUTY, replace(CHANGE, numbers={LEAST: 0}), "要大于 0"),
        (DUTY, replace(CHANGE, numbers={"grace_days": -1}), "在 0 和 366 之间"),
        (DUTY, replace(CHANGE, numbers={"grace_days": 10**9}), "在 0 和 366 之间"),
        (DUTY, replace(CHANGE, numbers={"due.day": 32}), "在 1 和 31 之间"),
        (STOPPING, replace(CHANGE, since=date(2024, 9, 1)), "不作要求"),
        ("sign-responsibility-agreement", CHANGE, "只办一次"),
        ("nothing", CHANGE, "没有名为“nothing”"),
        (
            "hours-member",
            TunedDuty(date(2021, 1, 1), "9号", "year", {"at_least.hours-member": 24}),
            r"《.+》第.+条的要求只能更严、不能放宽：次数（数量）只能更多，不能由 32 改为 24",
        ),
        (
            "have-heart-talk",
            TunedDuty(date(2021, 1, 1), "9号", "year", {"grace_days": 10}),
            "宽限天数只能更少，不能由 0 改为 10",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_saved(cast: Cast, name: str, change: TunedDuty, sentence: str) -> None:
    before = Edition.objects.count(), Line.objects.count()
    with pytest.raises(Refusal, match=sentence):
        tune(change, name)
    assert (Edition.objects.count(), Line.objects.count()) == before


def test_a_later_one_is_not_overtaken(cast: Cast) -> None:
    tune()
    set_clock(date(2020, 9, 20))
    tune(TunedDuty(date(2021, 1, 1), "10号", "month", {"grace_days": 3}))
    with pytest.raises(Refusal, match="请填更晚的日期"):
        tune(TunedDuty(date(2020, 12, 1), "11号", "month", {"grace_days": 1}))


def test_what_the_district_asks_more_may_be_taken_back_but_not_below_the_nation(tmp_path: Path) -> None:
    national = NATIONAL.replace("  from = 2020-01-01", "  from = 2020-01-01\n  at_least = 2")
    found = merged(tmp_path, 'at_least = 3\nlocal = ["at_least"]', national)
    change = TunedDuty(date(2022, 1, 1), "9号", "quarter", {"at_least.hold-walk": 2})
    assert numbers(tuned_duty(found, [checked(found, [], change)]), date(2022, 1, 1))[0] == 2
    with pytest.raises(Refusal, match="不能由 2 改为 1"):
        checked(found, [], replace(change, numbers={"at_least.hold-walk": 1}))


def test_a_later_term_of_the_pack_that_is_stricter_wins(tmp_path: Path) -> None:
    later = "\n  [[duty.term]]\n  from = 2023-01-01\n  at_least = 4\n  local = []"
    found = merged(tmp_path, "", NATIONAL.replace("  from = 2020-01-01", f"  from = 2020-01-01{later}"))
    tuned = tuned_duty(found, [TunedDuty(date(2022, 1, 1), "9号", "quarter", {"at_least.hold-walk": 2})])
    assert [numbers(tuned, date(year, 1, 1))[0] for year in (2021, 2022, 2023)] == [1, 2, 4]


def test_numbers_meant_for_another_period_end_with_it(tmp_path: Path) -> None:
    later = '\n  [[duty.term]]\n  from = 2023-01-01\n  every = "year"'
    found = merged(tmp_path, "", NATIONAL.replace("  from = 2020-01-01", f"  from = 2020-01-01{later}"))
    tuned = tuned_duty(found, [TunedDuty(date(2022, 1, 1), "9号", "quarter", {"at_least.hold-walk": 2})])
    assert numbers(tuned, date(2023, 1, 1))[0] == 1
    assert tuned.terms[-1].since == date(2023, 1, 1)
