"""姓氏笔画: the neutral order of official lists of people, by the strokes of the family name, then of the given name.

Counts come from `strokes.txt` (Unihan kTotalStrokes). Within equal counts common surnames stand in the order of the
form of their strokes (横竖撇点折), all others by the code of the character; families stay together either way.
People whose names the table does not know (other scripts) come last; equal names go by the member's code.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from django.db import models

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

_COMPARED: Final = 4
_UNKNOWN: Final = "9999"


def name_order(name: str) -> str:
    """A text that sorts names by strokes: four digits a character, of at most four characters."""
    ranks = _ranks()
    known = [character for character in name if character in ranks]
    if not known or name[0] not in ranks:
        return _UNKNOWN
    return "".join(f"{ranks[character]:04d}" for character in known[:_COMPARED])


def strokes_of(character: str) -> int | None:
    """How many strokes; None for a character that the table does not have."""
    return next((count for count, characters in _table() if character in characters), None)


@cache
def _table() -> list[tuple[int, str]]:
    text = files("dengming.orgs").joinpath("strokes.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [(int(count), characters) for count, characters in lines]


@cache
def _ranks() -> dict[str, int]:
    return {character: rank for rank, character in enumerate("".join(characters for _, characters in _table()))}


class NameOrderField(_CharField):
    """Keeps `name_order` of the row's `name` in step whenever the row is stored, one by one or in bulk."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The order of the name as it is now; organisations have an official order of their own."""
        value = name_order(model_instance.name) if model_instance.sort == "person" else ""  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value
