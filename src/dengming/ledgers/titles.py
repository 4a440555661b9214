"""What a case is called where only a few words have room."""

from typing import Final

from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of

AT_MOST: Final = 60


def title_of(entry: Entry, at_most: int = AT_MOST) -> str:
    """The first words that its fields say, in their order; without any, those of what it belongs to."""
    fields = (field for field in register_of(entry).field if field.type in ("text", "long", "document"))
    said = (entry.fields.get(field.id, "") for field in fields)
    words = next((value for value in said if len(value) > 2), "")
    if not words and entry.parent:
        return title_of(entry.parent, at_most)
    return words[:at_most] + ("…" if len(words) > at_most else "")
