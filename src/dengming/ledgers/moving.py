"""The steps of a case: on to a stage, or back with a reason. Each is taken once; the second is told who was first.

Who may is asked for inside: the declared permission is to see the place, the step names the capability and posts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.ledgers.emission import rows_of
from dengming.ledgers.fields import FieldRefusal, read_fields
from dengming.ledgers.guards import GUARDS
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.permits import check_open, closed_period
from dengming.ledgers.places import line_reach
from dengming.ledgers.reasons import reason_of
from dengming.ledgers.steps import ahead_of, back_of, may_return, may_take, register_of, taker_words, way_of
from dengming.refusal import Refusal
from dengming.rulebook.registers import EntryStage


@dataclass(frozen=True)
class Step:
    """What is said with a step: to which stage, on which day, the fields that it asks for."""

    stage: str
    happened: date
    fields: Mapping[str, str] = field(default_factory=dict)


@action("entry.moved", label="办理台账", needs="read", at=line_reach)
def take(scope: Scope, entry: Entry, *, step: Step, seen: int) -> Done[Entry]:
    """One step on. `seen` is the number of moves that the actor saw.

    Raises PermissionDenied for who may not, FieldRefusal for what is not said, Refusal where the step does not start
    here, its guard says no, or somebody was faster.
    """
    check_fresh(entry, seen)
    stage = next((stage for stage in ahead_of(entry) if stage.id == step.stage), None)
    if stage is None:
        raise Refusal(f"{_at(entry)}，不能办这一步：请刷新页面，看现在能办什么。")
    check_may(scope, entry, stage)
    check_open(register_of(entry))
    if closed := closed_period(register_of(entry), entry.about):
        raise Refusal(closed)
    if stage.guard:
        GUARDS[stage.guard](scope, entry)
    said = _said(entry, stage, step)
    _move(scope, entry, Move.Way.ON, stage.id, step.happened, fields=said)
    return Done(entry, about=told(entry), note=note_of(entry))


@action("entry.returned", label="退回台账", needs="read", at=line_reach)
def send_back(scope: Scope, entry: Entry, *, to: str, reason: str, seen: int) -> Done[Entry]:
    """Back to an earlier stage with a reason: its later facts end now. From an end that is to open it again.

    By whoever may take a next step instead; at an end by whoever may take that step.
    """
    check_fresh(entry, seen)
    if to not in back_of(entry):
        raise Refusal(f"{_at(entry)}，不能退回：请刷新页面，看现在能办什么。")
    if not may_return(scope, entry):
        raise PermissionDenied("没有退回的权限：请由能办下一步的人办理。")
    _move(scope, entry, Move.Way.BACK, to, clock.today(), reason=reason_of(reason, "退回"))
    return Done(entry, about=told(entry), note=note_of(entry))


def check_fresh(entry: Entry, seen: int) -> None:
    """Raise Refusal where something was done since the actor looked: who did what."""
    if entry.step == seen:
        return
    last = entry.moves.select_related("moved_by").last()
    who = last.moved_by.name if last and last.moved_by else "别人"
    block = register_of(entry)
    done = f"已由{who}办到“{block.stage_of(last.after).name}”" if last else "已有改动"
    raise Refusal(f"您打开这一页以后，这一件{done}：没有重复办理，请看过现在的情况再办。")


def check_may(scope: Scope, entry: Entry, stage: EntryStage) -> None:
    """Raise PermissionDenied where the step is not the actor's."""
    if may_take(scope, entry, stage):
        return
    raise PermissionDenied(f"“{stage.verb or stage.name}”要由{taker_words(rules().rulebook, stage)}办理。")


def told(entry: Entry) -> str:
    """The case as the journal names it."""
    return f"{entry.subject.name} {register_of(entry).name}"


def note_of(entry: Entry) -> dict[str, str | int]:
    """What the journal keeps of a case: never the words of a field."""
    note = {"entry": str(entry.uid), "register": entry.register, "part": entry.part, "stage": entry.stage}
    return {**note, "step": entry.step, "happened": entry.happened.isoformat()}


def _said(entry: Entry, stage: EntryStage, step: Step) -> dict[str, str]:
    block, problems = register_of(entry), {}
    if step.happened > clock.today():
        problems["happened"] = f"日期 {step.happened} 还没到，请核对。"
    if step.happened < (last := way_of(entry)[-1].day):
        problems["happened"] = f"日期早于上一步的 {last}，请核对。"
    try:
        said = read_fields(block, block.fields_of(stage), step.fields)
    except FieldRefusal as refusal:
        raise FieldRefusal({**problems, **refusal.problems}) from None
    if problems:
        raise FieldRefusal(problems)
    return said


def _move(
    scope: Scope,
    entry: Entry,
    way: Move.Way,
    after: str,
    happened: date,
    *,
    fields: Mapping[str, str] | None = None,
    reason: str = "",
) -> None:
    """Write the move, and the facts that now hold. The number is unique, so that two at once cannot both succeed."""
    now, said = clock.moment(), dict(fields or {})
    changes = {"stage": after, "step": entry.step + 1, "fields": {**entry.fields, **said}}
    if not Entry.objects.filter(pk=entry.pk, step=entry.step, withdrawn_at=None).update(**changes):
        entry.refresh_from_db()
        check_fresh(entry, entry.step - 1)
    Move.objects.create(
        entry=entry,
        number=entry.step + 1,
        way=way,
        before=entry.stage,
        after=after,
        happened=happened,
        fields=said,
        reason=reason,
        moved_at=now,
        moved_by=scope.actor,
    )
    entry.refresh_from_db()
    facts.replace(entry.source, rows_of(entry), now)


def _at(entry: Entry) -> str:
    return f"这一件现在是“{register_of(entry).stage_of(entry.stage).name}”"
