"""Registers 台账: file a line, approve it where a second stage asks for it, withdraw it. Facts follow at once."""

from collections.abc import Mapping
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.calendar.periods import chinese_label, period_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.facts.rows import FactRow
from dengming.ledgers.fields import FieldRefusal, read_fields
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach, subject_reach
from dengming.orgs import spans
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import blocks
from dengming.rulebook.kinds import kind_name
from dengming.secrecy import refuse_marked

REASON_AT_MOST = 200


@action("entry.filed", label="登记台账", needs="record", at=subject_reach)
def file_entry(
    scope: Scope,
    subject: Subject,
    *,
    register: str,
    part: str = "",
    happened: date,
    about: date | None = None,
    fields: Mapping[str, str],
) -> Done[Entry]:
    """One line of a register, such as a monthly report: only the declared fields are kept, never a content.

    `happened` is the day it was done, `about` a day of the month it is about (default: the same day). Raises
    FieldRefusal with a sentence for each field that does not agree.
    """
    block = _register(register)
    _check(block, subject, part, happened, about or happened)
    kept = read_fields(block, fields)
    now = clock.moment()
    source = Source.objects.create(sort=Source.Sort.ENTRY)
    entry = Entry.objects.create(
        source=source,
        uid=source.uid,
        register=register,
        part=part,
        stage=block.stage[0].id,
        subject=subject,
        about=about or happened,
        happened=happened,
        fields=kept,
        entered_at=now,
        entered_by=scope.actor,
    )
    facts.replace(source, rows_of(entry), now)
    return Done(entry, about=f"{subject.name} {block.name}", note=_note(entry))


@action("entry.approved", label="审核台账", needs="confirm", at=line_reach)
def approve_entry(scope: Scope, entry: Entry) -> Done[Entry]:
    """The second stage: a second person vouches for the line. Raises Refusal for who filed it, and for the member."""
    block = rules().rulebook.entries[entry.register]
    ahead = next_stage(block, entry)
    if ahead is None or entry.withdrawn_at is not None:
        raise Refusal("这一行不用审核，或者已经审核、撤回：请刷新页面查看。")
    if ahead.guard == "second-person" and scope.actor and scope.actor == entry.entered_by:
        raise Refusal("登记人不能审核自己登记的：请由另一位有确认权限的人办理。")
    if scope.person == entry.subject_id:
        raise Refusal("不能审核本人的：请由上级或其他有确认权限的人办理。")
    now = clock.moment()
    mine = Entry.objects.filter(pk=entry.pk, stage=entry.stage, withdrawn_at=None)
    if not mine.update(stage=ahead.id, approved_at=now, approved_by=scope.actor):
        raise Refusal("这一行刚由别人审核或撤回：请刷新页面查看。")
    entry.refresh_from_db()
    facts.replace(entry.source, rows_of(entry), now)
    return Done(entry, about=f"{entry.subject.name} {block.name}", note=_note(entry))


def next_stage(block: blocks.Entry, entry: Entry) -> blocks.EntryStage | None:
    """The stage that follows on the entry's own, None at the end."""
    return next((stage for stage in block.stage if entry.stage in stage.from_), None)


@action("entry.withdrawn", label="撤回台账", needs="record", at=line_reach)
def withdraw_entry(scope: Scope, entry: Entry, *, reason: str) -> Done[Entry]:
    """Take a line back: its facts end now. The line stays and shows why."""
    now, told = clock.moment(), reason_of(reason)
    mine = Entry.objects.filter(pk=entry.pk, withdrawn_at=None)
    if not mine.update(withdrawn_at=now, withdrawn_reason=told):
        raise Refusal("这一行台账已经撤回过了。")
    facts.withdraw_all(entry.source, now)
    entry.refresh_from_db()
    return Done(entry, about=f"{entry.subject.name} {entry.register}", note={**_note(entry), "reason": told})


def rows_of(entry: Entry) -> list[FactRow]:
    """The facts of an entry: one row for the register, one more for its part."""
    parts = ("", entry.part) if entry.part else ("",)
    about, happened = day_of(entry.about), day_of(entry.happened)
    kinds = [kind_name("entry", entry.register, part, entry.stage) for part in parts]
    return [FactRow(kind, entry.subject_id, about, happened) for kind in kinds]


def reason_of(typed: str) -> str:
    """Why something is taken back: said, and short."""
    refuse_marked(typed, "撤回原因")
    if not typed.strip():
        raise Refusal("请写明撤回的原因。")
    if len(typed.strip()) > REASON_AT_MOST:
        raise Refusal(f"撤回原因太长：请不超过 {REASON_AT_MOST} 字。")
    return typed.strip()


def _register(name: str) -> blocks.Entry:
    block = rules().rulebook.entries.get(name)
    if block is None:
        raise Refusal(f"没有名为“{name}”的台账：请从列表里选。")
    if name in rules().rulebook.papers:
        raise Refusal(f"“{block.name}”由系统成文，在党员大会上通报后自动登记，不用另外填报。")
    if len(block.stage) > 2:
        raise Refusal(f"“{block.name}”要分步办理，不能直接登记。")
    return block


def _check(block: blocks.Entry, subject: Subject, part: str, happened: date, about: date) -> None:
    problems = {}
    if block.parts and part not in {one.id for one in block.parts}:
        problems["part"] = f"请选登记的是哪一项：{'、'.join(one.name for one in block.parts)}。"
    elif part and not block.parts:
        problems["part"] = f"“{block.name}”不分项，请不要选分项。"
    if happened > clock.today():
        problems["happened"] = f"日期 {happened} 还没到，请核对。"
    if about > happened:
        problems["about"] = "所属月份晚于办理日期，请核对。"
    if closed := _closed(block, about):
        problems["happened"] = closed
    if not _is_owner(block, subject, happened):
        problems["subject"] = f"{subject.name}在 {happened} 不在“{block.name}”的登记范围内，请核对人员或日期。"
    same = Entry.objects.filter(register=block.id, part=part, subject=subject, withdrawn_at=None)
    if same.filter(about=about, happened=happened).exists():
        problems["happened"] = f"{subject.name}这一天已经登记过，不用重复登记。"
    if problems:
        raise FieldRefusal(problems)


def _closed(block: blocks.Entry, about: date) -> str:
    """What is wrong where lines are only taken while their period runs; "" where nothing is."""
    if block.within is None:
        return ""
    present = period_of(block.within, clock.today())
    if period_of(block.within, about) == present:
        return ""
    return f"“{block.name}”只登记{chinese_label(present.label)}的，以前各期已经截止。"


def _is_owner(block: blocks.Entry, subject: Subject, on: date) -> bool:
    held = spans.roles_of(subject.pk, on).values_list("role__name", flat=True)
    return bool(set(held) & set(block.owner))


def _note(entry: Entry) -> dict[str, str]:
    day = entry.happened.isoformat()
    return {"entry": str(entry.uid), "register": entry.register, "part": entry.part, "happened": day}
