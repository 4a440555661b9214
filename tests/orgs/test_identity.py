"""Identity numbers: what holds, what is refused, and that the sentence says how to mend it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.orgs.identity import check_character, read_identity
from dengming.refusal import Refusal


def test_reads_the_standard_example() -> None:
    found = read_identity("11010519491231002x")
    assert (found.number, found.born, found.gender) == ("11010519491231002X", date(1949, 12, 31), "2")


def test_spaces_are_dropped() -> None:
    assert read_identity(" 110105 19491231 002X ").number == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("110105491231002", "15 位旧身份证号"),
        ("11010519491231002", "18 位"),
        ("1101051949123100ZX", "18 位"),
        ("110105194912310021", "校验码"),
        ("110105194913310020", "出生日期 19491331 不存在"),
        ("110105189912310020", "出生日期"),
    ],
)
def test_refusals_say_what_is_wrong(text: str, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        read_identity(text)


def test_nobody_is_born_tomorrow() -> None:
    first = "11010520200911002"
    with pytest.raises(Refusal, match="出生日期"):
        read_identity(first + check_character(first), on=date(2020, 9, 10))


@given(
    born=st.dates(date(1900, 1, 1), date(2020, 1, 1)),
    place=st.integers(110000, 659999),
    sequence=st.integers(1, 999),
    wrong=st.integers(0, 16),
)
def test_any_single_wrong_digit_is_found(born: date, place: int, sequence: int, wrong: int) -> None:
    first = f"{place}{born:%Y%m%d}{sequence:03d}"
    number = first + check_character(first)
    assert read_identity(number).born == born
    assert read_identity(number).gender == ("1" if sequence % 2 else "2")
    altered = number[:wrong] + str((int(number[wrong]) + 1) % 10) + number[wrong + 1 :]
    with pytest.raises(Refusal):
        read_identity(altered)
