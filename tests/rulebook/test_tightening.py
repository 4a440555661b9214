"""A district duty may tighten a national one; the merge is one plain duty that takes the strictest of both."""

from datetime import date
from pathlib import Path

import pytest

from dengming.rulebook.faults import Fault, RulebookError
from dengming.rulebook.library import PlainDuty, load
from dengming.rulebook.terms import term_at
from tests.rulebook.walk import GOOD, faults_of

DISTRICT = """
id = "walk-more"
name = "多走访"
theme = "组织生活"
summary = "收紧。"
basis = [{ clause = "C04" }]

[[duty]]
id = "hold-walk-here"
name = "收紧走访"
tightens = "national:walk/hold-walk"
%s
  [[duty.term]]
  from = 2021-01-01

[[example]]
name = "没有走访"
on = 2020-02-02
expect = { duty = "hold-walk", subject = "b1", period = "2020-01", state = "overdue" }
"""
NATIONAL = GOOD.replace('every = "month"', 'every = "quarter"\ngrace_days = 10\nlocal = ["grace_days"]')


def merged(tmp_path: Path, keys: str, national: str = NATIONAL) -> PlainDuty:
    assert faults_of(tmp_path, national) == []
    (tmp_path / "district").mkdir()
    (tmp_path / "district" / "walk.toml").write_text(DISTRICT % keys, encoding="utf-8")
    return load(tmp_path).duties["hold-walk"]


@pytest.mark.parametrize(
    ("keys", "attribute", "value"),
    [
        ("grace_days = 3", "grace_days", 3),
        ('every = "month"', "every", "month"),
        ('owner = ["branch", "group"]', "owner", ("branch", "group")),
    ],
)
def test_a_stricter_key_holds_from_its_day(tmp_path: Path, keys: str, attribute: str, value: object) -> None:
    duty = merged(tmp_path, keys)
    before, after = term_at(duty.terms, date(2020, 12, 31)), term_at(duty.terms, date(2021, 1, 1))
    assert before is not None
    assert after is not None
    assert getattr(before, attribute) != value
    assert getattr(after, attribute) == value
    assert duty.sources == ("national/walk.toml", "district/walk.toml")
    assert duty.basis[-1].clause == "C04"


def test_more_proofs_tighten(tmp_path: Path) -> None:
    keys = 'counts = { activity = "walk-day", role = "host", proofs = ["minutes"] }'
    after = term_at(merged(tmp_path, keys).terms, date(2021, 1, 1))
    assert after is not None
    assert after.needs[0].counts.proofs == ("minutes",)


LOOSER = {
    "more grace": "grace_days = 20",
    "a rarer period": 'every = "year"',
    "fewer owners": "owner = []",
    "other facts": 'counts = { activity = "walk-day", role = "attend" }',
    "a key that is no tightening": 'about = "previous"',
}


@pytest.mark.parametrize("name", LOOSER)
def test_loosening_is_a_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(RulebookError) as caught:
        merged(tmp_path, LOOSER[name])
    faults: list[Fault] = caught.value.faults
    assert faults[0].file == "district/walk.toml"
    assert faults[0].place.startswith("duty[hold-walk-here]")


def test_fewer_per_period_is_no_loosening_where_denser_periods_make_up(tmp_path: Path) -> None:
    national = NATIONAL.replace("  from = 2020-01-01", "  from = 2020-01-01\n  at_least = 3")
    after = term_at(merged(tmp_path, 'every = "month"\nat_least = 1', national).terms, date(2021, 1, 1))
    assert after is not None
    assert (after.every, after.needs[0].at_least) == ("month", 1)


def test_a_later_national_term_that_is_stricter_wins(tmp_path: Path) -> None:
    national = NATIONAL.replace(
        "  from = 2020-01-01", "  from = 2020-01-01\n  [[duty.term]]\n  from = 2022-01-01\n  grace_days = 1"
    )
    after = term_at(merged(tmp_path, "grace_days = 3", national).terms, date(2022, 1, 1))
    assert after is not None
    assert after.grace_days == 1
