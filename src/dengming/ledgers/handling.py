"""What is done with a case without taking a step: taken back by who took the last one, handed on, urged."""

from itertools import takewhile
from typing import Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.ledgers.gifts import check_given_again
from dengming.ledgers.links import check_links
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import is_over, register_of
from dengming.ledgers.titles import title_of
from dengming.ledgers.way import way_of
from dengming.ledgers.writing import Act, check_fresh, note_of, told, write, write_beside
from dengming.reasons import AT_MOST
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

_FEW: Final = 20
"""Signs by which something else is named in a sentence."""
TELLING: Final = (Move.Way.BACK, Move.Way.URGED)
"""What is done only to tell something to whoever has the next step; a case sent back says why."""


@action("entry.taken-back", label="撤回办理", needs="read", at=line_reach)
def take_back(scope: Scope, entry: Entry, *, reason: str, seen: int) -> Done[Entry]:
    """Undo one's own last step, as long as nobody has done anything since. Raises Refusal otherwise."""
    check_fresh(entry, seen)
    last = _own_last_step(scope, entry)
    if last is None:
        raise Refusal("只能撤回自己刚办的最后一步，别人还没有接着办：请联系接办的人退回。")
    if against := _in_the_way(entry, last):
        raise Refusal(against)
    check_given_again(scope, entry, way_of(entry)[:-1])
    write(
        scope, entry, Act(Move.Way.TAKEN_BACK, last.before, clock.today(), reason=reason_at("reason", reason, "撤回"))
    )
    return Done(entry, about=told(entry), note=note_of(entry))


@action("entry.handed-on", label="转办", needs="record", at=line_reach)
def hand_on(scope: Scope, entry: Entry, *, to: str, reason: str, seen: int) -> Done[Entry]:
    """The work comes to another member of the organisation. Raises FieldRefusal where that is nobody of it."""
    check_fresh(entry, seen)
    block = register_of(entry)
    field = next((field for field in block.field if field.id == block.doer), None)
    if field is None or is_over(entry):
        raise Refusal("这一件不能转办：没有承办人，或者已经办结。")
    if not to:
        raise FieldRefusal({"to": f"请选新的{field.name}。"})
    try:
        check_links(block, [field], {field.id: to}, entry.subject, entry)
    except FieldRefusal as refusal:
        raise FieldRefusal({"to": next(iter(refusal.problems.values()))}) from None
    act = Act(Move.Way.HANDED, entry.stage, clock.today(), {field.id: to}, reason_at("reason", reason, "转办"))
    write(scope, entry, act)
    return Done(entry, about=told(entry), note=note_of(entry))


@action("entry.urged", label="催办台账", needs="urge", at=line_reach)
def urge(scope: Scope, entry: Entry, *, note: str) -> Done[Entry]:
    """Remind whoever has the next step; it changes no state. Shown on the task and the case."""
    refuse_marked(note, "附言")
    if is_over(entry):
        raise Refusal("这一件已经办结，不用催办。")
    if len(note.strip()) > AT_MOST:
        raise Refusal(f"附言太长：请不超过 {AT_MOST} 字。")
    write_beside(scope, entry, Act(Move.Way.URGED, entry.stage, clock.today(), reason=note.strip()))
    return Done(entry, about=told(entry), note=note_of(entry))


def may_take_back(scope: Scope, entry: Entry) -> bool:
    """Whether the last thing that was done is the actor's own step, and nothing stands in the way of undoing it."""
    last = _own_last_step(scope, entry)
    return last is not None and not _in_the_way(entry, last)


def against_taking_back(scope: Scope, entry: Entry) -> str:
    """Why the actor's own last step is not undone, in one sentence; "" where it is, or where the last step is no own
    one."""
    last = _own_last_step(scope, entry)
    return _in_the_way(entry, last) if last else ""


def _own_last_step(scope: Scope, entry: Entry) -> Move | None:
    last = _last_act(entry)
    if last is None or last.way != Move.Way.ON or scope.actor is None or entry.withdrawn_at is not None:
        return None
    return last if last.moved_by_id == scope.actor.pk else None


def _in_the_way(entry: Entry, last: Move) -> str:
    """What was begun under the case by the step or since then; what lay there before is none of its doing."""
    if register_of(entry).stage_of(entry.stage).withdraws_below:
        return "下面的已经随这一步撤回，不能再恢复：这一步不能撤回。"
    since = list(entry.children.filter(withdrawn_at=None, entered_at__gte=last.moved_at).select_related("subject"))
    names = "、".join(dict.fromkeys(f"“{register_of(it).name}”（{title_of(it, _FEW)}）" for it in since))
    which = "那一件" if len(since) == 1 else f"那 {len(since)} 件"
    return f"这一步以后已经登记{names}：要撤回这一步，请先撤回{which}。" if since else ""


def _last_act(entry: Entry) -> Move | None:
    """The last thing that was done; an urging is not."""
    return entry.moves.exclude(way=Move.Way.URGED).last()


def told_of(entry: Entry) -> list[Move]:
    """What whoever has the next step was told since the last one: why it was sent back, the newest urging.

    What was amended since then answers it, and is no step: whoever takes that is still told.
    """
    passing = (*TELLING, Move.Way.AMENDED)
    since = takewhile(lambda move: move.way in passing, reversed(entry.moves.all()))  # prefetched on lists
    newest: dict[str, Move] = {}
    for move in since:
        newest.setdefault(move.way, move)
    return [newest[way] for way in TELLING if way in newest]
