"""What an entry belongs to: the problem behind a claim, the claim behind a row, the task behind a smaller one."""

from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.ledgers.steps import is_over
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers


def check_parent(block: registers.Entry, subject: Subject, parent: Entry | None) -> None:
    """Raise Refusal where it belongs to nothing although it must, or to what it cannot belong to.

    A register that may lie under itself (tasks that break down) may also begin anew.
    """
    if not block.under:
        if parent is not None:
            raise Refusal(f"“{block.name}”不从别的台账生成：请直接登记。")
        return
    if parent is None:
        if block.id in block.under:
            return
        names = "、".join(rules().rulebook.entries[name].name for name in block.under)
        raise Refusal(f"“{block.name}”要从“{names}”里的一件开始：请打开那一件，从那里登记。")
    if parent.register not in block.under:
        raise Refusal(f"“{block.name}”不能放在这一件之下：请从对应的台账里打开。")
    if is_over(parent) and rules().rulebook.entries[parent.register].is_case:
        raise Refusal("上一级的这一件已经办结或撤回：请核对。")
    if not subject_reach(subject).startswith(subject_reach(parent.subject)):
        raise Refusal(f"{subject.name}不在{parent.subject.name}之下：请核对。")
