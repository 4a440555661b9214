"""Who may take a whole entry back: what others are owed, or have got, is not made to disappear."""

from typing import Final

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import authorise
from dengming.accounts.capabilities import WHOLE
from dengming.accounts.scope import Scope
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import register_of
from dengming.rulebook.registers import EntryStage

_COMMITTEE: Final = "settle"


def may_withdraw(scope: Scope, entry: Entry) -> bool:
    """Whether the actor may take the whole entry back: before its first step whoever files there; after it the
    committee, where the register has a step of the committee, or the case has gone over to another organisation; in any
    other register whoever may take every step that was taken."""
    block, place, taken = register_of(entry), line_reach(entry), _taken(entry)
    over = {stage.may for stage in block.stage if stage.may in WHOLE} if taken else set()
    over |= {_COMMITTEE} if any(stage.moves_to for stage in taken) else set()
    needed = over or {block.stage[0].may} | {stage.may for stage in taken}
    return all(scope.may(may, place) for may in needed)


def check_may_withdraw(scope: Scope, entry: Entry) -> None:
    """Raise NotVisible or PermissionDenied where the entry is not the actor's to take back."""
    authorise(scope, register_of(entry).stage[0].may, line_reach(entry))
    if may_withdraw(scope, entry):
        return
    if any(stage.moves_to for stage in _taken(entry)):
        raise PermissionDenied("已经由另一个党支部接收过，不能撤回：接收错了的请退回，登记错了的请由机关工委撤回。")
    raise PermissionDenied("已经往下办了，不能由登记的人撤回：请由机关工委或办过各步的人撤回。")


def _taken(entry: Entry) -> list[EntryStage]:
    """The stages to which a step was ever taken."""
    block = register_of(entry)
    return [block.stage_of(move.after) for move in entry.moves.all() if move.way == Move.Way.ON]
