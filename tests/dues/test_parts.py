"""Paid in part: what was really paid is entered, the rest stays owed, and the month is met by what completes it."""

import io
from datetime import date

import pytest
from docx import Document

from dengming.dues.actions import paying, relieving
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.actions.people import transfer
from dengming.refusal import Refusal
from dengming.reports.dues_papers import print_receipt
from tests.cast import SYSTEM, Cast
from tests.dues.collecting import assess, dues, line, month, pay, relieve
from tests.dues.test_acts import state
from tests.dues.test_reminding import reached

AUGUST, SEPTEMBER = (2020, 8), (2020, 9)


@pytest.fixture
def parted(cast: Cast) -> Cast:
    """Of 40.00 each for August and September bo has paid 65.50."""
    assess(cast, "bo", "4000", AUGUST)
    pay(cast, "bo", AUGUST, SEPTEMBER, on=date(2020, 9, 7), short="14.50")
    return cast


def test_the_oldest_month_is_whole_and_of_the_newest_the_rest_stays_owed(parted: Cast) -> None:
    it = line(parted, "bo")
    assert (it.owed, it.paid, it.rest, it.back, it.is_paid) == (4000, 2550, 1450, 0, False)
    assert [state(parted, "bo", period) for period in ("2020-08", "2020-09")] == ["late", "open"]


def test_what_completes_it_meets_the_month(parted: Cast) -> None:
    second = pay(parted, "bo", SEPTEMBER, short="4.50")
    assert (second.total, state(parted, "bo", "2020-09")) == (1000, "open")
    third = pay(parted, "bo", SEPTEMBER, on=date(2020, 9, 9))
    assert (third.total, state(parted, "bo", "2020-09"), line(parted, "bo").is_paid) == (450, "met", True)


def test_a_payment_is_not_taken_back_under_a_later_one_for_the_month(parted: Cast) -> None:
    first = parted.person["bo"].subject.dues_payments.get()
    second = pay(parted, "bo", SEPTEMBER)
    with pytest.raises(Refusal, match=r"2020年9月后来又交过（甲支部收据 2020—0002）：请先撤回那一笔"):
        paying.withdraw_payment(parted.scope("ann"), first, reason="登错")
    paying.withdraw_payment(parted.scope("ann"), second, reason="登错")
    assert (line(parted, "bo").rest, state(parted, "bo", "2020-09")) == (1450, "open")
    paying.withdraw_payment(parted.scope("ann"), first, reason="登错")
    assert line(parted, "bo").paid == 0


@pytest.mark.parametrize(
    ("months", "short", "words"),
    [
        ([AUGUST, SEPTEMBER], "40", "不够交到2020年9月"),
        ([AUGUST, SEPTEMBER], "55", "不够交到2020年9月"),
        ([], "5", "没有选月份"),
        ([AUGUST], "-5", "请核对"),
    ],
)
def test_what_does_not_agree_is_said(cast: Cast, months: list[tuple[int, int]], short: str, words: str) -> None:
    assess(cast, "bo", "4000", AUGUST)
    with pytest.raises(FieldRefusal, match=words):
        pay(cast, "bo", *months, short=short)


def test_where_less_is_owed_later_what_was_paid_is_enough(parted: Cast) -> None:
    eased = relieve(parted, "bo", SEPTEMBER, SEPTEMBER, "25.50")
    assert state(parted, "bo", "2020-09") == "met"
    relieving.withdraw_relief(parted.scope("ann"), eased, reason="登错")
    assert (state(parted, "bo", "2020-09"), line(parted, "bo").rest) == ("met", 1450)


def test_an_assessment_put_right_makes_it_enough_too(parted: Cast) -> None:
    assess(parted, "bo", "2550", SEPTEMBER, reason="核错")
    assert (line(parted, "bo").owed, state(parted, "bo", "2020-09")) == (1275, "met")


def test_a_month_paid_in_part_is_not_a_month_without_payment(cast: Cast) -> None:
    assess(cast, "bo", "4000")
    pay(cast, "bo", (2020, 8), short="39")
    assert reached(cast) == []
    assert line(cast, "bo").back_months == 8


def test_the_receipt_says_which_month_is_not_whole(parted: Cast) -> None:
    it = parted.person["bo"].subject.dues_payments.get()
    before = print_receipt(parted.scope("ann"), it, dues=dues())
    cells = [cell.text for table in Document(io.BytesIO(before)).tables for row in table.rows for cell in row.cells]
    assert "2020年8—9月，其中2020年9月只交了一部分" in cells
    second = pay(parted, "bo", SEPTEMBER, short="1")
    assert second.covered_words == "2020年9月的一部分"
    assert print_receipt(parted.scope("ann"), it, dues=dues()) == before


def test_elsewhere_the_rest_is_owed_as_before(parted: Cast) -> None:
    transfer(SYSTEM, parted.person["bo"], to=parted.org["B"], on=date(2020, 9, 9))
    paid = paying.Paid(parted.person["bo"].subject, [month(*SEPTEMBER)], date(2020, 9, 10))
    made = paying.pay(parted.scope("yi"), paid, dues=dues())
    assert (made.branch.name, made.total, state(parted, "bo", "2020-09")) == ("乙支部", 1450, "met")
    first = parted.person["bo"].subject.dues_payments.get(branch=parted.org["A"].pk)
    with pytest.raises(Refusal, match="乙支部收据 2020—0001"):
        paying.withdraw_payment(parted.scope("ann"), first, reason="登错")
