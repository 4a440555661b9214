"""Short ways to a record in a given state, through the same actions as the pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dengming.accounts.scope import Scope
from dengming.records import actions
from dengming.records.drafts import Draft, PersonDraft
from dengming.records.models import Record
from tests.cast import Cast

MEETING = "branch-meeting"
THEME = "theme-day"
HELD = date(2020, 9, 8)
A_PEOPLE = {
    "ANN": PersonDraft("attend", roles=["chair"]),
    "BO": PersonDraft("attend"),
    "BEN": PersonDraft("attend"),
    "PEI": PersonDraft("absent", "出差"),
}


def draft(
    cast: Cast, *kinds: str, who: str = "ann", at: str = "A", on: date | None = HELD, scope: Scope | None = None
) -> Record:
    """A draft of branch A by Ann, unless told otherwise."""
    return actions.start(scope or cast.scope(who), cast.org[at], kinds=kinds or (MEETING,), on=on)


def save(cast: Cast, record: Record, who: str = "ann", **form: Any) -> Record:
    """Save what a form holds on top of the stored version."""
    record.refresh_from_db()
    return actions.save(cast.scope(who), record, version=record.version, draft=Draft(**form))


def fill(
    cast: Cast,
    record: Record,
    people: Mapping[str, PersonDraft] | None = None,
    words: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Record:
    """Everything that filing needs: minutes, people and how many were there."""
    people = A_PEOPLE if people is None else people
    present = sum(one.mark == "attend" for one in people.values())
    words = {"counted_present": str(present), **(words or {})}
    return save(cast, record, words=words, people=people, texts={"minutes": "学习讨论。"} if texts is None else texts)


def step(cast: Cast, name: str, record: Record, who: str = "ann", **more: Any) -> Any:
    """Take one step on the stored version."""
    record.refresh_from_db()
    return getattr(actions, name)(cast.scope(who), record, version=record.version, **more)


def filed(cast: Cast, *kinds: str, on: date = HELD) -> Record:
    """A complete record that waits for confirmation."""
    record: Record = step(cast, "file", fill(cast, draft(cast, *kinds, on=on)))
    return record


def confirmed(cast: Cast, *kinds: str, on: date = HELD) -> Record:
    """A confirmed record."""
    record: Record = step(cast, "confirm", filed(cast, *kinds, on=on))
    return record


def committee_met(cast: Cast, on: date) -> Record:
    """A confirmed meeting of the branch's committee, which is Ann alone."""
    record = fill(cast, draft(cast, "branch-committee-meeting", on=on), people={"ANN": A_PEOPLE["ANN"]})
    step(cast, "file", record)
    found: Record = step(cast, "confirm", record)
    return found


def kinds_of(rows: Sequence[Any]) -> set[str]:
    """The kinds of fact rows."""
    return {row.kind for row in rows}
