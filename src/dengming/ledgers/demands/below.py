"""What was to be begun under a case by a step: so many, or one in each full stretch since a stage; "" where it was."""

from collections.abc import Iterator
from datetime import date, timedelta

from dengming.calendar.due import Stretch
from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.rulebook.demand_parts import Begun


def begun_below(asked: Begun, taken: Taken, entry: Entry | None) -> str:
    """What is missing by the day of the step."""
    living = [it for it in (entry.children.all() if entry else ()) if it.register == asked.entry]
    there = [it for it in living if it.withdrawn_at is None and it.happened <= taken.on]
    if asked.instead and (told := _otherwise(asked, asked.instead, taken, there)):
        return told
    there = [it for it in there if all(it.fields.get(name) in said for name, said in asked.saying.items())]
    return _too_few(asked, taken, there) if asked.every is None else _missing(asked, asked.every, taken, there)


def _too_few(asked: Begun, taken: Taken, there: list[Entry]) -> str:
    """Of those that say the same in the field `different` only one counts."""
    begun, number = rules().rulebook.entries[asked.entry], len(there)
    if asked.different is not None:
        number = len({it.fields.get(asked.different, "") for it in there} - {""})
    ways = next((f"{it.name}不同的" for it in begun.field if it.id == asked.different), "")
    return f"要有 {asked.at_least} 次{ways}“{begun.name}”，现在有 {number} 次" if number < asked.at_least else ""


def _otherwise(asked: Begun, instead: str, taken: Taken, there: list[Entry]) -> str:
    """The newest that says something else than what counts, and which step is to be taken then."""
    for it in sorted(there, key=lambda one: one.happened, reverse=True):
        for field in rules().rulebook.entries[asked.entry].field:
            if field.id in asked.saying and (said := it.fields.get(field.id)) not in (None, *asked.saying[field.id]):
                begun, stage = rules().rulebook.entries[asked.entry], taken.block.stage_of(instead)
                told = f"{it.happened} 的“{begun.name}”，“{field.name}”是“{said}”"
                return f"{told}：请办“{stage.verb or stage.name}”"
    return ""


def _missing(asked: Begun, every: str, taken: Taken, there: list[Entry]) -> str:
    """Many at once, or before it began to count, make up for no stretch without any."""
    full, name = _stretches(every, asked.since, taken), rules().rulebook.entries[asked.entry].name
    empty = [(first, last) for first, last in full if not any(first <= it.happened <= last for it in there)]
    told = "、".join(f"{first}至{last}" for first, last in empty)
    return f"每{Stretch.parse(every).chinese()}要有“{name}”：{told}没有" if empty else ""


def _stretches(every: str, since: str | None, taken: Taken) -> Iterator[tuple[date, date]]:
    """The full stretches since the stage was reached, each by its first and its last day; a last one that is not full
    yet is asked nothing of."""
    reached = [it.day for it in taken.way if since in (None, it.stage)]
    number, first = 1, reached[-1] if reached else taken.on
    while reached and (following := _multiple(every, number).after(reached[-1], rules().holidays)) <= taken.on:
        yield first, following - timedelta(days=1)
        number, first = number + 1, following


def _multiple(every: str, times: int) -> Stretch:
    stretch = Stretch.parse(every)
    return Stretch(stretch.amount * times, stretch.unit)
