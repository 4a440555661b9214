"""One thing to do, as 本月待办 lists it, wherever it comes from."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Target:
    """Where a button leads: the name of an address, its parts, and its query. Pages turn it into a link."""

    name: str
    parts: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One row of the task list: what, whose, by when, how it stands, and the one button.

    `state` is a duty's state; of a record to-record, returned, to-confirm or disputed. `about` is what the row's own
    name leads to (the derivation of a duty, the record itself). `notice` is what somebody above said about it.
    """

    kind: str
    title: str
    subject: str
    due: date | None
    state: str
    action_label: str
    action: Target
    about: Target
    institution: str = ""
    period: str = ""
    missing: str = ""
    marks: tuple[str, ...] = ()
    notice: str = ""
