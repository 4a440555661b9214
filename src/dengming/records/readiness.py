"""Refusing a step with every problem at once, each beside its field."""

from dengming.records.problems import Problem
from dengming.refusal import Refusal


class NotReady(Refusal):
    """The record cannot take this step yet; `problems` says all that is missing."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        more = f"（共 {len(problems)} 处）" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].message}{more}")


def require(problems: list[Problem]) -> None:
    """Return if there are none, else raise NotReady."""
    if problems:
        raise NotReady(problems)
