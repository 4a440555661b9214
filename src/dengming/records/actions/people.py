"""The list of people: those expected, those who sit in, and the marks. A co-host's recorder fills in its own people."""

from collections.abc import Mapping, Sequence

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation, Subject
from dengming.records import expected
from dengming.records.actions.own_people import put_own
from dengming.records.candidates import candidates
from dengming.records.drafts import PersonDraft, check_editable, claim
from dengming.records.marks import apply_all_but, apply_people
from dengming.records.models import Participation, Record
from dengming.records.own_people import apart, refuse_apart
from dengming.records.sheet import Mark, activities_of, hosts_of
from dengming.records.telling import done, host_reach, lead_reach
from dengming.refusal import Refusal


@action("record.people-refreshed", label="刷新应到名单", needs="record", at=host_reach)
def refresh_expected(scope: Scope, record: Record, *, version: int, host: Organisation | None = None) -> Done[Record]:
    """Bring the list up to the roster, of one host or of all that the actor may record for. Marks stay."""
    record = _editable(record, version)
    hosts = [host] if host else [one for one in hosts_of(record) if scope.may("record", one.reach)]
    expected.refresh(record, hosts, rules(), clock.today())
    return done(record, people=record.participations.count())


@action("record.people-marked", label="登记到会情况", needs="record", at=host_reach)
def save_people(
    scope: Scope,
    record: Record,
    *,
    version: int,
    people: Mapping[str, PersonDraft],
    host: Organisation | None = None,
    counted: str | None = None,
) -> Done[Record]:
    """Set what is said of people. For one host only those whom that host expects, put on the list if they are not on
    it; with `counted`, that host's 实到 as typed, of all of them."""
    record = _editable(record, version)
    if host is None:
        refuse_apart(scope, record, people, rules())
        apply_people(record, people, rules())
        return done(record, people=sorted(people))
    put_own(record, host, people, counted)
    return done(record, people=sorted(people), host=host.code)


@action("record.all-but-marked", label="登记到会（除外）", needs="record", at=lead_reach)
def mark_all_but(scope: Scope, record: Record, *, version: int, exceptions: Mapping[str, PersonDraft]) -> Done[Record]:
    """“除……外全部到会”: everybody unmarked was there but the exceptions, of whom more may be said. The people of a host
    that the actor may not record for are left as they are."""
    record = _editable(record, version)
    absent = {code: _absent_unless_said(draft) for code, draft in exceptions.items()}
    refuse_apart(scope, record, absent, rules())
    apply_all_but(record, absent, rules(), apart(scope, record, rules()))
    return done(record, exceptions=sorted(exceptions))


@action("record.people-added", label="加入名单", needs="record", at=lead_reach)
def add_people(scope: Scope, record: Record, *, version: int, codes: Sequence[str]) -> Done[Record]:
    """Put people on the list who are not expected: as 列席, or unmarked where the kinds expect nobody in particular."""
    record = _editable(record, version)
    allowed = {person.code: person for person in candidates(scope, record).filter(code__in=list(codes))}
    if unknown := [code for code in codes if code not in allowed]:
        raise Refusal(f"没有找到编号为“{unknown[0]}”的人：请从候选名单里选。")
    listed = any(activity.expected for activity in activities_of(record, rules().rulebook))
    mark = Mark.OBSERVE if listed else Mark.UNMARKED
    there = set(record.participations.values_list("person_id", flat=True))
    new = [person for person in allowed.values() if person.pk not in there]
    Participation.objects.bulk_create([Participation(record=record, person=person, mark=mark) for person in new])
    return done(record, added=sorted(person.code for person in new))


@action("record.person-removed", label="移出名单", needs="record", at=lead_reach)
def remove_person(scope: Scope, record: Record, *, version: int, person: Subject) -> Done[Record]:
    """Take somebody off the list who is not expected there; who is expected is marked, not removed."""
    record = _editable(record, version)
    if person.pk in expected.expected_of(record, record.hosts.all(), rules(), record.on or clock.today()):
        raise Refusal(f"{person.name}在应到名单里，不能移出：没有来的请标为缺席或请假。")
    record.participations.filter(person=person).delete()
    if record.recorder_id == person.pk:
        record.recorder = None
        record.save(update_fields=["recorder"])
    return done(record, removed=person.code)


def _editable(record: Record, version: int) -> Record:
    record = claim(record, version, clock.moment())
    check_editable(record)
    return record


def _absent_unless_said(draft: PersonDraft) -> PersonDraft:
    return PersonDraft(draft.mark or Mark.ABSENT, draft.reason, draft.roles, draft.reports)
