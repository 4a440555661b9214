"""What a step needs besides its fields: that the register is open, proofs, what must stand elsewhere, named tests.

Each refuses with one sentence that says what is missing and where to get it.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from dengming.accounts.capabilities import LABELS
from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.agreements import year_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.permits import check_open, closed_period
from dengming.ledgers.steps import is_done, opened_again, proofs_there, register_of
from dengming.ledgers.way import filers, way_of
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.register_parts import Needed
from dengming.rulebook.registers import EntryStage
from dengming.rulebook.words import Guard


def check_step(scope: Scope, entry: Entry, stage: EntryStage, on: date) -> None:
    """Raise Refusal for the first thing that stands against the step on that day.

    What was begun may also be brought to an end when the register's paper no longer holds.
    """
    block = register_of(entry)
    if not stage.end:
        check_open(block)
    if closed := closed_period(block, entry.about):
        raise Refusal(closed)
    if stage.guard:
        GUARDS[stage.guard](scope, entry, on)
    _materials(entry, stage)
    if stage.requires:
        _required(entry, stage, stage.requires)


def check_first(scope: Scope, block: registers.Entry, subject: Subject) -> None:
    """Raise Refusal where the case would be begun by the person whom it is about, though its first step is for somebody
    else, or keeps it from that person."""
    if scope.person != subject.pk:
        return
    if block.stage[0].undelivered:
        raise Refusal(f"不能登记关于本人的“{block.name}”：登记以后本人看不到，请由另一位有此权限的人登记。")
    if block.stage[0].guard == "not-own":
        raise Refusal(f"不能登记本人的“{block.name}”：请由其他有“{LABELS[block.stage[0].may]}”权限的人登记。")


def second_person(scope: Scope, entry: Entry, on: date) -> None:
    """Somebody else than who filed it or amended that, and not the member whom it is about."""
    if scope.actor and scope.actor.pk in filers(entry):
        did = "登记（提出）" if scope.actor.pk == entry.entered_by_id else "更正"
        raise Refusal(f"{did}的人不能自己审核、决定：请由另一位有权限的人办理。")
    not_own(scope, entry, on)


def not_own(scope: Scope, entry: Entry, on: date) -> None:
    """Somebody else than the member whom it is about, or to whom the work came."""
    if scope.person is not None and scope.person in (entry.subject_id, entry.doer_id):
        raise Refusal("不能审核本人的：请由上级或其他有确认权限的人办理。")


def other_than_last(scope: Scope, entry: Entry, on: date) -> None:
    """Somebody else than who took the step by which it came to where it stands; at the first stage, than whose words
    it holds."""
    moves = [it for it in entry.moves.all() if it.way == Move.Way.ON and it.after == entry.stage]
    last = {moves[-1].moved_by_id} if moves else filers(entry)
    if scope.actor and scope.actor.pk in last:
        raise Refusal("上一步是您办的，不能自己接着核对：请由另一位有权限的人办理。")


def children_over(scope: Scope, entry: Entry, on: date) -> None:
    """Nothing that belongs to it is still being worked on."""
    left = [it for it in entry.children.filter(withdrawn_at=None).select_related("subject") if not is_done(it)]
    if left:
        names = "、".join(dict.fromkeys(it.subject.name for it in left[:5]))
        raise Refusal(f"还有 {len(left)} 件没有办结（{names}）：请先办结。")


def children_closed(scope: Scope, entry: Entry, on: date) -> None:
    """The same, and there is something: a claim without a single row is not mended."""
    if not entry.children.filter(withdrawn_at=None).exists():
        below = [it.name for it in rules().rulebook.entries.values() if entry.register in it.above]
        raise Refusal(f"下面还没有一件“{'”“'.join(below)}”，不能算办完：请先登记。")
    children_over(scope, entry, on)


def year_end(scope: Scope, entry: Entry, on: date) -> None:
    """The year that it is for is in its last month, or over: before that nobody can say what was kept."""
    year = year_of(entry)
    if on < date(year, 12, 1):
        raise Refusal(f"{year}年12月1日起才办理：办理日期也不能写在这以前。")


GUARDS: Final[dict[Guard, Callable[[Scope, Entry, date], None]]] = {
    "second-person": second_person,
    "not-own": not_own,
    "other-than-last": other_than_last,
    "children-over": children_over,
    "children-closed": children_closed,
    "year-end": year_end,
}


def _materials(entry: Entry, stage: EntryStage) -> None:
    there = proofs_there(entry)
    missing = [rules().rulebook.proofs[name].name for name in stage.materials if name not in there]
    if missing:
        again = "重新打开以后" if opened_again(entry) else ""
        raise Refusal(
            f"{again}还没有“{'”“'.join(missing)}”，不能{stage.verb or stage.name}：请先关联已有的记录或上传材料。"
        )


def _required(entry: Entry, stage: EntryStage, needed: Needed) -> None:
    """The parent, where it is of that register; else any living entry about the same organisation."""
    block = rules().rulebook.entries[needed.entry]
    of_parent = entry.parent if entry.parent and entry.parent.register == needed.entry else None
    same = Entry.objects.filter(register=needed.entry, subject=entry.subject, withdrawn_at=None)
    found = [of_parent] if of_parent else list(same)
    if not any(needed.stage in [it.stage for it in way_of(one)] for one in found):
        said = block.stage_of(needed.stage).name
        raise Refusal(f"“{block.name}”还没有到“{said}”，不能{stage.verb or stage.name}：请先办好“{block.name}”。")
