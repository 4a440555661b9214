"""影响期: for how long an entry tells on whom it is about. Worked out from its days each time, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.calendar.due import Stretch
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.refusal import days_in_words
from dengming.rulebook.register_parts import Effect


@dataclass(frozen=True)
class Running:
    """One effect of an entry: its first and its last day. `until` None: no end is known yet; `least` is the day on
    which it ends by its length alone."""

    entry: Entry
    effect: Effect
    since: date
    least: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether it tells on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


def effects_of(entry: Entry) -> list[Running]:
    """Every effect that has begun to count by what the entry says; none once it was withdrawn or lifted."""
    block = register_of(entry)
    if entry.withdrawn_at is not None or block.stage_of(entry.stage).lifts:
        return []
    own = [it for it in block.effect if not it.part or entry.part in it.part]
    return [found for it in own if (found := _running(entry, it))]


def ends_of(entry: Entry) -> str:
    """Until when each of its effects tells, in words; "" for one that has none."""
    found = [f"{it.effect.name}到 {it.until}" if it.until else f"{it.effect.name}没有到期" for it in effects_of(entry)]
    return days_in_words("；".join(found))


def running_on(subject: int, day: date) -> Iterator[Running]:
    """What tells on the subject that day."""
    books = [block.id for block in rules().rulebook.entries.values() if block.effect]
    for entry in Entry.objects.filter(register__in=books, subject=subject, withdrawn_at=None):
        yield from (it for it in effects_of(entry) if it.covers(day))


def _running(entry: Entry, effect: Effect) -> Running | None:
    since = _day(entry, effect.from_)
    if since is None:
        return None
    least = Stretch.parse(effect.lasts).last_day(since, rules().holidays)
    if effect.held_until is None:
        return Running(entry, effect, since, least, least)
    held = _day(entry, effect.held_until)
    return Running(entry, effect, since, least, max(least, held) if held else None)


def _day(entry: Entry, field: str) -> date | None:
    said = entry.fields.get(field)
    return date.fromisoformat(said) if said else None
