"""A host of a joint activity none of whose own people were there: why it does not count, in one phrase."""

from collections.abc import Collection
from typing import Final

from dengming.editions.rules import Rules
from dengming.facts.rows import UNATTENDED
from dengming.rulebook.duties import Match

_CALLED: Final = ("支部", "小组")
"""How an organisation is called by the end of the name of what it is; any other is 该组织."""


def lacks_people(rules: Rules, match: Match, role: int, owner: Collection[str]) -> str:
    """缺该支部参加人员 where the row says so of a host that the match asks for; else ""."""
    if role != UNATTENDED or (match.role and "host" not in match.role):
        return ""
    names = [rules.rulebook.roles[name].name for name in owner]
    called = next((word for word in _CALLED if names and all(name.endswith(word) for name in names)), "组织")
    return f"缺该{called}参加人员"
