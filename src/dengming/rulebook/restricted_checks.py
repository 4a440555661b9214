"""What can be wrong with a restricted register: whatever would carry it to others; and with the effects of any."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dengming.calendar.due import Stretch
from dengming.rulebook.faults import Fault
from dengming.rulebook.references import keyed, matches
from dengming.rulebook.registers import Entry, EntryStage
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""

_SPREADING: Final = (
    "under",
    "issue_to",
    "filed_at",
    "newcomer",
    "doer",
    "send",
    "suggest",
    "paste",
    "agreement",
    "preset",
)
_SPREADING_AT: Final = ("public", "open_to_members", "to_members", "gives", "becomes", "issues", "materials", "takes")


def restricted_faults(entry: Entry) -> Iterator[Said]:
    """What a restricted register may not have: ways to others, and places where the facts of a case could be told."""
    if entry.restricted is None:
        for stage in entry.stage:
            if stage.undelivered:
                place, cure = f".stage[{stage.id}].undelivered", "请删去 undelivered，或写 restricted。"
                yield place, "不是受限台账，本人以外的人也看得到。", cure
        return
    for key in _SPREADING:
        if getattr(entry, key):
            yield f".{key}", "受限台账会由此让别人知道。", f"请删去 {key}。"
    for field in entry.field:
        if field.type == "long":
            yield f".field[{field.id}]", "受限台账不设大段文字栏目，免得写进案情。", "请改为日期、文号或选项，或删去。"
    for stage in entry.stage:
        yield from _spreading(entry, stage)


def _spreading(entry: Entry, stage: EntryStage) -> Iterator[Said]:
    place = f".stage[{stage.id}]"
    for key in _SPREADING_AT:
        if getattr(stage, key):
            yield f"{place}.{key}", "受限台账会由此让别人知道。", f"请删去 {key}。"
    if stage.may != entry.restricted:
        yield f"{place}.may", "看不到这本台账的人办不了这一步。", f'请写 may = "{entry.restricted}"。'


def effect_faults(entry: Entry) -> Iterator[Said]:
    """Fields and parts that an effect names are there, and its length can be read."""
    types = {field.id: field.type for field in entry.field}
    parts = [part.id for part in entry.parts]
    for effect in entry.effect:
        place = f".effect[{effect.id}]"
        for name in (effect.from_, effect.held_until):
            if name and types.get(name) != "date":
                yield place, f"“{name}”不是填日期的栏目。", nearest(name, types) or '请写一个 type = "date" 的栏目。'
        for name in effect.part:
            if name not in parts:
                yield place, f"没有分项“{name}”。", nearest(name, parts) or f"可用的有：{'、'.join(parts) or '无'}。"
        try:
            Stretch.parse(effect.lasts)
        except ValueError as error:
            yield place, str(error), ""


def spread_elsewhere(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """A restricted register is about people, and makes no facts, so that neither duty nor point can count on it."""
    for entry in file.entry:
        strangers = [name for name in entry.owner if name in rulebook.roles and rulebook.roles[name].of != "person"]
        if entry.restricted and strangers:
            said = "受限台账只关于人：由其本人和纪检人员看。"
            yield Fault(file.file, 0, f"entry[{entry.id}].owner", said, f"请删去：{'、'.join(strangers)}。")
    asked = [(place, match) for duty in file.duty for place, block in keyed(duty) for match in matches(block)]
    asked += [(f"score[{it.id}].rule[{rule.id}]", rule.counts) for it in file.score for rule in it.rule if rule.counts]
    for place, match in asked:
        for name in match.names if match.noun in ("entry", "below") else ():
            if name in rulebook.entries and rulebook.entries[name].restricted:
                said = f"“{rulebook.entries[name].name}”是受限台账，不能计入应办或积分。"
                yield Fault(file.file, 0, place, said, "请删去。")
