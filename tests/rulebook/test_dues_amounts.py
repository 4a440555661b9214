"""What a member pays a month, to the fen: every category, the boundaries and one fen above, the cap, rounding."""

from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_amounts import NotAssessable, base_of, monthly, rounded
from tests.shipped import rulebook

NOW: Final = date(2020, 3, 1)
BEFORE: Final = date(2016, 12, 1)
CASES = [
    # category, base, monthly on 2020-03-01
    ("salaried", "0", "0.00"),
    ("salaried", "2999.99", "15.00"),
    ("salaried", "3000", "15.00"),
    ("salaried", "3000.01", "30.00"),
    ("salaried", "4999.99", "50.00"),
    ("salaried", "5000", "50.00"),
    ("salaried", "5000.01", "75.00"),
    ("salaried", "9999.99", "150.00"),
    ("salaried", "10000", "150.00"),
    ("salaried", "10000.01", "200.00"),
    ("salaried", "6543.21", "98.15"),
    ("salaried", "49999.99", "1000.00"),
    ("salaried", "50000", "1000.00"),
    ("salaried", "50000.50", "1000.00"),
    ("annual-salary", "3000", "15.00"),
    ("annual-salary", "120000", "1000.00"),
    ("irregular", "3000", "15.00"),
    ("irregular", "3000.01", "30.00"),
    ("irregular", "7777.77", "116.67"),
    ("retired", "5000", "25.00"),
    ("retired", "5000.01", "50.00"),
    ("retired", "12000", "120.00"),
    ("farmer", "0.2", "0.20"),
    ("farmer", "0.75", "0.75"),
    ("farmer", "1", "1.00"),
    ("without-income", "0", "0.20"),
    ("without-income", "8000", "0.20"),
]
BASES = st.decimals(0, 200_000, places=2)


@pytest.fixture(scope="module")
def dues() -> Dues:
    return rulebook().dues["party-dues"]


@pytest.mark.parametrize(("category", "base", "asked"), CASES)
def test_a_month_comes_out_to_the_fen(dues: Dues, category: str, base: str, asked: str) -> None:
    assert str(monthly(dues, category, Decimal(base), NOW)) == asked


def test_the_cap_came_in_2017(dues: Dues) -> None:
    assert monthly(dues, "salaried", Decimal(60000), BEFORE) == 1200
    assert monthly(dues, "salaried", Decimal(60000), date(2017, 1, 1)) == 1000


@pytest.mark.parametrize(
    ("mode", "asked"),
    [
        ("fen-nearest", "98.15"),
        ("fen-down", "98.14"),
        ("jiao-nearest", "98.10"),
        ("jiao-down", "98.10"),
        ("yuan-nearest", "98.00"),
        ("yuan-down", "98.00"),
    ],
)
def test_the_committee_says_how_a_sum_is_rounded(dues: Dues, mode: str, asked: str) -> None:
    assert str(monthly(dues, "salaried", Decimal("6543.21"), NOW, mode)) == asked  # type: ignore[arg-type]


def test_half_a_unit_is_rounded_up_and_cut_down() -> None:
    half = Decimal("0.045")
    assert (rounded(half, "fen-nearest"), rounded(half, "fen-down")) == (Decimal("0.05"), Decimal("0.04"))


def test_what_is_left_out_changes_nothing_and_what_is_taken_off_does(dues: Dues) -> None:
    wage = {"post-wage": Decimal(3000), "grade-wage": Decimal(2500)}
    taken = {"income-tax": Decimal(100), "housing-fund": Decimal(400)}
    assert base_of(dues, wage | taken) == 5000
    assert base_of(dues, wage | taken | {"reward-performance": Decimal(9000)}) == 5000


@pytest.mark.parametrize("base", ["0.19", "1.01", "0.505"])
def test_a_farmers_sum_is_agreed_within_the_range(dues: Dues, base: str) -> None:
    with pytest.raises(NotAssessable, match=r"每月 0.2 元到 1 元"):
        monthly(dues, "farmer", Decimal(base), NOW)


def test_what_cannot_be_assessed_is_said(dues: Dues) -> None:
    with pytest.raises(NotAssessable, match="类别"):
        monthly(dues, "nobody", Decimal(1), NOW)
    with pytest.raises(NotAssessable, match="类别"):
        monthly(dues, "salaried", Decimal(1), date(2008, 3, 1))
    with pytest.raises(NotAssessable, match="负数"):
        monthly(dues, "salaried", Decimal(-1), NOW)
    with pytest.raises(NotAssessable, match="扣除"):
        base_of(dues, {"income-tax": Decimal(1)})
    with pytest.raises(NotAssessable, match="项目"):
        base_of(dues, {"lottery": Decimal(1)})


@given(BASES, BASES)
def test_more_income_never_pays_less_and_nobody_pays_above_the_cap(one: Decimal, other: Decimal) -> None:
    found = rulebook().dues["party-dues"]
    less, more = (monthly(found, "salaried", base, NOW) for base in sorted((one, other)))
    assert Decimal(0) <= less <= more <= Decimal(1000)


@given(BASES, st.sampled_from(["salaried", "irregular", "retired"]))
def test_the_rate_is_that_of_one_bracket_over_the_whole_base(base: Decimal, category: str) -> None:
    found = rulebook().dues["party-dues"]
    asked = monthly(found, category, base, NOW)
    rates = {it.percent for term in found.category_of(category).term for it in term.bracket}  # type: ignore[union-attr]
    assert asked == 1000 or asked in {rounded(base * rate / 100, "fen-nearest") for rate in rates}
