"""One question put to a meeting: what does not add up in its count, whether it could vote, whether it agreed."""

from collections.abc import Iterator
from dataclasses import dataclass

from dengming.voting.shares import Share


@dataclass(frozen=True)
class Count:
    """A secret vote as it was counted, in people and ballots.

    `entitled` 应到会有表决权的, `present` 实到会的; `sent` and `collected` ballots, of which `yes no abstain` are valid
    and `invalid` spoilt; `written_yes` and `written_no` come from those who could not be there, in writing before.
    """

    entitled: int
    present: int
    sent: int
    collected: int
    yes: int
    no: int = 0
    abstain: int = 0
    invalid: int = 0
    written_yes: int = 0
    written_no: int = 0

    @property
    def in_favour(self) -> int:
        """All who agreed, also in writing."""
        return self.yes + self.written_yes


def faults(count: Count) -> Iterator[str]:
    """What does not add up, one Chinese sentence each. More ballots than were sent make the vote void."""
    if count.present > count.entitled:
        yield f"实到 {count.present} 人多于应到 {count.entitled} 人：请核对。"
    if count.sent > count.present:
        yield f"发出 {count.sent} 张票，多于实到 {count.present} 人：请核对。"
    if count.collected > count.sent:
        yield f"收回 {count.collected} 张票，多于发出的 {count.sent} 张：选举（表决）无效，要重新投票。"
    if count.invalid > count.collected:
        yield f"无效票 {count.invalid} 张，多于收回的 {count.collected} 张：请核对。"
        return  # what follows from it is no fault of its own
    counted = count.yes + count.no + count.abstain + count.invalid
    if counted != count.collected:
        yield f"赞成、不赞成、弃权、无效票合计 {counted} 张，与收回的 {count.collected} 张不符：请核对。"
    if count.written_yes + count.written_no > count.entitled - min(count.present, count.entitled):
        yield "提出书面意见的人多于没有到会的人：请核对。"


def could_vote(count: Count, quorum: Share) -> bool:
    """Whether enough of those entitled were there; a written opinion is not presence."""
    return quorum.reached(count.present, count.entitled)


def agreed(count: Count, passes: Share, of_entitled: bool) -> bool:
    """Whether enough agreed: of all who are entitled, or of those who were there."""
    return passes.reached(count.in_favour, count.entitled if of_entitled else count.present)
