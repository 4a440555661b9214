"""An election as its case holds it: every vote on the way with what it gave, who is elected by all of them together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from dengming.ledgers.way import Reached, said_on
from dengming.rulebook.election_demands import Tally
from dengming.rulebook.registers import Entry, EntryStage
from dengming.voting.counts import Count
from dengming.voting.elections import Outcome, outcome
from dengming.voting.shares import Share
from dengming.voting.tallies import names_of, votes_of

_MOST: Final = Share(0, 1, inclusive=True)
"""Between those who were equal, all above the half already, the most votes decide."""


@dataclass(frozen=True)
class Round:
    """One vote: for how many seats, on whom; the votes of each. `between_equals`: of those at the last place only."""

    asked: Tally
    stage: str
    day: date
    seats: int
    names: tuple[str, ...]
    between_equals: bool
    count: Count
    votes: Mapping[str, int]

    @property
    def valid(self) -> int:
        """The valid ballots."""
        return self.count.yes

    @cached_property
    def outcome(self) -> Outcome:
        """What it gave."""
        passes = _MOST if self.between_equals else Share.parse(self.asked.passes)
        return outcome(self.votes, self.seats, self.count.present, passes)


def tally_of(stage: EntryStage, on: date | None = None) -> Tally | None:
    """How the stage holds a vote (by the regulation of that day); None where it holds none."""
    return next((it.tally for it in stage.demand if it.tally and (on is None or it.in_force(on))), None)


def rounds(block: Entry, way: Sequence[Reached]) -> list[Round]:
    """The votes on the way, the first one first."""
    found: list[Round] = []
    for number, here in enumerate(way):
        if asked := tally_of(block.stage_of(here.stage), here.day):
            found.append(counted(asked, here.stage, here.day, said_on(way[: number + 1]), found))
    return found


def counted(asked: Tally, stage: str, day: date, said: Mapping[str, str], before: Sequence[Round]) -> Round:
    """A vote as its fields say it, after those before it."""
    seats, names, equals = open_after(asked, said, before)
    collected, invalid = _number(said, asked.collected), _number(said, asked.invalid)
    count = Count(
        entitled=_number(said, asked.entitled),
        present=_number(said, asked.present),
        sent=_number(said, asked.sent),
        collected=collected,
        yes=collected - invalid,
        invalid=invalid,
    )
    return Round(asked, stage, day, seats, names, equals, count, votes_of(said.get(asked.votes, "")))


def open_after(asked: Tally, said: Mapping[str, str], before: Sequence[Round]) -> tuple[int, tuple[str, ...], bool]:
    """For how many seats the next vote is, on whom, and whether only between equals: after the votes before it."""
    if not before:
        return _number(said, asked.seats), tuple(names_of(said.get(asked.names, ""))), False
    last = before[-1].outcome
    if last.tied:
        return last.tied_for, last.tied, True
    return last.unfilled, (), False


def elected(found: Sequence[Round]) -> list[str]:
    """Who is elected by all the votes, in their order."""
    return [name for one in found for name in one.outcome.elected]


def is_settled(found: Sequence[Round]) -> bool:
    """Whether nobody is equal at the last place and no seat is left: there is nothing to vote on again."""
    return not (found[-1].outcome.tied or found[-1].outcome.unfilled)


def told(one: Round) -> Iterator[str]:
    """What is left after a vote, and what is to be done about it."""
    result = one.outcome
    if result.tied:
        names = "、".join(result.tied)
        yield f"{names}得票相等，还剩{result.tied_for}个名额：请就这几个人再次投票，得赞成票多的当选。"
    if result.unfilled:
        yield (
            f"还差{result.unfilled}名：没有超过实到会半数的不能按得票补上。请重新提名后再次投票；"
            "接近应选名额的，经到会多数同意可以不再选，上报时写明同意的人数。"
        )


def _number(said: Mapping[str, str], field: str) -> int:
    return int(float(said.get(field) or 0))
