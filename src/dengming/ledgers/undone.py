"""What may be undone of a case, and by whom: sent back to an earlier stage, or withdrawn as a whole.

What somebody above has decided is undone by who decides that, never by those about whom or for whom it was decided.
"""

from collections.abc import Iterator
from typing import Final

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import authorise
from dengming.accounts.capabilities import WHOLE
from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import line_reach, step_reach
from dengming.ledgers.steps import ahead_of, back_of, may_at, may_take, register_of, taker_words
from dengming.ledgers.way import back_to, way_of
from dengming.rulebook.registers import EntryStage

_NOT_NEXT: Final = "没有退回的权限：请由能办下一步的人办理。"


def returns_of(scope: Scope, entry: Entry) -> list[str]:
    """The stages that the actor may send it back to now."""
    return [name for name in back_of(entry) if not check_return(scope, entry, name)]


def against_return(scope: Scope, entry: Entry) -> str:
    """Why the actor may send it back to nothing at all, in one sentence; "" for who may, or where only nothing is left
    to go back to."""
    told = [check_return(scope, entry, name) for name in back_of(entry)]
    if not _next_of(scope, entry):
        return _NOT_NEXT
    return told[0] if all(told) and told else ""


def check_return(scope: Scope, entry: Entry, to: str) -> str:
    """Why the actor may not send it back to that stage, in one sentence; "" for who may.

    That is who may take a next step, or at an end the step that led there. What certain posts decided is sent back by
    one of them, or by those of a next step that is for certain posts too; who took it over at another organisation
    gives it back to those who sent it.
    """
    mine = _next_of(scope, entry)
    if not mine:
        return _NOT_NEXT
    here = register_of(entry).stage_of(entry.stage)
    if here.at and may_take(scope, entry, here):
        return ""
    decided = [it for it in _undone(entry, to) if (it.by or it.superior) and not may_take(scope, entry, it)]
    if decided and not any(it.by or it.superior or it.may in WHOLE for it in mine):
        return f"退回会撤销“{decided[0].name}”：要由{taker_words(rules().rulebook, decided[0])}退回。"
    return ""


def _next_of(scope: Scope, entry: Entry) -> list[EntryStage]:
    """The next steps that are the actor's; at an end the step that led there."""
    stage = register_of(entry).stage_of(entry.stage)
    return [it for it in ([stage] if stage.end else ahead_of(entry)) if may_take(scope, entry, it)]


def may_withdraw(scope: Scope, entry: Entry) -> bool:
    """Whether the actor may take the whole entry back."""
    return not _against(scope, entry)


def check_may_withdraw(scope: Scope, entry: Entry) -> None:
    """Raise NotVisible or PermissionDenied where the entry is not the actor's to take back."""
    authorise(scope, register_of(entry).stage[0].may, line_reach(entry))
    if told := _against(scope, entry):
        raise PermissionDenied(told)


def _against(scope: Scope, entry: Entry) -> str:
    """Why the actor may not withdraw it, in one sentence; "" for who may.

    Before its first step whoever files there may; after it the committee, where the register has a step of the
    committee: what is owed to it is not made to disappear by who owes it; in any other register whoever may take every
    step that stands. What the roster has followed is sent back first: nobody's membership goes with a case at once.
    """
    block, place = register_of(entry), line_reach(entry)
    followed = next((it for it in _taken(entry) if it.becomes or it.moves_to), None)
    if followed is not None:
        return f"名册已随“{followed.name}”改过，不能整件撤回：请由办过各步的人逐步退回，退到它以前再撤回。"
    stepped = any(move.way == Move.Way.ON for move in entry.moves.all())
    over = {stage.may for stage in block.stage if stage.may in WHOLE} if stepped else set()
    if not all(scope.may(may, place) for may in over or {block.stage[0].may}):
        return (
            "已经往下办了，不能由登记的人撤回：请由机关工委撤回。" if over else "没有撤回的权限：请由登记的组织撤回。"
        )
    others = [] if over else [it for it in _taken(entry) if not may_at(scope, it, step_reach(entry, it))]
    if others:
        whose = taker_words(rules().rulebook, others[0])
        return f"“{others[0].name}”已由上级或别人办过，不能整件撤回：请先由{whose}退回。"
    return ""


def _taken(entry: Entry) -> Iterator[EntryStage]:
    """The steps that stand, the last one first, without the one by which it was filed."""
    block = register_of(entry)
    return (block.stage_of(it.stage) for it in reversed(way_of(entry)[1:]))


def _undone(entry: Entry, to: str) -> list[EntryStage]:
    """The steps that going back there undoes."""
    block, way = register_of(entry), way_of(entry)
    return [block.stage_of(it.stage) for it in way[len(back_to(way, to)) :]]
