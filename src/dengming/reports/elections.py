"""The votes of an election in words, for its page and for the sheet that is signed."""

from collections.abc import Iterator, Sequence
from typing import Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.ledgers.electing import Round, elected, open_after, rounds, tally_of, told
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import ahead_of, register_of
from dengming.ledgers.way import way_of
from dengming.orgs.strokes import name_order
from dengming.refusal import Refusal
from dengming.reports.bulletins import chinese_day
from dengming.reports.official.election import Vote, election_docx
from dengming.rulebook.registers import EntryStage

RESULT: Final = "选举结果报告单"
BLANK: Final = "计票单"
_BLANK_COUNT: Final = (
    "应选{}名。应到会有选举权的　　　人，实到　　　人；"
    "发出选票　　　张，收回　　　张，其中有效票　　　张，无效票　　　张。"
)


@action("election.printed", label="打印选举结果报告单", needs="read", at=line_reach)
def print_election(scope: Scope, entry: Entry) -> Done[bytes]:
    """The votes with their results; before a vote a sheet on which it is counted. Raises Refusal where nobody stands
    for election yet."""
    block, found = register_of(entry), rounds(register_of(entry), way_of(entry))
    votes = [vote_in_words(block.stage_of(it.stage), it) for it in found]
    if not found:
        votes = list(_to_count(entry))
    if not votes:
        raise Refusal("还没有候选人：登记候选人以后再打印计票单。")
    name = RESULT if found else BLANK
    data = election_docx(f"{entry.subject.name}{block.name}", name, votes, result_in_words(found))
    return Done(data, about=f"{entry.subject.name} {block.name}", note={"entry": str(entry.uid), "votes": len(found)})


def vote_in_words(stage: EntryStage, one: Round) -> Vote:
    """One vote as people read it: the names by their votes, equal ones by strokes."""
    count, result = one.count, one.outcome
    said = (
        f"{chinese_day(one.day)}，应选{one.seats}名。应到会有选举权的{count.entitled}人，实到{count.present}人；"
        f"发出选票{count.sent}张，收回{count.collected}张，其中有效票{one.valid}张，无效票{count.invalid}张。"
    )
    ordered = sorted(one.votes, key=lambda name: (-one.votes[name], name_order(name), name))
    words = {name: "当选" for name in result.elected} | {name: "得票相等，再次投票" for name in result.tied}
    rows = [(name, str(one.votes[name]), words.get(name, "未当选")) for name in ordered]
    return Vote(stage.name, said, rows, list(told(one)))


def result_in_words(found: Sequence[Round]) -> str:
    """Who is elected by all the votes together, by strokes as such lists are."""
    names = sorted(elected(found), key=lambda name: (name_order(name), name))
    return f"当选{len(names)}名（按姓氏笔画）：{'、'.join(names)}。" if names else ""


def to_vote_on(entry: Entry, stage: EntryStage) -> list[str]:
    """Whom the next vote is on, by strokes; nobody where the stage holds none."""
    return _next_vote(entry, stage)[1]


def _to_count(entry: Entry) -> Iterator[Vote]:
    """The next vote with its names and everything else left to be written."""
    for stage in ahead_of(entry):
        seats, names = _next_vote(entry, stage)
        if names:
            yield Vote(stage.name, _BLANK_COUNT.format(seats), [(name, "", "") for name in names], [])


def _next_vote(entry: Entry, stage: EntryStage) -> tuple[int, list[str]]:
    """For how many seats it is, and on whom."""
    asked = tally_of(stage)
    if asked is None:
        return 0, []
    seats, names, _ = open_after(asked, entry.fields, rounds(register_of(entry), way_of(entry)))
    return seats, sorted(names, key=lambda name: (name_order(name), name))
