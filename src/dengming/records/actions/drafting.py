"""Before: start a draft, keep it as one types, plan it, issue the notice, copy last month's, throw a draft away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar import limits
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.facts.models import Source
from dengming.orgs.models import Organisation
from dengming.records import drafts, expected
from dengming.records.drafts import Draft, check_editable, claim
from dengming.records.marks import apply_people
from dengming.records.models import Record
from dengming.records.never_stored import refuse_content
from dengming.records.own_people import refuse_apart
from dengming.records.proxy import is_proxy
from dengming.records.readiness import require
from dengming.records.sheet import hosts_of, whole
from dengming.records.telling import done, lead_reach
from dengming.records.validation import plan_problems
from dengming.refusal import Refusal

Status = Record.Status
COPIED = ("title", "place", "starts", "ends", "agenda")


def _own_reach(organisation: Organisation, **_: Any) -> str:
    return str(organisation.reach)


@action("record.started", label="新建纪实", needs="record", at=_own_reach)
def start(
    scope: Scope, organisation: Organisation, *, kinds: Sequence[str] = (), on: date | None = None
) -> Done[Record]:
    """A new draft of the organisation; with kinds, those expected are on the list at once."""
    record = _new(scope, organisation, on)
    _shape(scope, record, dict.fromkeys(kinds, ()), [organisation.code])
    return done(record, kinds=list(kinds))


@action("record.saved", label="保存纪实草稿", needs="record", at=lead_reach)
def save(scope: Scope, record: Record, *, version: int, draft: Draft) -> Done[Record]:
    """Keep what the form holds, also what cannot be read yet. StaleVersion where the record changed meanwhile."""
    now, current = clock.moment(), rules()
    record = claim(record, version, now)
    check_editable(record)
    drafts.apply_words(record, draft.words)
    _shape(scope, record, draft.kinds, draft.hosts, refresh="on" in draft.words)
    drafts.apply_texts(record, draft.texts, current)
    refuse_apart(scope, record, draft.people, current)
    apply_people(record, draft.people, current)
    if draft.recorder is not None:
        drafts.apply_recorder(record, draft.recorder)
    record = whole(Record.objects.filter(pk=record.pk)).get()
    refuse_content(record, current.rulebook)
    return done(record, fields=draft.fields, version=record.version)


@action("record.planned", label="登记计划", needs="record", at=lead_reach)
def plan(scope: Scope, record: Record, *, version: int) -> Done[Record]:
    """Enter the plan: what, when, who hosts. The moment of entry is the proof that it was planned."""
    now = clock.moment()
    record = claim(record, version, now)
    if record.status not in (Status.DRAFT, Status.PLANNED):
        raise Refusal("这条纪实已经上报过，不能再列为计划。")
    require(plan_problems(record, rules()))
    if record.on and record.on < clock.today():
        raise Refusal(f"计划日期 {record.on} 已经过去：活动开过的请直接填写纪实上报。")
    record.status = Status.PLANNED
    record.planned_at = record.planned_at or now
    record.save()
    record.kinds.filter(planned_at=None).update(planned_at=now)
    return done(record, kinds=list(record.kinds.values_list("activity", flat=True)))


@action("record.notified", label="发出通知", needs="record", at=lead_reach)
def notify(scope: Scope, record: Record, *, version: int) -> Done[Record]:
    """The notice of a planned activity goes out (printed or read aloud). Issuing it again is allowed and shown."""
    now = clock.moment()
    record = claim(record, version, now)
    if record.status != Status.PLANNED:
        raise Refusal("先登记计划，再发通知。")
    record.notified_at = now
    record.save(update_fields=["notified_at"])
    return done(record)


@action("record.copied", label="复制纪实", needs="record", at=lead_reach)
def copy(scope: Scope, record: Record, *, on: date | None = None) -> Done[Record]:
    """A new draft with the kinds, hosts, place, times and agenda of this record; never its marks, texts or files."""
    fresh = _new(scope, record.organisation, on)
    for name in COPIED:
        setattr(fresh, name, getattr(record, name))
    fresh.save()
    kinds = {kind.activity: kind.parts for kind in record.kinds.all() if kind.activity in rules().rulebook.activities}
    _shape(scope, fresh, kinds, [host.code for host in hosts_of(record)])
    return done(fresh, copied_from=str(record.uid))


@action("record.discarded", label="删除草稿", needs="record", at=lead_reach)
def discard(scope: Scope, record: Record, *, version: int) -> Done[None]:
    """Throw away a draft or a plan that was never filed."""
    record = claim(record, version, clock.moment())
    if record.status not in (Status.DRAFT, Status.PLANNED):
        raise Refusal("已经上报过的纪实不能删除：需要取消的请撤回并写明原因。")
    told, source = done(record), record.source
    record.delete()
    source.delete()
    return Done(None, told.about, told.note)


def _new(scope: Scope, organisation: Organisation, on: date | None) -> Record:
    now = clock.moment()
    if on is not None:
        _check_day(on)
    source = Source.objects.create(sort=Source.Sort.RECORD)
    record = Record(
        source=source,
        uid=source.uid,
        organisation=organisation,
        on=on,
        entered_by=scope.actor,
        created_at=now,
        changed_at=now,
    )
    record.by_proxy = is_proxy(scope, organisation, on or clock.today())
    record.save()
    record.hosts.add(organisation)
    return record


def _check_day(on: date) -> None:
    try:
        limits.within(on)
    except limits.DayError as error:
        raise Refusal(str(error)) from None


def _shape(
    scope: Scope,
    record: Record,
    kinds: Mapping[str, Sequence[str] | Any] | None,
    hosts: Sequence[str] | None,
    *,
    refresh: bool = False,
) -> None:
    """Set kinds and hosts where given, and bring the list of those expected up to them.

    The people of a host out of the actor's reach are filled in by that host's own recorder (`records/own_people.py`).
    """
    current = rules()
    if kinds is not None:
        drafts.apply_kinds(record, kinds, current, clock.moment())
    if hosts is not None:
        drafts.apply_hosts(record, hosts)
        if not scope.may("record", record.organisation.reach):
            raise Refusal(f"您不能替“{record.organisation.name}”登记：请把自己的组织放在主办的第一位。")
    if refresh or kinds is not None or hosts is not None:
        refresh_within(scope, record, current)


def refresh_within(scope: Scope, record: Record, current: Rules) -> None:
    """Bring the list up to date for the hosts that the actor may record for."""
    mine = [host for host in hosts_of(record) if scope.may("record", host.reach)]
    expected.refresh(record, mine, current, clock.today())
