"""Records as tasks: planned, handed back, waiting, lacking the own people, disputed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.records.booklet import differences
from dengming.records.models import Record
from dengming.records.own_people import co_hosts
from dengming.records.queries import Filters, name_of, returned_to, to_confirm, visible
from dengming.records.sheet import whole
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf, year_before
from dengming.standing.task import Target, Task


def planned(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What was planned for today or before and is not recorded yet."""
    own = organisations(scope, "record", as_of.on)
    records = visible(scope, Filters(status=Record.Status.PLANNED)).filter(organisation__in=own, on__lte=as_of.on)
    for record in records:
        yield _task(record, "to-record", "写纪实", "record-edit")


def returned(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What came back for mending."""
    own = organisations(scope, "record", as_of.on)
    for record in returned_to(scope).filter(organisation__in=own):
        yield _task(record, "returned", "去修改", "record-edit", notice=f"退回原因：{record.return_reason}")


def waiting(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What waits for the confirmation of whom it is the post to confirm."""
    own = organisations(scope, "confirm", as_of.on)
    for record in to_confirm(scope).filter(organisation__in=own):
        yield _task(record, "to-confirm", "去确认", "record-confirm")


def own_people(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """Joint records of others in which nothing was said yet of an own organisation's people, looking back as far as
    states are judged. For whoever may still say it: a confirmed record takes who confirms there."""
    own = {"record": organisations(scope, "record", as_of.on), "confirm": organisations(scope, "confirm", as_of.on)}
    near = {place.pk for places in own.values() for place in places}
    if not near:
        return
    records = visible(scope).filter(hosts__in=near, on__gte=year_before(as_of.on), on__lte=as_of.on).distinct()
    for record in whole(records.exclude(status=Record.Status.WITHDRAWN).exclude(organisation__in=near)):
        places = own["confirm" if record.status == Record.Status.CONFIRMED else "record"]
        for host in co_hosts(record, rules()):
            if host.organisation in places and not host.filled:
                yield _of_host(record, host.organisation)


def _of_host(record: Record, host: Organisation) -> Task:
    whose = "本支部" if host.kind == kinds.BRANCH else "本组织"
    task = _task(record, "to-record", "去填写", "record-own-people", title=f"联合活动：填{whose}参加人员")
    action = Target("record-own-people", {"uid": str(record.uid), "host": host.code})
    return replace(task, subject=host.name, action=action)


def disputes(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """Records of which members say that their attendance is wrong: one row a record, for whose post it is to settle."""
    own = {organisation.pk for organisation in organisations(scope, "confirm", as_of.on)}
    found = [one for one in differences(scope) if one.record.organisation_id in own] if own else []
    found.sort(key=lambda one: one.record_id)
    for _, grouped in groupby(found, key=lambda one: one.record_id):
        those = list(grouped)
        who = those[0].person.name if len(those) == 1 else f"{those[0].person.name}等{len(those)}人"
        notice = "；".join(f"{one.person.name}：{one.answer_note}" for one in those)
        title = f"{who}对参加情况有异议"
        yield _task(those[0].record, "disputed", "去处理", "record-attendance", title=title, notice=notice)


def _task(record: Record, state: str, label: str, address: str, title: str = "", notice: str = "") -> Task:
    name = name_of(record)
    parts = {"uid": str(record.uid)}
    return Task(
        kind="record",
        title=f"{title}：{name}" if title else name,
        subject=record.organisation.name,
        due=record.on,
        state=state,
        action_label=label,
        action=Target(address, parts),
        about=Target("record-detail", parts),
        notice=notice,
    )
