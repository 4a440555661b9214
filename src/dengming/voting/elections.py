"""Several seats, several candidates: who is elected, between whom the last place must be voted on again, what is left.

《中国共产党基层组织选举工作条例》: more than half of those present and entitled must agree; of more than there are
seats the highest; who are equal at the last place are voted on again; nobody below the half is taken to fill a seat.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dengming.voting.shares import Share


@dataclass(frozen=True)
class Outcome:
    """Who is elected, the most votes first; who are equal at the last place, for how many seats; seats nobody won."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    tied_for: int
    unfilled: int


def outcome(votes: Mapping[str, int], seats: int, present: int, passes: Share) -> Outcome:
    """What these votes give. Those of equal votes stand in the order in which they were given."""
    passed = sorted((name for name, got in votes.items() if passes.reached(got, present)), key=lambda it: -votes[it])
    if len(passed) <= seats:
        return Outcome(tuple(passed), (), 0, seats - len(passed))
    last = votes[passed[seats - 1]]
    if votes[passed[seats]] < last:
        return Outcome(tuple(passed[:seats]), (), 0, 0)
    above = tuple(it for it in passed if votes[it] > last)
    return Outcome(above, tuple(it for it in passed if votes[it] == last), seats - len(above), 0)


def fewest_candidates(seats: int, margin: Share) -> int:
    """How many candidates there must be at least for so many seats: 差额不少于应选人数的20% is `at least 1/5`."""
    return seats + margin.least(seats)


def faults(votes: Mapping[str, int], seats: int, ballots: int) -> Iterator[str]:
    """What does not add up: more votes than valid ballots give."""
    for name, got in votes.items():
        if got > ballots:
            yield f"“{name}”得 {got} 票，多于有效票 {ballots} 张：请核对。"
    if (total := sum(votes.values())) > ballots * seats:
        yield f"各人得票合计 {total}，多于 {ballots} 张有效票每张选 {seats} 人的总数：请核对。"
