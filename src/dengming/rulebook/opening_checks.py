"""What can be wrong with a stage that is open to the members: that none of them could see it, or take the work on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.faults import Fault
from dengming.rulebook.registers import Entry

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def opening_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the file itself."""
    for stage in entry.stage:
        place = f".stage[{stage.id}].open_to_members"
        if stage.open_to_members and stage.inner:
            yield place, "只给工委看的阶段不能同时由党员认领。", "请删去 inner 或 open_to_members。"
        if stage.open_to_members and not any(entry.taken_up_by(step) for step in entry.after(stage.id)):
            cure = '下一步请用 may = "record"、不写 by，needs 里写上 doer 的栏目；或删去 open_to_members。'
            yield place, "没有党员可以认领的下一步。", cure


def opened_people(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """What is about a person is that person's: nobody else takes it on."""
    for entry in file.entry:
        for stage in entry.stage if rulebook.is_of_people(entry) else ():
            if stage.open_to_members:
                place = f"entry[{entry.id}].stage[{stage.id}].open_to_members"
                said = "逐人登记的台账没有可以由党员认领的。"
                yield Fault(file.file, 0, place, said, "请删去 open_to_members，或把 owner 写成组织。")
