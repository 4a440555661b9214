"""A share that a number must reach: 超过半数 is `over 1/2`, 五分之四以上 is `at least 4/5`."""

import re
from dataclasses import dataclass
from typing import Final

_SHARE: Final = re.compile(r"(over|at least) (\d{1,3})/(\d{1,3})")


@dataclass(frozen=True)
class Share:
    """A fraction of a whole; `inclusive` where exactly that much is enough."""

    over: int
    under: int
    inclusive: bool

    @classmethod
    def parse(cls, text: str) -> "Share":
        """Read `over 1/2`. Raises ValueError with a Chinese sentence."""
        found = _SHARE.fullmatch(text)
        if found is None or not 0 < int(found[2]) <= int(found[3]):
            raise ValueError(f"看不懂比例“{text}”：请写成 over 1/2（超过半数）或 at least 4/5（不少于五分之四）。")
        return cls(int(found[2]), int(found[3]), found[1] == "at least")

    def reached(self, part: int, whole: int) -> bool:
        """Whether so many of so many are enough; none of none are not."""
        have, need = part * self.under, whole * self.over
        return whole > 0 and (have >= need if self.inclusive else have > need)

    def least(self, whole: int) -> int:
        """The smallest number that is enough."""
        exact, rest = divmod(whole * self.over, self.under)
        return exact if self.inclusive and not rest else exact + 1

    def chinese_of(self, whole: str) -> str:
        """The same of a whole that is said: 超过应到 9 人的一半."""
        part = "一半" if (self.over, self.under) == (1, 2) else f"{self.over}/{self.under}"
        return f"{'不少于' if self.inclusive else '超过'}{whole}的{part}"

    def chinese(self) -> str:
        """As people say it: 超过1/2."""
        return f"{'不少于' if self.inclusive else '超过'}{self.over}/{self.under}"
