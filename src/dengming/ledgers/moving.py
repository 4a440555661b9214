"""The steps of a case: on to a stage, or back with a reason. Each is taken once; the second is told who was first.

Who may is asked for inside: the declared permission is to see the place, the step names the capability and posts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.due import Stretch
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.annulling import withdraw_below
from dengming.ledgers.demands.asked import check_demands
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.fields import FieldRefusal, read_fields, reason_at
from dengming.ledgers.gifts import check_gift, check_given_again
from dengming.ledgers.guards import check_step
from dengming.ledgers.issuing import issue_below
from dengming.ledgers.links import check_links, doer_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.openings import check_own_name, is_open_to
from dengming.ledgers.places import doer_subject, line_reach, own_subject_of, step_reach
from dengming.ledgers.renewing import renew
from dengming.ledgers.said_values import faults_of
from dengming.ledgers.steps import ahead_of, back_of, may_take, register_of, taker_words, waited_until
from dengming.ledgers.undone import check_return
from dengming.ledgers.way import back_to, way_of
from dengming.ledgers.writing import Act, check_fresh, note_of, told, write
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
    here, its guards say no, or somebody was faster.
    """
    return _take(scope, entry, step, seen)


@action("entry.moved-by-doer", label="办理本人承办的台账", needs="self", at=doer_subject)
def take_own(scope: Scope, entry: Entry, *, step: Step, seen: int) -> Done[Entry]:
    """The same by the person to whom the work came, who may hold no post."""
    return _take(scope, entry, step, seen)


def named_doer(entry: Entry, *, step: Step, **_: Any) -> int:
    """The person to whom the work comes by the step; 0, which nobody is, where it names none."""
    doer = doer_of(step.fields.get(register_of(entry).doer or "", ""))
    return doer.pk if doer else 0


def named_place(entry: Entry, *, step: Step, **_: Any) -> str:
    """Where the step is taken."""
    stage = next((it for it in register_of(entry).stage if it.id == step.stage), None)
    return step_reach(entry, stage) if stage else line_reach(entry)


@action("entry.moved-there", label="在接收的组织办理台账", needs="read", at=named_place)
def take_there(scope: Scope, entry: Entry, *, step: Step, seen: int) -> Done[Entry]:
    """The same at the organisation that a field names, such as the branch to which a member goes over."""
    return _take(scope, entry, step, seen)


@action("entry.moved-by-subject", label="办理关于本人的台账", needs="self", at=own_subject_of)
def take_about_oneself(scope: Scope, entry: Entry, *, step: Step, seen: int) -> Done[Entry]:
    """The same by the person whom the case is about, where the step is the person's own, such as an appeal. Of a
    restricted register the journal does not say who it was: that would say whom it is about."""
    return replace(_take(scope, entry, step, seen), unnamed=register_of(entry).restricted is not None)


@action("entry.taken-up", label="本人认领", needs="self", at=named_doer)
def take_up(scope: Scope, entry: Entry, *, step: Step, seen: int) -> Done[Entry]:
    """The same by a member of the organisation, for whom the stage is open, for oneself."""
    return _take(scope, entry, step, seen)


@action("entry.returned", label="退回台账", needs="read", at=line_reach)
def send_back(scope: Scope, entry: Entry, *, to: str, reason: str, seen: int) -> Done[Entry]:
    """Back to an earlier stage with a reason: its later facts end now. From an end that is to open it again.

    Raises PermissionDenied for who may not (`check_return`).
    """
    check_fresh(entry, seen)
    if to not in back_of(entry):
        raise Refusal(f"{_at(entry)}，不能退回：请刷新页面，看现在能办什么。")
    if against := check_return(scope, entry, to):
        raise PermissionDenied(against)
    check_given_again(scope, entry, back_to(way_of(entry), to))
    write(scope, entry, Act(Move.Way.BACK, to, clock.today(), reason=reason_at("reason", reason, "退回")))
    return Done(entry, about=told(entry), note=note_of(entry))


def check_may(scope: Scope, entry: Entry, stage: EntryStage) -> None:
    """Raise PermissionDenied where the step is not the actor's."""
    if not may_take(scope, entry, stage) and not is_open_to(scope, entry, stage):
        whose = taker_words(rules().rulebook, stage)
        raise PermissionDenied(f"“{stage.verb or stage.name}”要由{whose}办理。")


def _take(scope: Scope, entry: Entry, step: Step, seen: int) -> Done[Entry]:
    check_fresh(entry, seen)
    stage = next((stage for stage in ahead_of(entry) if stage.id == step.stage), None)
    if stage is None:
        raise Refusal(f"{_at(entry)}，不能办这一步：请刷新页面，看现在能办什么。")
    check_may(scope, entry, stage)
    check_step(scope, entry, stage, step.happened)
    said = _said(entry, stage, step)
    known = {**entry.fields, **said}
    block, way = register_of(entry), way_of(entry)
    check_demands(Taken(entry.subject, block, stage, step.happened, way, known, scope, entry.part), entry)
    check_own_name(scope, entry, stage, said)
    check_gift(scope, stage, entry.subject, known, step.happened)
    write(scope, entry, Act(Move.Way.ON, stage.id, step.happened, said))
    following = _following(scope, entry, stage, said, step.happened)
    return Done(entry, about=told(entry), note=note_of(entry) | following)


def _following(
    scope: Scope, entry: Entry, stage: EntryStage, said: Mapping[str, str], on: date
) -> dict[str, str | int]:
    """What the step does beyond the case, as the journal keeps it: the next case begun, those issued and withdrawn."""
    begun = renew(scope, entry, stage)
    note: dict[str, str | int] = {"begun": str(begun.uid)} if begun else {}
    if stage.issues:
        note["issued"] = issue_below(scope, entry, stage.issues, on)
    return note | withdraw_below(entry, stage, said)


def _said(entry: Entry, stage: EntryStage, step: Step) -> dict[str, str]:
    block, problems = register_of(entry), {}
    if step.happened > clock.today():
        problems["happened"] = f"日期 {step.happened} 还没到，请核对。"
    if step.happened < (last := way_of(entry)[-1].day):
        problems["happened"] = f"日期早于上一步的 {last}，请核对。"
    if (first := waited_until(entry, stage)) and step.happened < first:
        told = f"“{block.stage_of(entry.stage).name}”要满{Stretch.parse(stage.wait or '').chinese()}"
        problems["happened"] = f"{told}，最早 {first} 才能{stage.verb or stage.name}。"
    asked = block.fields_of(stage)
    try:
        said = read_fields(block, asked, step.fields)
        check_links(block, [field for field, _ in asked], said, entry.subject, entry)
    except FieldRefusal as refusal:
        raise FieldRefusal({**problems, **refusal.problems}) from None
    if problems := problems or faults_of(block, stage, entry.part, said, step.happened, entry.fields):
        raise FieldRefusal(problems)
    return {field.id: said.get(field.id, "") for field, _ in asked}


def _at(entry: Entry) -> str:
    return f"这一件现在是“{register_of(entry).stage_of(entry.stage).name}”"
