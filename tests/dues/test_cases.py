"""Who owes how much, to the fen: what happened on one side, what the month then says on the other."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast
from tests.dues.collecting import Month, assess, line, pay, relieve

Story = Callable[[Cast], object]
Said = Month | int
"""A month; of 2020 only its number."""


def of_2020(month: Said) -> Month:
    return (2020, month) if isinstance(month, int) else month


def told(*steps: Story) -> Story:
    return lambda cast: [step(cast) for step in steps]


def at(base: str, since: Said = 1, category: str = "salaried", why: str = "") -> Story:
    return lambda cast: assess(cast, "bo", base, of_2020(since), category, why)


def paid(*months: Said, on: date = date(2020, 9, 8), extra: str = "0", why: str = "") -> Story:
    return lambda cast: pay(cast, "bo", *map(of_2020, months), on=on, extra=extra, reason=why)


def freed(since: Said, until: Said, amount: str = "0") -> Story:
    return lambda cast: relieve(cast, "bo", of_2020(since), of_2020(until), amount)


BACK_PAID = paid(1, 2, 3, 4, 5, 6, on=date(2020, 7, 1))
RISE = at("6000", 8, why="补发")
CASES = [
    # what happened, the month asked about: owed, paid, arrears before it (fen, months), months missed in a row
    ("nobody has assessed", told(), 9, (None, 0, 0, 0, 0)),
    ("the boundary 3000", told(at("3000", 9)), 9, (1500, 0, 0, 0, 0)),
    ("one fen above 3000", told(at("3000.01", 9)), 9, (3000, 0, 0, 0, 0)),
    ("the boundary 5000", told(at("5000", 9)), 9, (5000, 0, 0, 0, 0)),
    ("one fen above 5000", told(at("5000.01", 9)), 9, (7500, 0, 0, 0, 0)),
    ("the boundary 10000", told(at("10000", 9)), 9, (15000, 0, 0, 0, 0)),
    ("one fen above 10000", told(at("10000.01", 9)), 9, (20000, 0, 0, 0, 0)),
    ("the cap", told(at("88000", 9)), 9, (100000, 0, 0, 0, 0)),
    ("a yearly salary", told(at("20000", 9, "annual-salary")), 9, (40000, 0, 0, 0, 0)),
    ("no monthly income", told(at("4000", 9, "irregular")), 9, (4000, 0, 0, 0, 0)),
    ("retired, the boundary", told(at("5000", 9, "retired")), 9, (2500, 0, 0, 0, 0)),
    ("retired, one fen above", told(at("5000.01", 9, "retired")), 9, (5000, 0, 0, 0, 0)),
    ("a farmer", told(at("0.6", 9, "farmer")), 9, (60, 0, 0, 0, 0)),
    ("without income", told(at("0", 9, "without-income")), 9, (20, 0, 0, 0, 0)),
    ("before the month of the assessment", told(at("4000", 9)), 8, (None, 0, 0, 0, 0)),
    ("paid for the month", told(at("4000", 9), paid(9)), 9, (4000, 4000, 0, 0, 0)),
    ("unpaid since January", told(at("4000")), 9, (4000, 0, 32000, 8, 8)),
    ("paid back within six months", told(at("4000"), BACK_PAID), 9, (4000, 0, 8000, 2, 2)),
    ("paid back whole", told(at("4000"), BACK_PAID, paid(7, 8)), 9, (4000, 0, 0, 0, 0)),
    ("paid from the newest", told(at("4000"), paid(8)), 9, (4000, 0, 28000, 7, 0)),
    ("a gap in between", told(at("4000"), paid(5)), 9, (4000, 0, 28000, 7, 3)),
    ("three months at once", told(at("4000", 7), paid(7, 8, 9)), 9, (4000, 4000, 0, 0, 0)),
    ("paid ahead to December", told(at("4000", 9), paid(12)), 12, (4000, 4000, 12000, 3, 0)),
    ("paid back with a reason", told(at("4000"), paid(1, why="出国")), 9, (4000, 0, 28000, 7, 7)),
    ("exempt now", told(at("4000"), freed(7, 9)), 9, (0, 0, 24000, 6, 0)),
    ("exempt in the past", told(at("4000"), freed(1, 7)), 9, (4000, 0, 4000, 1, 1)),
    ("exempt all the while", told(at("4000"), freed(1, 12)), 9, (0, 0, 0, 0, 0)),
    ("reduced", told(at("4000", 9), freed(9, 9, "10")), 9, (1000, 0, 0, 0, 0)),
    ("reduced and paid", told(at("4000", 9), freed(9, 9, "10"), paid(9)), 9, (1000, 1000, 0, 0, 0)),
    ("reduced, unpaid", told(at("4000", 7), freed(7, 8, "0.5")), 9, (4000, 0, 100, 2, 2)),
    ("a rise within the year", told(at("4000"), at("6000", 9, why="调资")), 9, (9000, 0, 32000, 8, 8)),
    ("the months before the rise", told(at("4000"), at("6000", 9, why="调资")), 8, (4000, 0, 28000, 7, 8)),
    ("a rise told late: the difference", told(at("4000", 8), paid(8), RISE), 9, (9000, 0, 5000, 1, 0)),
    ("the difference paid", told(at("4000", 8), paid(8), RISE, paid(8)), 8, (9000, 9000, 0, 0, 0)),
    ("a fall told late", told(at("6000", 8), paid(8), at("4000", 8, why="核错")), 8, (4000, 9000, 0, 0, 0)),
    ("a new year", told(at("4000", (2019, 1)), at("5000", 1)), (2019, 12), (4000, 0, 44000, 11, 12)),
    ("the sum of the new year", told(at("4000", (2019, 1)), at("5000", 1)), 1, (5000, 0, 48000, 12, 13)),
    ("freely more", told(at("4000", 9), paid(9, extra="200")), 9, (4000, 4000, 0, 0, 0)),
    ("freely more than the cap", told(at("90000", 9), paid(9, extra="5000")), 9, (100000, 100000, 0, 0, 0)),
    ("given freely alone", told(at("4000", 9), paid(extra="1000")), 9, (4000, 0, 0, 0, 0)),
]  # fmt: skip


def test_there_are_forty_cases_and_each_has_its_name() -> None:
    assert len({name for name, *_ in CASES}) == len(CASES) == 40


@pytest.mark.parametrize(("story", "month", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_month(cast: Cast, story: Story, month: Said, expected: tuple[int | None, ...]) -> None:
    story(cast)
    on = date(2021, 1, 20) if month == 12 else date(2020, 9, 10)
    found = line(cast, "bo", of_2020(month), on)
    assert (found.owed, found.paid, found.back, found.back_months, found.missed) == expected
