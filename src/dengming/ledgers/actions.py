"""Registers 台账: file a line or begin a case, withdraw it. Facts follow at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from dengming.accounts.actions import Done, action, authorise
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.ledgers import becoming, gifts
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.ledgers.first_step import First, fault_of_part, read_first
from dengming.ledgers.guards import check_first
from dengming.ledgers.links import doer_of
from dengming.ledgers.models import Entry
from dengming.ledgers.one_open import other_open
from dengming.ledgers.one_per import about_of, other_in_period, still_running, too_early
from dengming.ledgers.owning import less_than_before, not_an_owner
from dengming.ledgers.parents import check_parent, not_that_far
from dengming.ledgers.permits import check_open, closed_period, not_permitted, not_yet
from dengming.ledgers.places import line_reach, subject_reach
from dengming.ledgers.restricted import check_known
from dengming.ledgers.steps import register_of
from dengming.ledgers.undone import check_may_withdraw
from dengming.ledgers.writing import begin, check_fresh, told
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers


@action("entry.filed", label="登记台账", needs="read", at=subject_reach)
def file_entry(
    scope: Scope,
    subject: Subject,
    *,
    register: str,
    part: str = "",
    happened: date,
    about: date | None = None,
    fields: Mapping[str, str],
    grounds: Mapping[str, Any] | None = None,
    parent: Entry | None = None,
    uid: UUID | None = None,
) -> Done[Entry]:
    """One line of a register, such as a monthly report, or the first step of a case: only the declared fields are kept.

    `happened` is the day it was done, `about` a day of the month it is about (default: of the year that it says, else
    the same day), `grounds` what
    the system suggested it by, `parent` the entry that it belongs to, `uid` its own where that is settled already.
    Raises PermissionDenied for who may not take the first step, Refusal where the register is closed, FieldRefusal with
    a sentence for each field that does not agree.
    """
    block = _register(register)
    check_known(scope, block, subject_reach(subject))
    authorise(scope, block.stage[0].may, subject_reach(subject))
    check_open(block)
    check_first(scope, block, subject)
    Subject.objects.select_for_update().get(pk=subject.pk)  # of two at once the second sees what the first has filed
    first, about = First(subject, part, parent, happened, scope=scope), about or about_of(block, fields, happened)
    _check(block, first, about)
    check_parent(block, subject, parent)
    kept = read_first(block, first, fields)
    _check_doublet(block, subject, part, (happened, about), parent, kept)
    gifts.check_gift(scope, block.stage[0], subject, kept, happened)
    entry = begin(
        scope,
        block,
        subject,
        happened,
        uid=uid,
        about=about,
        part=part,
        parent=parent,
        doer=doer_of(kept.get(block.doer or "", "")),
        fields=kept,
        grounds=dict(grounds or {}),
    )
    return Done(entry, about=told(entry), note=_note(entry))


@action("entry.withdrawn", label="撤回台账", needs="read", at=line_reach)
def withdraw_entry(scope: Scope, entry: Entry, *, reason: str, seen: int | None = None) -> Done[Entry]:
    """Take a line or case back: its facts end now. It stays and shows why. `seen`: the moves that the actor saw.

    Raises PermissionDenied where it is not the actor's to take back (`check_may_withdraw`).
    """
    check_may_withdraw(scope, entry)
    check_fresh(entry, entry.step if seen is None else seen)
    if left := entry.children.filter(withdrawn_at=None).count():
        raise Refusal(f"它下面还有 {left} 件没有撤回：请先撤回那些，再撤回这一件。")
    now, why, before = clock.moment(), reason_at("reason", reason, "撤回"), becoming.outcome(entry)
    mine = Entry.objects.filter(pk=entry.pk, withdrawn_at=None, step=entry.step)
    if not mine.update(withdrawn_at=now, withdrawn_reason=why):
        entry.refresh_from_db()
        raise Refusal(
            "这一行台账已经撤回过了。" if entry.withdrawn_at else "刚才有人办了下一步：请看过现在的情况再撤回。"
        )
    facts.withdraw_all(entry.source, now)
    entry.refresh_from_db()
    gifts.settle(entry)
    becoming.settle(entry, before)
    return Done(
        entry, about=told(entry), note=_note(entry) | ({} if register_of(entry).restricted else {"reason": why})
    )


def _register(name: str) -> registers.Entry:
    block = rules().rulebook.entries.get(name)
    if block is None:
        raise Refusal(f"没有名为“{name}”的台账：请从列表里选。")
    if name in rules().rulebook.papers:
        raise Refusal(f"“{block.name}”由系统成文，在党员大会上通报后自动登记，不用另外填报。")
    return block


def _check(block: registers.Entry, first: First, about: date) -> None:
    """Of several things that are wrong with one control the last one is told."""
    subject, part, happened = first.subject, first.part, first.filed
    wrong = [
        ("part", fault_of_part(block, part)),
        ("happened", f"日期 {happened} 还没到，请核对。" if happened > clock.today() else ""),
        ("happened", not_yet(block, happened)),
        ("happened", closed_period(block, about) or not_permitted(block, happened)),
        ("happened", not_that_far(block, first.parent, happened)),
        ("happened", less_than_before(block, subject, happened)),
        ("subject", not_an_owner(block, subject, happened, first.parent)),
    ]
    problems = {name: words for name, words in wrong if words} | _of_period(block, first, about)
    if problems:
        raise FieldRefusal(problems)


def _of_period(block: registers.Entry, first: First, about: date) -> dict[str, str]:
    """What is wrong with what it is about: a time to come, or one for which there is one already."""
    if running := still_running(block, about, first.filed):
        return {"about": running}
    if about > first.filed and not block.of_year:
        return {"about": "所属月份晚于办理日期，请核对。"}
    if early := too_early(block, about, first.filed):
        return {block.of_year or "about": early}
    if there := other_open(block, first.subject):
        return {"happened": there}
    there = other_in_period(block, first.subject, about)
    said_in = block.of_year or ("about" if block.month or block.year else "happened")
    return {said_in: there} if there else {}


def _check_doublet(
    block: registers.Entry,
    subject: Subject,
    part: str,
    days: tuple[date, date],
    parent: Entry | None,
    said: Mapping[str, str],
) -> None:
    """Raise FieldRefusal where the same line is there already. On one day two things may be done, such as a letter and
    a call: where a line says more than that it was reported, it is the same only where all of it is."""
    if block.is_case:
        return
    same = Entry.objects.filter(register=block.id, part=part, subject=subject, parent=parent, withdrawn_at=None)
    there = same.filter(happened=days[0], about=days[1])
    if any(block.month or block.bare or it.begun == said for it in there):
        raise FieldRefusal({"happened": f"{subject.name}这一天已经登记过，不用重复登记。"})


def _note(entry: Entry) -> dict[str, str]:
    if register_of(entry).restricted:
        return {"entry": str(entry.uid)}
    day = entry.happened.isoformat()
    return {"entry": str(entry.uid), "register": entry.register, "part": entry.part, "happened": day}
