"""What was to be begun under a case by a step: so many, in so many periods, or in each of them; "" where it was."""

from datetime import date

from dengming.calendar.due import Stretch
from dengming.calendar.periods import period_of, periods_between
from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.ledgers.parents import under_of
from dengming.rulebook.demand_parts import Begun, Calendar
from dengming.rulebook.words import EVERY_LABELS


def begun_below(asked: Begun, taken: Taken, entry: Entry | None) -> str:
    """What is missing by the day of the step."""
    there = [it for it in (entry.children.all() if entry else ()) if it.register == asked.entry and _counts(it, taken)]
    if asked.since and not (asked.every or asked.each):
        there = [it for it in there if it.happened >= _since(asked, taken)]
    if asked.instead and (told := _otherwise(asked, asked.instead, taken, there)):
        return told
    there = [it for it in there if all(it.fields.get(name) in said for name, said in asked.saying.items())]
    if asked.each:
        return _missing(asked, asked.each, taken, there)
    return _in_too_few(asked, asked.every, taken, there) if asked.every else _too_few(asked, taken, there)


def _counts(below: Entry, taken: Taken) -> bool:
    """Whether it lies where it could be done for the case: by the day of the step, and after the day from which on the
    case counts, which may have been put right since."""
    under = under_of(rules().rulebook.entries[below.register], taken.block.id)
    first = taken.day(under.after) if under and under.after else None
    return below.withdrawn_at is None and below.happened <= taken.on and (first is None or below.happened > first)


def _too_few(asked: Begun, taken: Taken, there: list[Entry]) -> str:
    """Of those that say the same in the field `different` only one counts; where it is asked `within` a time before
    the step, only those of that time."""
    begun = rules().rulebook.entries[asked.entry]
    if asked.within:
        first = Stretch.parse(asked.within).before(taken.on)
        there = [it for it in there if it.happened >= first]
    number = len(there)
    if asked.different is not None:
        number = len({it.fields.get(asked.different, "") for it in there} - {""})
    ways = next((f"{it.name}不同的" for it in begun.field if it.id == asked.different), "")
    told = f"{_when(asked, taken)}要有 {asked.at_least} 次{ways}“{begun.name}”，现在有 {number} 次"
    return told if number < asked.at_least else ""


def _when(asked: Begun, taken: Taken) -> str:
    told = [f"“{taken.block.stage_of(asked.since).name}”（{_since(asked, taken)}）以后"] if asked.since else []
    told += [f"这一步以前{Stretch.parse(asked.within).chinese()}内"] if asked.within else []
    return "、".join(told) + "，" if told else ""


def _otherwise(asked: Begun, instead: str, taken: Taken, there: list[Entry]) -> str:
    """The newest that says something else than what counts, and which step is to be taken then."""
    for it in sorted(there, key=lambda one: one.happened, reverse=True):
        for field in rules().rulebook.entries[asked.entry].field:
            if field.id in asked.saying and (said := it.fields.get(field.id)) not in (None, *asked.saying[field.id]):
                begun, stage = rules().rulebook.entries[asked.entry], taken.block.stage_of(instead)
                told = f"{it.happened} 的“{begun.name}”，“{field.name}”是“{said}”"
                return f"{told}：请办“{stage.verb or stage.name}”"
    return ""


def _in_too_few(asked: Begun, every: Calendar, taken: Taken, there: list[Entry]) -> str:
    """Many in one period count once; a period without any is made up for by a later one, not by more in another."""
    begun, name = _since(asked, taken), rules().rulebook.entries[asked.entry].name
    held = {period_of(every, it.happened).first for it in there if it.happened >= begun}
    if len(held) >= asked.at_least:
        return ""
    unit = EVERY_LABELS[every].removeprefix("每")
    return f"{begun} 起每{unit}一次“{name}”，要在 {asked.at_least} 个{unit}里有，现在只有 {len(held)} 个"


def _missing(asked: Begun, each: str, taken: Taken, there: list[Entry]) -> str:
    """Many at once, or before it began to count, make up for no period without any; asked of the full ones alone, as
    the duty asks."""
    begun, name = _since(asked, taken), rules().rulebook.entries[asked.entry].name
    full = [it for it in periods_between(each, begun, taken.on) if begun <= it.first and it.last < taken.on]
    empty = [it for it in full if not any(it.first <= one.happened <= it.last for one in there)]
    told = "、".join(f"{it.first} 至 {it.last} " for it in empty)
    return f"{told}没有“{name}”" if empty else ""


def _since(asked: Begun, taken: Taken) -> date:
    """From when on it counts: the stage, as it was reached last; the step itself where it was not."""
    reached = [it.day for it in taken.way if asked.since in (None, it.stage)]
    return reached[-1] if reached else taken.on
