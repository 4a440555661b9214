"""What can be wrong with a stage that begins the next case or fills posts, that the case goes on, fields, posts; and
with a register of which each organisation has one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.faults import Fault
from dengming.rulebook.registers import Entry
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def renewal_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the file itself."""
    if entry.missing and (not entry.is_case or not entry.by_hand or entry.under):
        yield ".missing", "不是由各组织自己开始的一件，不能要求每个组织都有。", "请删去 missing，或 under、issue_to。"
    stages, fields = [it.id for it in entry.stage], [it.id for it in entry.field]
    first = [it.id for it in entry.first_fields]
    for stage in entry.stage:
        place = f".stage[{stage.id}].renews"
        if stage.renews and (not stage.end or stage.back):
            yield place, "下一件已经开始，这一件不能再往下办，也不能退回。", "请写 end = true，并删去 back。"
        for name in [stage.renews.since] if stage.renews else ():
            if name not in stages:
                yield place, f"没有阶段“{name}”。", nearest(name, stages) or f"可写：{'、'.join(stages)}。"
        for own, other in (stage.renews.fields if stage.renews else {}).items():
            if own not in first:
                yield place, f"第一个阶段不填“{own}”。", nearest(own, first) or f"可写：{'、'.join(first)}。"
            if other not in fields:
                yield place, f"没有栏目“{other}”。", nearest(other, fields)
        if stage.fills and not any(it.tally for one in entry.stage for it in one.demand):
            yield (
                f".stage[{stage.id}].fills",
                "没有选举（tally）的台账，不知道谁任职。",
                "请写选举的要求，或删去 fills。",
            )


def strange_posts(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """Only posts are filled; only organisations are asked for one each."""
    for entry in file.entry:
        if entry.missing and rulebook.is_of_people(entry):
            said = "逐人登记的台账，不能要求每个组织都有一件。"
            yield Fault(file.file, 0, f"entry[{entry.id}].missing", said, "请删去 missing。")
    posts = [role.id for role in rulebook.roles.values() if role.sort == "post"]
    for entry in file.entry:
        for stage in entry.stage:
            for name in stage.fills:
                if name not in posts:
                    place = f"entry[{entry.id}].stage[{stage.id}].fills"
                    yield Fault(file.file, 0, place, f"没有名为“{name}”的职务。", nearest(name, posts))
