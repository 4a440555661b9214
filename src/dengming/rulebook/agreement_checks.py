"""What can be wrong with the agreement of a register: fields, stages and kinds that it names and that are not there."""

from collections.abc import Iterator

from dengming.rulebook.agreements import Agreement
from dengming.rulebook.registers import Entry
from dengming.rulebook.wording import nearest

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""

_TYPES = {
    "year": ("year",),
    "first": ("text",),
    "number": ("document", "text"),
    "first_signer": ("text",),
    "second_signer": ("text",),
    "more": ("long",),
    "said": ("long",),
}


def agreement_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the file itself."""
    if entry.agreement is None:
        return
    yield from _fields(entry, entry.agreement)
    yield from _stages(entry, entry.agreement)
    yield from _parties(entry, entry.agreement)
    names = [item.id for item in entry.agreement.item]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield ".agreement.item", f"项目“{name}”写了两次。", "请换一个编号。"


def _fields(entry: Entry, agreement: Agreement) -> Iterator[Said]:
    types = {field.id: field.type for field in entry.field}
    for key, wanted in _TYPES.items():
        name = getattr(agreement, key)
        if name not in types:
            cure = nearest(name, types) or "请先写这个栏目的 [[entry.field]]。"
            yield f".agreement.{key}", f"没有栏目“{name}”。", cure
        elif types[name] not in wanted:
            yield f".agreement.{key}", f"栏目“{name}”的 type 不对。", f"请写成 {'、'.join(wanted)}。"


def _stages(entry: Entry, agreement: Agreement) -> Iterator[Said]:
    if not entry.is_case:
        yield ".agreement", "只有逐件办理、有办结阶段的台账才能是责任书。", "请给最后一个阶段写 end = true。"
    stages = [stage.id for stage in entry.stage]
    for key in ("firm", "compared"):
        name = getattr(agreement, key)
        if name not in stages:
            cure = nearest(name, stages) or f"可写：{'、'.join(stages)}。"
            yield f".agreement.{key}", f"没有阶段“{name}”。", cure


def _parties(entry: Entry, agreement: Agreement) -> Iterator[Said]:
    """Each kind that may sign has a proposal, and nobody else has one."""
    for name in sorted({*entry.issue_to} ^ {*agreement.proposed}):
        cure = "请让 issue_to 和 proposed 写同样的组织。"
        yield ".agreement.proposed", f"“{name}”只写在 issue_to 或 proposed 的一处。", cure
