"""What an entry belongs to: the problem behind a claim, the claim behind a row, the task behind a smaller one."""

from datetime import date

from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.ledgers.steps import is_over, register_of
from dengming.ledgers.way import way_of
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.register_parts import Under


def check_parent(block: registers.Entry, subject: Subject, parent: Entry | None) -> None:
    """Raise Refusal where it belongs to nothing although it must, to what it cannot belong to, or is a second one.

    A register that may lie under itself (tasks that break down) may also begin anew. Of what is issued an organisation
    has one under each, whether it was sent out or begun by hand.
    """
    if not block.under:
        if parent is not None:
            raise Refusal(f"“{block.name}”不从别的台账生成：请直接登记。")
        return
    if parent is None:
        if block.id in block.above:
            return
        names = "、".join(rules().rulebook.entries[name].name for name in block.above)
        raise Refusal(f"“{block.name}”要从“{names}”里的一件开始：请打开那一件，从那里登记。")
    if not takes(block, parent):
        raise Refusal(f"“{block.name}”现在不能放在这一件之下：它还没有办到那一步，或者已经办结。")
    if parent.subject.sort == Subject.Sort.PERSON and subject != parent.subject:
        raise Refusal(f"“{block.name}”要登记在{parent.subject.name}名下。")
    if not subject_reach(subject).startswith(subject_reach(parent.subject)):
        raise Refusal(f"{subject.name}不在{parent.subject.name}之下：请核对。")
    if block.issue_to and parent.children.filter(register=block.id, subject=subject, withdrawn_at=None).exists():
        raise Refusal(f"{subject.name}在这一件之下已经有一份“{block.name}”：请在那一份上办理。")


def takes(block: registers.Entry, parent: Entry) -> bool:
    """Whether an entry of the register may lie under this one now: of the right kind, far enough, and not over, where
    it does not also belong to what has ended."""
    under = under_of(block, parent.register)
    if under is None or (register_of(parent).is_case and is_over(parent) and not _still(under, parent)):
        return False
    return under.stage is None or under.stage in [it.stage for it in way_of(parent)]


def not_that_far(block: registers.Entry, parent: Entry | None, on: date) -> str:
    """That what it belongs to had not come so far on the day, or had not begun to count; "" where it had."""
    under = under_of(block, parent.register) if parent else None
    if parent is None or under is None:
        return ""
    reached = [it.day for it in way_of(parent) if it.stage == under.stage]
    if reached and on < reached[0]:
        name = register_of(parent).stage_of(under.stage or "").name
        return f"日期 {on} 早于“{name}”的 {reached[0]}：那时还不能登记“{block.name}”，请核对。"
    said = parent.fields.get(under.after or "")
    if not said or on > date.fromisoformat(said):
        return ""
    name = next(field.name for field in register_of(parent).field if field.id == under.after)
    return f"日期 {on} 不晚于“{name}”{said}：请核对这两个日期。"


def under_of(block: registers.Entry, register: str) -> Under | None:
    """By which word its entries may belong to those of the register."""
    return next((it for it in block.under if it.entry == register), None)


def _still(under: Under, parent: Entry) -> bool:
    return under.over and parent.withdrawn_at is None


def behind(entry: Entry) -> Entry | None:
    """What a case comes from: past its organisation's own entries, such as the claim, to the first of somebody else."""
    found = entry.parent
    while found is not None and found.parent is not None and found.subject_id == entry.subject_id:
        found = found.parent
    return found


def part_of(entry: Entry) -> str:
    """The name of the part that it is of: its own, else that of what it was begun under; "" where there is none.

    What was issued is the receiver's own matter and takes over nothing but the part that its register declares.
    """
    found: Entry | None = entry
    while found is not None and not found.part:
        found = None if register_of(found).issue_to else found.parent
    parts = {part.id: part.name for part in register_of(found).parts} if found else {}
    return parts.get(found.part, found.part) if found else ""


def has_parts(block: registers.Entry) -> bool:
    """Whether its entries may be of a part: of its own, or of those under which they are begun."""
    books, names, passed = rules().rulebook.entries, [block.id], set()
    while names:
        one = books[names.pop()]
        if one.parts:
            return True
        passed.add(one.id)
        names += [name for name in one.above if name not in passed and not one.issue_to]
    return False
