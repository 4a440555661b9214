"""What a dry run says: row by row what is new, what changes, what is wrong and how to mend it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dengming.orgs.enrolment import NewMember


class Outcome(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, order=True)
class RowError:
    """One thing wrong: the row as the sheet numbers it, the column as it is headed, the value (numbers masked)."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class FieldChange:
    """One value of a member as recorded and as the sheet has it; numbers masked."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Post:
    """A post that a row asks for."""

    post: str
    at: int
    since: date
    paper: str = ""


def here_when_appointed(new: NewMember, posts: Iterable[Post]) -> NewMember:
    """Whoever holds a post of the branch or its Party group has belonged there since being appointed, if not longer."""
    own = [post.since for post in posts if post.at in (new.branch, new.group)]
    since = max(min(own, default=new.since), new.particulars.joined or date.min)
    return replace(new, since=min(new.since, since))


@dataclass(frozen=True)
class Steps:
    """What to do for a row. Either `new` or `member` (subject id) with what changes. `undated`: the sheet does not say
    since when somebody new belongs to the branch, who comes in today: nothing earlier is owed (decision 0014)."""

    new: NewMember | None = None
    member: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    transfer: tuple[int, date] | None = None
    confirm: date | None = None
    group: tuple[int, date] | None = None
    posts: tuple[Post, ...] = ()
    undated: bool = False


@dataclass(frozen=True)
class RowPlan:
    """What happens to one row. `member` and `place` are the person and the branch (subject ids) that it was found to be
    about, also where it cannot be imported; `changes` is what differs, also then."""

    row: int
    name: str
    branch: str
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    steps: Steps = field(default_factory=Steps)
    member: int | None = None
    place: int | None = None


@dataclass(frozen=True)
class Plan:
    """The whole dry run. `places` are the reaches where applying it needs permission."""

    sheet: str
    rows: tuple[RowPlan, ...]
    errors: tuple[RowError, ...]
    ignored_columns: tuple[str, ...]
    skipped_rows: tuple[int, ...]
    places: tuple[str, ...]
    today: date

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return Counter(row.outcome for row in self.rows)[outcome]

    @property
    def changes_nothing(self) -> bool:
        """Whether every row is recorded as the sheet has it."""
        return not self.errors and self.count(Outcome.UNCHANGED) == len(self.rows)

    @property
    def undated(self) -> int:
        """How many new members come in today because the sheet does not say since when they belong to the branch."""
        return sum(row.steps.undated for row in self.rows)

    @property
    def said_of_undated(self) -> str:
        """One line about them, "" where there are none."""
        if not self.undated:
            return ""
        return f"{self.undated} 人没有进入支部日期，按 {self.today} 编入；知道日期的，请在表里补上。"

    def as_json(self) -> dict[str, Any]:
        """The contract of the command line: counts and errors, and what changes."""
        counts = {str(outcome): self.count(outcome) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)}
        changed = [
            {"row": row.row, "name": row.name, "fields": [asdict(change) for change in row.changes]}
            for row in self.rows
            if row.outcome == Outcome.CHANGED
        ]
        return counts | {
            "errors": [asdict(error) for error in self.errors],
            "changes": changed,
            "sheet": self.sheet,
            "ignored_columns": list(self.ignored_columns),
            "skipped_rows": list(self.skipped_rows),
            "undated": {"count": self.undated, "enrolled_from": self.today.isoformat()},
        }
