"""The day that a case agrees to be done by: not before the day it is agreed on, nor beyond what its part allows."""

from collections.abc import Mapping
from datetime import date

from dengming.rulebook.registers import Entry, EntryStage


def faults_of(block: Entry, stage: EntryStage, part: str, said: Mapping[str, str], on: date) -> dict[str, str]:
    """What is wrong with the day, by its field; nothing where the stage agrees none."""
    if stage.sets_due is None or not (value := said.get(stage.sets_due)):
        return {}
    day, name = date.fromisoformat(value), next(it.name for it in block.field if it.id == stage.sets_due)
    if day < on:
        return {stage.sets_due: f"“{name}”{day} 早于办理日期 {on}：请填以后的日期。"}
    kind = next((it for it in block.parts if it.id == part), None)
    if kind and kind.by and day > (last := _next(kind.by, on)):
        return {stage.sets_due: f"“{kind.name}”的{name}不能晚于 {last}，现在是 {day}：做不到的改登记为别的类别。"}
    return {}


def _next(day_of_year: str, on: date) -> date:
    """The next such day of a year, this one included."""
    here = date.fromisoformat(f"{on.year}-{day_of_year}")
    return here if on <= here else date.fromisoformat(f"{on.year + 1}-{day_of_year}")
