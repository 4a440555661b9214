"""开办依据: who may issue what a register holds, by which paper, from when and until when.

Registers that declare `permit`, such as 黄牌警告, are closed until the committee says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Permit:
    """The issuer, the authority document, and the days between which it holds (`until` None: open)."""

    issuer: str
    document: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        until = self.until.isoformat() if self.until else None
        return {"issuer": self.issuer, "document": self.document, "since": self.since.isoformat(), "until": until}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "Permit":
        """The value that `dump` wrote."""
        until = date.fromisoformat(value["until"]) if value["until"] else None
        return cls(value["issuer"], value["document"], date.fromisoformat(value["since"]), until)
