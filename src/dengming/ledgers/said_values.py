"""Days and counts that a step says: what has happened lies not after it, nor before what it follows on; the day that a
case agrees to be done by lies ahead, and not beyond what its part allows; a count that is part of another is not above
it."""

from collections.abc import Iterator, Mapping
from datetime import date

from dengming.rulebook.registers import Entry, EntryStage

Fault = tuple[str, str]
"""(field, what is wrong with it)"""


def faults_of(
    block: Entry, stage: EntryStage, part: str, said: Mapping[str, str], on: date, before: Mapping[str, str]
) -> dict[str, str]:
    """What is wrong with the days and counts that the step of that day says, by field; `before` is what was said
    earlier."""
    known = {**before, **said}
    days = (*_of_agreed_day(block, stage, part, said, on), *_of_past(block, said, on), *_of_order(block, said, known))
    return dict([*days, *_of_parts(block, said, known)])


def _of_past(block: Entry, said: Mapping[str, str], on: date) -> Iterator[Fault]:
    for field in block.field:
        if field.past and (day := said.get(field.id)) and date.fromisoformat(day) > on:
            yield field.id, f"“{field.name}”{day} 晚于办理日期 {on}：请核对这两个日期。"


def _of_order(block: Entry, said: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Fault]:
    names = {field.id: field.name for field in block.field}
    for field in block.field:
        day, first = said.get(field.id), known.get(field.not_before or "")
        if day and first and date.fromisoformat(day) < date.fromisoformat(first):
            yield field.id, f"“{field.name}”{day} 早于“{names[field.not_before or '']}”{first}：请核对这两个日期。"


def _of_parts(block: Entry, said: Mapping[str, str], known: Mapping[str, str]) -> Iterator[Fault]:
    names = {field.id: field.name for field in block.field}
    for field in block.field:
        count, whole = said.get(field.id), known.get(field.not_above or "")
        if count and whole and int(count) > int(whole):
            yield field.id, f"“{field.name}”{count} 多于“{names[field.not_above or '']}”{whole}：请核对这两个数。"


def _of_agreed_day(block: Entry, stage: EntryStage, part: str, said: Mapping[str, str], on: date) -> Iterator[Fault]:
    """Nothing where the stage agrees none."""
    if stage.sets_due is None or not (value := said.get(stage.sets_due)):
        return
    day, name = date.fromisoformat(value), next(it.name for it in block.field if it.id == stage.sets_due)
    kind = next((it for it in block.parts if it.id == part), None)
    if day < on:
        yield stage.sets_due, f"“{name}”{day} 早于办理日期 {on}：请填以后的日期。"
    elif kind and kind.by and day > (last := _next(kind.by, on)):
        yield stage.sets_due, f"“{kind.name}”的{name}不能晚于 {last}，现在是 {day}：做不到的改登记为别的类别。"


def _next(day_of_year: str, on: date) -> date:
    """The next such day of a year, this one included."""
    here = date.fromisoformat(f"{on.year}-{day_of_year}")
    return here if on <= here else date.fromisoformat(f"{on.year + 1}-{day_of_year}")
