"""The way of a case: the stages reached without those that it was sent back from, and what was said on it.

Both follow from the moves alone, so that going back takes back what a later stage said; the moves keep it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from dengming.editions.clock import date_at
from dengming.ledgers.models import Entry, Move


@dataclass(frozen=True)
class Reached:
    """A stage on the present way: the day it was reached, the day that was entered, what was said with it, and at which
    moment the step was taken."""

    stage: str
    day: date
    entered: date
    said: Mapping[str, str] = field(default_factory=dict)
    moment: int = 0


def way_of(entry: Entry, until: Move | None = None) -> list[Reached]:
    """The stages reached, the first one first; as the way was before the move `until`, where one is given."""
    if until is None and (known := getattr(entry, "known_way", None)) is not None:
        return list(known)
    moves = list(entry.moves.all())
    way = [Reached(moves[0].before if moves else entry.stage, entry.happened, date_at(entry.entered_at), entry.begun)]
    for move in takewhile(lambda it: it != until, moves):
        if move.way == Move.Way.ON:
            way.append(Reached(move.after, move.happened, date_at(move.moved_at), move.fields, move.moved_at))
        elif move.way in (Move.Way.HANDED, Move.Way.AMENDED):
            way[-1] = replace(way[-1], said={**way[-1].said, **move.fields})
        elif move.way == Move.Way.TAKEN_BACK:
            way.pop()
        elif move.way == Move.Way.BACK:
            way = back_to(way, move.after)
    return way


def put_back(entry: Entry, on: date) -> Entry:
    """The entry in memory as it stood on a day, by what is known now: where it was and what had been said; to be shown,
    never saved. What was sent back or amended since then was never so."""
    way = [it for it in way_of(entry) if it.day <= on]
    entry.stage, entry.fields = way[-1].stage, said_on(way)
    entry.known_way, entry.known_on = way, on  # type: ignore[attr-defined]
    return entry


def shown_on(entry: Entry) -> date | None:
    """The day as on which it was put back; None for as it is."""
    return getattr(entry, "known_on", None)


def back_to(way: Sequence[Reached], stage: str) -> list[Reached]:
    """What is left of the way where it goes back to where the stage was reached last."""
    left = list(way)
    while left[-1].stage != stage:
        left.pop()
    return left


def said_on(way: Iterable[Reached]) -> dict[str, str]:
    """What holds: the newest of what was said of each field. A field that was last said to be empty is not there."""
    said: dict[str, str] = {}
    for it in way:
        said |= it.said
    return {name: value for name, value in said.items() if value}


def ever_said(entry: Entry, since: int = 0) -> dict[str, str]:
    """The newest that was said of each field, first or since a moment: what a form offers again to whoever takes a step
    once more. What an amendment took out was wrong, and is not offered again."""
    said = dict(entry.begun)
    for move in entry.moves.all():
        if move.way == Move.Way.AMENDED:
            said |= move.fields
        elif move.moved_at >= since:
            said |= {name: value for name, value in move.fields.items() if value}
    return said


def filers(entry: Entry) -> set[int]:
    """The users whose words its first stage holds: who filed it, and who amended that."""
    amended = {move.moved_by_id for move in entry.moves.all() if move.way == Move.Way.AMENDED}
    return {user for user in (entry.entered_by_id, *amended) if user is not None}
