"""One host's own people: put on the list and marked, with 实到 of the record moved by as many as came or went.

In a confirmed record what is said becomes facts at once, added by the difference, so it takes whoever may confirm at
that host; the lead host's confirmation of all else stands (docs/decisions/0016).
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.orgs.models import Organisation
from dengming.reasons import LONG_AT_MOST, reason_of
from dengming.records import expected
from dengming.records.actions.confirming import rows_now
from dengming.records.attendance import list_problems
from dengming.records.drafts import PersonDraft, claim
from dengming.records.marks import apply_people
from dengming.records.models import Participation, Record
from dengming.records.own_people import own_of
from dengming.records.readiness import require
from dengming.records.sheet import Mark, whole
from dengming.records.telling import done, host_reach
from dengming.refusal import Refusal

Status = Record.Status


@action("record.own-people-added", label="补登本组织参加人员", needs="confirm", at=host_reach)
def add_own_people(
    scope: Scope,
    record: Record,
    *,
    version: int,
    host: Organisation,
    people: Mapping[str, PersonDraft],
    counted: str,
    reason: str = "",
) -> Done[Record]:
    """Say in a confirmed record who of a further host's people was there; its facts are made again from this moment.

    `counted` is the host's 实到 as typed: the list must be complete. What was said before changes with a reason only.
    """
    now = clock.moment()
    record = claim(record, version, now)
    if record.status != Status.CONFIRMED:
        raise Refusal(f"这条纪实{record.get_status_display()}，不是已确认：请刷新页面后再填。")
    if host.pk == record.organisation_id:
        raise PermissionDenied("主办在第一位的组织不能这样补登：请点“更正”，改好后再次确认。")
    changed = _changed(record, host, people)
    told = reason_of(reason, "改动已登记的到会情况", LONG_AT_MOST) if changed else ""
    put_own(record, host, people, counted)
    record = whole(Record.objects.filter(pk=record.pk)).get()
    change = facts.replace(record.source, rows_now(record), now)
    note = {"host": host.code, "people": sorted(people), "reason": told}
    return done(record, facts_added=change.added, facts_withdrawn=change.withdrawn, **note)


def put_own(record: Record, host: Organisation, people: Mapping[str, PersonDraft], counted: str | None = None) -> None:
    """Bring the host's people onto the list and set what is said of them; nobody else's. With `counted` the list must
    be complete and agree with it. Inside an action, which has claimed the record."""
    expected.refresh(record, [host], rules(), clock.today())
    own = own_of(record, host, rules())
    before = _present(record, own)
    _refuse_others(record, people, host, own)
    apply_people(record, people, rules())
    if counted is not None:
        lines = record.participations.filter(person__in=own).select_related("person").order_by("pk")
        require(list_problems(list(lines), counted))
    if record.counted_present is not None and host.pk != record.organisation_id:
        record.counted_present = max(record.counted_present + _present(record, own) - before, 0)
        record.save(update_fields=["counted_present"])


def _present(record: Record, own: list[int]) -> int:
    return record.participations.filter(person__in=own, mark=Mark.ATTEND).count()


def _refuse_others(record: Record, people: Mapping[str, PersonDraft], host: Organisation, own: list[int]) -> None:
    others = record.participations.filter(person__code__in=list(people)).exclude(person__in=own)
    if other := others.select_related("person").first():
        raise Refusal(f"{other.person.name}不是“{host.name}”的应到人员：请由对方组织登记。")


def _changed(record: Record, host: Organisation, people: Mapping[str, PersonDraft]) -> list[Participation]:
    """Those of whom something was said already that is now said otherwise."""
    own = record.participations.filter(person__in=own_of(record, host, rules())).select_related("person")
    told = [one for one in own if one.person.code in people and not expected.is_untouched(one, rules())]
    return [one for one in told if people[one.person.code].mark not in (None, one.mark)]
