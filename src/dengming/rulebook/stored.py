"""Editions of the rules that were stored before the vocabulary changed, in today's words.

What was in force stays readable as long as the installation lives. A word that is no more is left out; one that was
replaced is named here, with what says the same, or the nearest to it, today.
"""

from typing import Any, Final

_REPLACED: Final[dict[tuple[str, str], str]] = {
    ("without", "rights"): "effect",  # until 2026-11-30: an effect by which a member's rights rest
    ("every", "6 months"): "half-year",  # until 2026-11-30: of what is begun below a case, counted from its stage
}
"""(key, value) → value."""


def in_todays_words(value: Any) -> Any:
    """The same value with every replaced word put right."""
    if isinstance(value, dict):
        return {key: _said(key, in_todays_words(it)) for key, it in value.items()}
    return [in_todays_words(it) for it in value] if isinstance(value, list) else value


def _said(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_REPLACED.get((key, it), it) if isinstance(it, str) else it for it in value]
    return _REPLACED.get((key, value), value) if isinstance(value, str) else value
