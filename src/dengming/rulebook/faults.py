"""Faults of a rulebook file: where it is, what is wrong, how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `place` walks the file by block and id; `line` is 1-based, 0 where no line can be told."""

    file: str
    line: int
    place: str
    message: str
    cure: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        place = f" {self.place}" if self.place else ""
        return f"{self.file}{line}{place}：{self.message}{self.cure}"


class RulebookError(ValueError):
    """All faults found in one run."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
