"""Who is elected: over half of those present, the highest first, ties voted on again, no seat filled from below."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.voting.elections import Outcome, faults, fewest_candidates, outcome
from dengming.voting.shares import Share

HALF, FIFTH = Share.parse("over 1/2"), Share.parse("at least 1/5")
VOTES = st.dictionaries(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=2), st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(("seats", "fewest"), [(3, 4), (5, 6), (6, 8), (7, 9), (9, 11), (10, 12)])
def test_a_fifth_more_candidates_than_seats(seats: int, fewest: int) -> None:
    assert fewest_candidates(seats, FIFTH) == fewest


@pytest.mark.parametrize(
    ("votes", "seats", "wanted"),
    [
        ({"甲": 21, "乙": 30, "丙": 12}, 2, Outcome(("乙", "甲"), (), 0, 0)),
        ({"甲": 20, "乙": 30}, 2, Outcome(("乙",), (), 0, 1)),  # exactly half of 40 is not elected
        ({"甲": 25, "乙": 30, "丙": 25}, 2, Outcome(("乙",), ("甲", "丙"), 1, 0)),
        ({"甲": 25, "乙": 25, "丙": 25}, 2, Outcome((), ("甲", "乙", "丙"), 2, 0)),
        ({"甲": 25, "乙": 25, "丙": 3}, 2, Outcome(("甲", "乙"), (), 0, 0)),
        ({}, 3, Outcome((), (), 0, 3)),
    ],
)
def test_of_forty_present(votes: dict[str, int], seats: int, wanted: Outcome) -> None:
    assert outcome(votes, seats, 40, HALF) == wanted


@given(votes=VOTES, seats=st.integers(1, 9))
def test_nobody_at_or_below_half_and_nobody_passed_over(votes: dict[str, int], seats: int) -> None:
    found = outcome(votes, seats, 40, HALF)
    chosen = {*found.elected, *found.tied}
    assert all(Fraction(votes[name], 40) > Fraction(1, 2) for name in chosen)
    left = [got for name, got in votes.items() if name not in chosen and got > 20]
    lowest = min((votes[name] for name in chosen), default=0)
    assert all(got < lowest for got in left)


@given(votes=VOTES, seats=st.integers(1, 9))
def test_every_seat_is_won_tied_for_or_unfilled(votes: dict[str, int], seats: int) -> None:
    found = outcome(votes, seats, 40, HALF)
    assert len(found.elected) + found.tied_for + found.unfilled == seats
    assert (len(found.tied) > found.tied_for) == bool(found.tied)
    assert len({votes[name] for name in found.tied}) <= 1
    assert list(found.elected) == sorted(found.elected, key=lambda name: -votes[name])


def test_more_votes_than_ballots_give_is_said() -> None:
    assert list(faults({"甲": 30, "乙": 40}, 2, 40)) == []
    assert ["“甲”得 41 票" in it for it in faults({"甲": 41}, 1, 41 - 1)] == [True, False]
    assert ["合计 81" in it for it in faults({"甲": 40, "乙": 39, "丙": 2}, 2, 40)] == [True]
