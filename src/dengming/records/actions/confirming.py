"""During and after: file, confirm, return, withdraw, correct. Only a confirmed record has facts.

A record under correction is back at 待确认 while its facts stand; the next confirmation replaces them by the
difference.
"""

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.facts.rows import FactRow
from dengming.files import storage
from dengming.orgs.roster import Roster
from dengming.reasons import LONG_AT_MOST, reason_of
from dengming.records import emission
from dengming.records.drafts import claim
from dengming.records.models import Record
from dengming.records.never_stored import refuse_content
from dengming.records.own_people import apart
from dengming.records.proxy import is_proxy
from dengming.records.readiness import require
from dengming.records.sheet import whole
from dengming.records.telling import done, lead_reach
from dengming.records.validation import problems
from dengming.refusal import Refusal

Status = Record.Status


@action("record.filed", label="上报纪实", needs="record", at=lead_reach)
def file(scope: Scope, record: Record, *, version: int) -> Done[Record]:
    """Hand the record in for confirmation. Raises NotReady with every problem."""
    now = clock.moment()
    record = _claimed(record, version, now)
    if record.status not in (Status.DRAFT, Status.PLANNED, Status.RETURNED):
        raise Refusal(f"这条纪实{record.get_status_display()}，不用再报。")
    _check(scope, record)
    record.status = Status.FILED
    record.entered_at = record.entered_at or now
    record.entered_by = scope.actor
    record.by_proxy = is_proxy(scope, record.organisation, record.on or clock.today())
    record.return_reason = ""
    record.save()
    return done(record, by_proxy=record.by_proxy)


@action("record.confirmed", label="确认纪实", needs="confirm", at=lead_reach)
def confirm(scope: Scope, record: Record, *, version: int) -> Done[Record]:
    """Confirm what the page showed: `version` must be the stored one. The record becomes facts from this moment.

    Whoever recorded may confirm, as in a branch of three; the journal says so.
    """
    now = clock.moment()
    record = _claimed(record, version, now)
    if record.status != Status.FILED:
        raise Refusal(f"这条纪实{record.get_status_display()}，不在待确认里。")
    _check(scope, record)
    change = facts.replace(record.source, rows_now(record), now)
    record.status = Status.CONFIRMED
    record.confirmed_at, record.confirmed_by = now, scope.actor
    record.save()
    _release_removed(record)
    own = scope.actor is not None and record.entered_by_id == scope.actor.pk
    return done(record, facts_added=change.added, facts_withdrawn=change.withdrawn, recorder_confirms=own)


@action("record.returned", label="退回纪实", needs="confirm", at=lead_reach)
def return_(scope: Scope, record: Record, *, version: int, reason: str) -> Done[Record]:
    """The secretary hands a filed record back to whoever recorded it."""
    record = claim(record, version, clock.moment())
    if record.status != Status.FILED:
        raise Refusal(f"这条纪实{record.get_status_display()}，不在待确认里，不能退回。")
    return _returned(record, reason_of(reason, "退回", LONG_AT_MOST))


@action("record.sent-back", label="上级退回纪实", needs="urge", at=lead_reach)
def send_back(scope: Scope, record: Record, *, version: int, reason: str) -> Done[Record]:
    """The organisation above hands back a filed or confirmed record; a confirmed one counts no more until mended."""
    now = clock.moment()
    record = claim(record, version, now)
    if record.status not in (Status.FILED, Status.CONFIRMED):
        raise Refusal(f"这条纪实{record.get_status_display()}，不能退回。")
    change = facts.withdraw_all(record.source, now)
    record.confirmed_at = record.confirmed_by = None
    _release_removed(record)
    return _returned(record, reason_of(reason, "退回", LONG_AT_MOST), change.withdrawn)


@action("record.withdrawn", label="撤回纪实", needs="confirm", at=lead_reach)
def withdraw(scope: Scope, record: Record, *, version: int, reason: str) -> Done[Record]:
    """Take back a record that was confirmed: its facts end now, and stay in what was known before."""
    now = clock.moment()
    record = claim(record, version, now)
    if record.confirmed_at is None:
        raise Refusal("这条纪实还没有确认过，不用撤回：不要的草稿请删除，待确认的请退回。")
    change = facts.withdraw_all(record.source, now)
    record.status = Status.WITHDRAWN
    record.return_reason = reason_of(reason, "撤回", LONG_AT_MOST)
    record.confirmed_at = record.confirmed_by = None
    record.save()
    _release_removed(record)
    return done(record, reason=record.return_reason, facts_withdrawn=change.withdrawn)


@action("record.reopened", label="更正纪实", needs="record", at=lead_reach)
def correct(scope: Scope, record: Record, *, version: int, reason: str) -> Done[Record]:
    """Open a confirmed or withdrawn record for correction: back to 待确认, its facts standing until confirmed again."""
    record = claim(record, version, clock.moment())
    if record.status not in (Status.CONFIRMED, Status.WITHDRAWN):
        raise Refusal(f"这条纪实{record.get_status_display()}，可以直接修改，不用更正。")
    record.status = Status.FILED
    record.save()
    return done(record, reason=reason_of(reason, "更正", LONG_AT_MOST))


def rows_now(record: Record) -> list[FactRow]:
    """The record's fact rows by today's rules and the roster of its day as known now. The record has its date."""
    if record.on is None:
        raise ValueError("a record without a date has no facts")
    people = [one.person_id for one in record.participations.all()]
    return emission.rows_of(record, rules(), Roster(record.on, people=people))


def _release_removed(record: Record) -> None:
    """Files that were taken away are kept while facts rest on them: now these facts are gone."""
    storage.release_later(record.evidence.exclude(removed_at=None).values_list("digest", flat=True))


def _claimed(record: Record, version: int, at: int) -> Record:
    return whole(Record.objects.filter(pk=claim(record, version, at).pk)).get()


def _check(scope: Scope, record: Record) -> None:
    require(problems(record, rules(), clock.today(), apart(scope, record, rules())))
    refuse_content(record, rules().rulebook)


def _returned(record: Record, reason: str, withdrawn: int = 0) -> Done[Record]:
    record.status = Status.RETURNED
    record.return_reason = reason
    record.save()
    return done(record, reason=reason, facts_withdrawn=withdrawn)
