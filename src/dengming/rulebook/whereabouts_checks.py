"""What can be wrong with a step at another organisation: that nobody knows by then at which; and with who moves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.faults import Fault
from dengming.rulebook.registers import Entry, EntryStage

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def whereabouts_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the file itself."""
    types = {field.id: field.type for field in entry.field}
    for number, stage in enumerate(entry.stage):
        place = f".stage[{stage.id}]"
        for key in ("at", "moves_to"):
            if not (name := getattr(stage, key)):
                continue
            if types.get(name) != "organisation":
                yield f"{place}.{key}", f"“{name}”不是填组织的栏目。", '请写一个 type = "organisation" 的栏目。'
            elif number == 0:
                yield f"{place}.{key}", "第一步还不知道是哪个组织。", f"请让后面的阶段写 {key}。"
            elif late := [it.name for it in map(entry.stage_of, stage.from_) if not _is_said(entry, it, name)]:
                cure = "请写进那个阶段的 needs。"
                yield f"{place}.{key}", f"从“{late[0]}”办这一步时可能还没有填“{name}”。", cure
        if stage.moves_to and stage.becomes:
            yield f"{place}.moves_to", "一步不能同时改人员类别和所在支部。", "请分成两步。"
    for field in entry.field:
        if field.held_in and field.required:
            yield f".field[{field.id}].held_in", "别的系统里已有的，不能要求再填一遍。", "请删去 required 或 held_in。"


def moved_organisations(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """Only people belong to a branch."""
    for entry in file.entry:
        strangers = [name for name in entry.owner if name in rulebook.roles and rulebook.roles[name].of != "person"]
        if entry.destinations and strangers:
            cure = f"请删去：{'、'.join(strangers)}。"
            yield Fault(file.file, 0, f"entry[{entry.id}].owner", "组织关系只有人才能转接。", cure)


def _is_said(entry: Entry, stage: EntryStage, name: str) -> bool:
    """Whether the field is filled in when a case has come to the stage by its own step."""
    required = [field.id for field in entry.first_fields if field.required]
    return name in stage.needs or name in required
