"""本地参数 of dues: what no national rule gives and the committee settles by a paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from dengming.rulebook.dues import Rounding
from dengming.rulebook.dues_amounts import ROUNDING_LABELS


@dataclass(frozen=True)
class DuesSettings:
    """How a monthly sum is rounded, and how many percent of what comes in go up, where that was settled; by a paper.

    `share` only proposes a sum: what was handed on is what people say.
    """

    rounding: Rounding
    document: str
    share: Decimal | None = None

    @property
    def label(self) -> str:
        """How sums are rounded, in words."""
        return ROUNDING_LABELS[self.rounding]

    def dump(self) -> dict[str, Any]:
        """Plain values."""
        share = {} if self.share is None else {"share": str(self.share)}
        return {"rounding": self.rounding, "document": self.document, **share}

    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> "DuesSettings":
        """The value that `dump` wrote."""
        share = value.get("share")
        return cls(cast(Rounding, value["rounding"]), value["document"], Decimal(share) if share else None)
