"""双方: which kinds of organisation sign an agreement, such as 责任书, and with whom; settled by the committee."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parties:
    """For each kind of second party the full name of the first one; kinds without one do not sign. By which paper."""

    first: Mapping[str, str]
    document: str

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        return {"first": dict(self.first), "document": self.document}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "Parties":
        """The value that `dump` wrote."""
        return cls(dict(value["first"]), value["document"])
