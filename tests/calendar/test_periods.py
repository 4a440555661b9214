"""Periods, stretches and working days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.calendar.due import DueRule, Stretch
from dengming.calendar.periods import (
    PeriodError,
    add_months,
    chinese_label,
    parse_period,
    period_of,
    periods_between,
    previous,
)
from dengming.calendar.workdays import HolidayTable, packaged_table

CADENCES = ("week", "month", "quarter", "half-year", "year")
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(st.sampled_from(CADENCES), days)
def test_a_period_holds_its_day_and_its_label_reads_back(every: str, day: date) -> None:
    period = period_of(every, day)
    assert period.first <= day <= period.last
    assert parse_period(period.label) == (every, period)


@given(st.sampled_from(CADENCES), days)
def test_periods_follow_each_other_without_gap(every: str, day: date) -> None:
    period = period_of(every, day)
    assert previous(every, period).last == period.first - timedelta(days=1)


@given(st.sampled_from(CADENCES), days, st.integers(0, 900))
def test_periods_between_cover_the_stretch(every: str, day: date, length: int) -> None:
    until = day + timedelta(days=length)
    found = periods_between(every, day, until)
    assert found[0].first <= day
    assert found[-1].last >= until
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2020-03", "2020年3月"),
        ("2020-Q1", "2020年第一季度"),
        ("2020-H2", "2020年下半年"),
        ("2020", "2020年"),
        ("once", "一次"),
    ],
)
def test_labels_in_chinese(label: str, words: str) -> None:
    assert chinese_label(label) == words


@pytest.mark.parametrize("label", ["2020-13", "2020-Q5", "20", "2020-W60", "第一季度", ""])
def test_an_unreadable_label_is_told_with_the_accepted_forms(label: str) -> None:
    with pytest.raises(PeriodError, match="2020-Q1"):
        parse_period(label)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2019, 12, 15), 1, date(2020, 1, 15)),
    ],
)
def test_months_are_added_to_the_last_day_that_exists(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


def test_working_days_know_make_up_saturdays_and_holidays() -> None:
    table = packaged_table()
    assert not table.is_workday(date(2020, 10, 1))
    assert table.is_workday(date(2020, 9, 27))  # a Sunday worked for the long holiday
    assert table.shift(date(2020, 10, 1)) == date(2020, 10, 9)
    assert table.add(date(2020, 9, 30), 1) == date(2020, 10, 9)


def test_an_unknown_year_falls_back_to_weekends_and_says_so() -> None:
    table = HolidayTable()
    assert not table.knows(2020)
    assert table.is_workday(date(2020, 10, 1))
    assert not table.is_workday(date(2020, 10, 3))


def test_due_days() -> None:
    table, march = packaged_table(), period_of("month", date(2020, 3, 1))
    assert DueRule().due_day(march, table) == date(2020, 3, 31)
    assert DueRule(day=25).due_day(march, table) == date(2020, 3, 25)
    assert DueRule(after=Stretch.parse("5 workdays")).due_day(march, table) == date(2020, 4, 8)
    may = period_of("month", date(2020, 5, 1))
    assert DueRule(shift=True).due_day(may, table) == date(2020, 6, 1)


def test_a_stretch_reads_forwards_and_backwards() -> None:
    table = packaged_table()
    assert Stretch.parse("3 years").after(date(2020, 2, 29), table) == date(2023, 2, 28)
    assert Stretch.parse("6 months").before(date(2020, 8, 31)) == date(2020, 2, 29)
    assert Stretch.parse("2 weeks").after(date(2020, 1, 1), table) == date(2020, 1, 15)
    assert Stretch.parse("6 months").chinese() == "6个月"
    with pytest.raises(ValueError, match="看不懂时长"):
        Stretch.parse("soon")
