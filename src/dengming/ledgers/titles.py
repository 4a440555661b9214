"""What a case, its stage and what was done with it are called where only a few words have room."""

from collections.abc import Mapping
from typing import Final

from dengming.ledgers.models import Entry, Move
from dengming.ledgers.steps import has_expired, register_of
from dengming.ledgers.way import shown_on
from dengming.rulebook.registers import Entry as Register

AT_MOST: Final = 60


def title_of(entry: Entry, at_most: int = AT_MOST) -> str:
    """The first words that its fields say, in their order; without any, those of what it belongs to, or whose it is.

    What was sent down is called by what was sent, however it is answered; a case that may begin with the person, by the
    person's name.
    """
    if entry.parent and register_of(entry).issue_to and register_of(entry.parent).id in register_of(entry).above:
        return title_of(entry.parent, at_most)
    if register_of(entry).newcomer:
        return entry.subject.name
    words = words_of(register_of(entry), entry.fields)
    if not words and entry.parent:
        return title_of(entry.parent, at_most)
    words = words or entry.subject.name
    return words[:at_most] + ("…" if len(words) > at_most else "")


def whose(entry: Entry, title: str, branches: Mapping[int, str]) -> str:
    """Whose it is, beside its title: the name, unless it is called by that, and of a person the branch."""
    words = ("" if title == entry.subject.name else entry.subject.name, branches.get(entry.pk, ""))
    return "；".join(word for word in words if word)


def words_of(block: Register, said: Mapping[str, str]) -> str:
    """The first words among fields that are said, in the register's order; before them the year that it is for. A line
    that says nothing in words is called by the first thing that was chosen; a case never by what a later step said."""
    asked = block.first_fields if block.is_case else block.field
    fields = (field for field in asked if field.type in ("text", "long", "document"))
    words = next((value for field in fields if len(value := said.get(field.id, "")) > 2), "")
    if not words and not block.is_case:
        words = next((said[it.id] for it in block.field if it.type == "choice" and said.get(it.id)), "")
    years = [f"{said[field.id]}年" for field in block.field if field.type == "year" and said.get(field.id)]
    return " ".join(word for word in (*years, words) if word)


def move_heading(block: Register, move: Move) -> str:
    """What was done: the stage that was reached, or which way it went else."""
    name, before = block.stage_of(move.after).name, block.stage_of(move.before)
    if move.way == Move.Way.BACK and block.back_verb and (before.done or before.end):
        return block.back_verb
    said = {Move.Way.BACK: f"退回到“{name}”", Move.Way.TAKEN_BACK: f"撤回，回到“{name}”"}
    return said.get(Move.Way(move.way), name if move.way == Move.Way.ON else Move.Way(move.way).label)


def stage_name(block: Register, entry: Entry) -> str:
    """Where the case stands, also where it was withdrawn or ended by itself."""
    if entry.withdrawn_at is not None:
        return "已撤回"
    return "已到期失效" if has_expired(entry, shown_on(entry)) else block.stage_of(entry.stage).name
