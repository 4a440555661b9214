"""A branch elects its committee: the steps of one term, with the papers that they ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dengming.accounts.scope import Scope
from dengming.ledgers.actions import file_entry
from dengming.ledgers.materials import keep_original
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.spans import NewSpan, add, holders, withdraw
from tests.cast import SYSTEM, TODAY, Cast
from tests.shipped import rulebook

REGISTER: Final = "election"
BEGAN: Final = date(2017, 9, 20)

VOTED: Final = {
    "form": "党员大会", "secret": "无记名投票", "entitled": "5", "entitled-roster": "名册比这个例子小。",
    "present": "5", "sent": "5", "collected": "5", "invalid": "0", "tally": "ann 5\nbo 4\nben 3\nbai 1",
}  # fmt: skip
ROSTERED: Final = "ann 4\nbo 4\nben 3\nbai 1"
"""The tally of as many as the roster has."""
AGAIN: Final = {name: value for name, value in VOTED.items() if name != "form"}

WAY: Final[tuple[tuple[str, date, Mapping[str, str]], ...]] = (
    ("requested", date(2020, 6, 1), {"request-paper": "甲支〔2020〕3号"}),
    ("replied", date(2020, 6, 12), {"reply-paper": "机党〔2020〕8号"}),
    (
        "nominated",
        date(2020, 7, 1),
        {"seats": "3", "candidates": "ann\nbo\nben\nbai", "nominated-paper": "机党〔2020〕9号"},
    ),
    ("voted", date(2020, 8, 20), VOTED),
    ("reported", date(2020, 8, 24), {"report-paper": "甲支〔2020〕5号"}),
    ("approved", date(2020, 9, 2), {"approval-paper": "机党〔2020〕12号", "next-nth": "第四届支部委员会"}),
)
"""The steps after a term that began on 20 September 2017: (stage, day, fields)."""


def term(cast: Cast, code: str = "A", began: date = BEGAN) -> Entry:
    """The running term is entered once."""
    fields = {"nth": "第三届支部委员会", "paper": "机党〔2017〕6号"}
    entry: Entry = file_entry(SYSTEM, cast.org[code].subject, register=REGISTER, happened=began, fields=fields)
    return entry


def walked(entry: Entry, until: str, changes: Mapping[str, Mapping[str, str]] | None = None) -> Entry:
    """Take the steps up to one, that one too; `changes` are other fields of some, by stage."""
    stages = [stage for stage, _, _ in WAY]
    for stage, on, fields in WAY[stages.index(entry.stage) + 1 if entry.stage in stages else 0 :]:
        entry = stepped(entry, stage, on, {**fields, **(changes or {}).get(stage, {})})
        if stage == until:
            return entry
    return entry


def stepped(entry: Entry, stage: str, on: date, fields: Mapping[str, str], who: Scope = SYSTEM) -> Entry:
    """One step, with its papers."""
    there = set(entry.materials.values_list("proof", flat=True))
    for proof in set(rulebook().entries[REGISTER].stage_of(stage).takes) - there:
        keep_original(SYSTEM, entry, proof=proof, place="组织档案柜2号")
    found: Entry = take(who, entry, step=Step(stage, on, fields), seen=entry.step)
    return found


def with_committee(cast: Cast, code: str = "A") -> None:
    """The branch has a committee, and so candidates to choose from."""
    withdraw(list(holders("without-committee", TODAY).filter(subject=cast.org[code].pk)))
    add(NewSpan(cast.org[code].pk, "with-committee", date(2015, 1, 1)), entered=0)
