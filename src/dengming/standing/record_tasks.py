"""Records as tasks: planned ones whose day has come, those handed back, those that wait, and disputes to settle."""

from collections.abc import Iterator

from dengming.accounts.scope import Scope
from dengming.records.models import Participation, Record
from dengming.records.queries import Filters, returned_to, to_confirm, visible
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
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


def disputes(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """Members who say that their attendance was recorded wrongly."""
    own = organisations(scope, "record", as_of.on)
    records = visible(scope).filter(organisation__in=own).order_by()
    found = Participation.objects.filter(answer=Participation.Answer.DISPUTED, record__in=records.values("pk"))
    found = found.select_related("person", "record__organisation__subject").order_by("answered_at", "pk")
    for one in found:
        yield _task(one.record, "disputed", "去处理", "record-detail", title=f"{one.person.name}对参加情况有异议")


def _task(record: Record, state: str, label: str, address: str, title: str = "", notice: str = "") -> Task:
    name = record.title or "未写主题的纪实"
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
