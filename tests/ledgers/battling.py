"""五大攻坚战 up to where a test begins: a task of the committee, branch A's share of it, posts with people."""

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import move, secretary
from tests.records import writing

TASK = {"matter": "包联村饮水安全达标", "standard": "逐户核查", "due": "2020-12-31"}
POST = {"matter": "每月走访5户", "post": "帮扶联络员", "duties": "联系包联户", "due": "2020-09-30"}


def begun(cast: Cast, who: str, register: str, at: str, parent: Entry | None, **fields: str) -> Entry:
    """An entry of a register that somebody begins today."""
    part = "" if parent else "poverty"
    subject = cast.org[at].subject
    made: Entry = file_entry(
        cast.scope(who), subject, register=register, part=part, happened=TODAY, fields=fields, parent=parent
    )
    return made


def settled(cast: Cast) -> Entry:
    """A task of the committee for 脱贫攻坚, settled by its secretary Di."""
    secretary(cast)
    return move(cast, "di", begun(cast, "di", "battle-task", "COMM", None, **TASK), "settled")


def share(cast: Cast, task: Entry, at: str = "A") -> Entry:
    """A branch's share of it, given by the committee."""
    return begun(cast, "di", "battle-branch-task", at, task, **TASK)


def post(cast: Cast, parent: Entry, member: str, who: str = "ann", at: str = "A", **fields: str) -> Entry:
    """One post's share of that, given to a member by the branch's secretary."""
    return begun(cast, who, "battle-post-task", at, parent, **{**POST, "member": member, **fields})


def finished(cast: Cast, task: Entry, who: str = "ann", **said: str) -> Entry:
    """The post's task promised and done."""
    task = move(cast, who, task, "promised", promise="一户不漏")
    return move(cast, who, task, "finished", result="已走访5户", **said)


def went(cast: Cast) -> Record:
    """A confirmed going of Bo among a village for branch A, with its result."""
    record = writing.step(cast, "add_people", writing.draft(cast, "go-among", on=TODAY), codes=["BO"])
    people, texts = {"BO": PersonDraft("attend", roles=["chair"])}, {"service-result": "走访5户，水压已修好。"}
    writing.step(cast, "file", writing.fill(cast, record, people, texts=texts))
    made: Record = writing.step(cast, "confirm", record)
    return made
