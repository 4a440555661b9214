"""Quorum and majority: exactly half is not more than half, written opinions count as votes and not as presence."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.voting.counts import Count, agreed, could_vote, faults
from dengming.voting.shares import Share

HALF, FOUR_FIFTHS = Share.parse("over 1/2"), Share.parse("at least 4/5")
SHARES = st.builds(
    lambda over, more, inclusive: Share(over, over + more, inclusive),
    st.integers(1, 9),
    st.integers(0, 9),
    st.booleans(),
)
GOOD = Count(entitled=20, present=17, sent=17, collected=17, yes=12, no=3, abstain=1, invalid=1)


@pytest.mark.parametrize("text", ["half", "over 0/2", "over 3/2", "more than 1/2", "over 1/2 ", "over 1/0"])
def test_a_share_that_is_none_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="请写成 over 1/2"):
        Share.parse(text)


@given(share=SHARES, part=st.integers(0, 500), whole=st.integers(1, 500))
def test_a_share_is_what_fractions_say(share: Share, part: int, whole: int) -> None:
    have, need = Fraction(part, whole), Fraction(share.over, share.under)
    assert share.reached(part, whole) == (have >= need if share.inclusive else have > need)


@given(share=SHARES, whole=st.integers(1, 500))
def test_the_least_is_enough_and_one_less_is_not(share: Share, whole: int) -> None:
    least = share.least(whole)
    assert share.reached(least, whole)
    assert not share.reached(least - 1, whole)


@given(whole=st.integers(1, 500))
def test_exactly_half_is_not_more_than_half(whole: int) -> None:
    assert not HALF.reached(whole, 2 * whole)
    assert HALF.reached(whole + 1, 2 * whole)
    assert Share.parse("at least 1/2").reached(whole, 2 * whole)


def test_none_of_none_is_not_enough() -> None:
    assert not HALF.reached(0, 0)
    assert not FOUR_FIFTHS.reached(0, 0)


def test_a_count_that_adds_up_has_no_fault() -> None:
    assert list(faults(GOOD)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"present": 21}, "多于应到"),
        ({"sent": 18, "collected": 18, "yes": 13}, "发出 18 张票，多于实到"),
        ({"collected": 18, "yes": 13}, "要重新投票"),
        ({"invalid": 18}, "无效票 18 张，多于收回的 17 张"),
        ({"yes": 11}, "赞成、不赞成、弃权、无效票合计 16 张，与收回的 17 张不符"),
        ({"written_yes": 3, "written_no": 1}, "多于没有到会的人"),
    ],
)
def test_what_does_not_add_up_is_said(changes: dict[str, int], words: str) -> None:
    assert [words in it for it in faults(replace(GOOD, **changes))] == [True]


@given(
    entitled=st.integers(1, 300),
    present=st.integers(0, 300),
    yes=st.integers(0, 300),
    written=st.integers(0, 300),
)
def test_a_written_opinion_is_a_vote_and_no_presence(entitled: int, present: int, yes: int, written: int) -> None:
    count = Count(entitled, present, present, present, yes, written_yes=written)
    assert could_vote(count, HALF) == could_vote(replace(count, written_yes=0), HALF)
    assert agreed(count, HALF, of_entitled=True) == (2 * (yes + written) > entitled)


@given(entitled=st.integers(1, 300), absent=st.integers(0, 300), yes=st.integers(0, 300))
def test_of_all_entitled_is_never_easier_than_of_those_present(entitled: int, absent: int, yes: int) -> None:
    present = max(entitled - absent, 1)
    count = Count(entitled, present, present, present, min(yes, present))
    if agreed(count, HALF, of_entitled=True):
        assert agreed(count, HALF, of_entitled=False)
