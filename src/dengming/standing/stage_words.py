"""The steps of a register in plain Chinese: after which stage, by whom, with what, within how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dengming.calendar.due import Stretch
from dengming.ledgers.steps import taker_words
from dengming.rulebook.library import Rulebook
from dengming.rulebook.registers import Entry, EntryStage

_GUARDED: Final[dict[str, str]] = {
    "second-person": "登记人和本人以外的人办",
    "not-own": "本人以外的人办",
    "year-end": "当年12月1日起办理",
}

_SEEN: Final[dict[str, str]] = {
    "inner": "只有工委看得到",
    "public": "公示，人人看得到",
    "open_to_members": "还没有定人的，本组织的党员看得到，可以认领",
    "to_members": "本组织的党员看得到",
    "own": "本人也可以办",
    "lifts": "影响期到此为止",
    "undelivered": "本人还看不到",
}


@dataclass(frozen=True)
class StepSheet:
    """One step: the stage it leads to, the stages it starts from, who takes it, what it asks for, and remarks."""

    name: str
    after: str
    who: str
    asks: str
    remarks: str


def step_sheets(rulebook: Rulebook, entry: Entry) -> list[StepSheet]:
    """The steps of the register in the order of the file."""
    names = {stage.id: stage.name for stage in entry.stage}
    return [
        StepSheet(
            name=stage.name,
            after="、".join(names[name] for name in stage.from_) or "—",
            who=taker_words(rulebook, stage),
            asks=_asks(entry, stage, first=stage == entry.stage[0]),
            remarks="；".join((*_remarks(entry, stage, names), *_given(rulebook, entry, stage))),
        )
        for stage in entry.stage
    ]


def _asks(entry: Entry, stage: EntryStage, first: bool) -> str:
    asked = [(field, field.required) for field in entry.first_fields] if first else entry.fields_of(stage)
    return "、".join(field.name + ("" if required else "（可不填）") for field, required in asked) or "日期"


def _remarks(entry: Entry, stage: EntryStage, names: dict[str, str]) -> Iterator[str]:
    if stage.limit:
        yield f"上一步之后{Stretch.parse(stage.limit).chinese()}内"
    if stage.wait:
        yield f"上一步之后要满{Stretch.parse(stage.wait).chinese()}"
    if stage.guard in _GUARDED:
        yield _GUARDED[stage.guard]
    if stage.back:
        yield f"可{'重新打开' if stage.end else '退回'}到{'、'.join(names[name] for name in stage.back)}"
    yield from (words for key, words in _SEEN.items() if getattr(stage, key))
    if stage.sets_due:
        yield f"以“{_field(entry, stage.sets_due)}”为期限"
    if stage.expires:
        yield f"过了“{_field(entry, stage.expires)}”自动失效"
    if stage.end:
        yield "办结"


def _given(rulebook: Rulebook, entry: Entry, stage: EntryStage) -> Iterator[str]:
    if stage.gives:
        yield f"本人是“{_field(entry, stage.gives.at)}”的{rulebook.roles[stage.gives.role].name}，到这一期的最后一天"


def _field(entry: Entry, name: str) -> str:
    return next(field.name for field in entry.field if field.id == name)
