"""The packs of this checkout, which reading takes longer than most tests: read once a process."""

from functools import cache

from dengming.rulebook.library import Rulebook, load


@cache
def rulebook() -> Rulebook:
    """All packs, as they stand in the checkout."""
    return load()
