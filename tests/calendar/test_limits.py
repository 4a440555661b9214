"""Days and periods outside the limits are typing errors, and each is told in one sentence."""

from datetime import date

import pytest

from dengming.calendar.limits import FIRST_DAY, LAST_DAY, OLDEST_DAY, DayError, read_day, within
from dengming.calendar.periods import PeriodError, chinese_label, parse_period


@pytest.mark.parametrize("day", [FIRST_DAY, date(2020, 2, 29), LAST_DAY])
def test_days_within_the_limits_are_read(day: date) -> None:
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9999-12-31", "日期“9999-12-31”超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"),
        ("0001-01-01", "日期“0001-01-01”超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"),
        ("1989-12-31", "日期“1989-12-31”超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"),
        ("2020-02-31", "日期“2020-02-31”不存在：请核对年、月、日。"),
        ("昨天", "日期“昨天”看不懂：请写成 2020-03-31。"),
    ],
)
def test_every_other_is_told_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(DayError) as found:
        read_day(typed)
    assert str(found.value) == sentence


def test_a_life_goes_further_back_than_what_is_judged() -> None:
    assert within(date(1938, 7, 1), OLDEST_DAY) == date(1938, 7, 1)
    with pytest.raises(DayError, match="1900-01-01 到 2100-12-31"):
        within(date(1899, 12, 31), OLDEST_DAY)


@pytest.mark.parametrize("label", ["0001", "0001-W01", "1989-Q4", "2101-01", "9998-H2", "9999", "9999-12"])
def test_periods_end_with_the_days(label: str) -> None:
    with pytest.raises(PeriodError, match="超出范围：请填 1990 年到 2100 年之间的周期"):
        parse_period(label)
    assert chinese_label(label) == label
