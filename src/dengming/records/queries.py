"""Reading records within a scope: whoever may read a host may read the record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope, within
from dengming.calendar.periods import add_months
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.records.models import Record, RecordKind
from dengming.records.sheet import activities_of, whole

Status = Record.Status


@dataclass(frozen=True)
class Filters:
    """What a list of records may be narrowed to. `month` is any day of it; `subtree` takes in those below."""

    organisation: Organisation | None = None
    subtree: bool = False
    kind: str = ""
    status: str = ""
    month: date | None = None
    text: str = ""


def visible(scope: Scope, filters: Filters | None = None) -> QuerySet[Record]:
    """The records that the scope may read, newest first: those with a host in reach.

    A draft is only for those who may record at a host: nobody looks over the shoulder of who writes.
    """
    read = _with_host(scope, "read") & ~Q(status=Status.DRAFT)
    records = Record.objects.filter(read | _with_host(scope, "record"))
    records = records.select_related("organisation__subject").prefetch_related("kinds")
    return _narrowed(records, filters or Filters()).order_by("-on", "-changed_at", "-pk")


def get_visible(scope: Scope, uid: UUID) -> Record:
    """The whole record. Raises NotVisible (404) where it is out of reach or is not there."""
    record = whole(visible(scope).filter(uid=uid)).first()
    if record is None:
        raise NotVisible("没有找到这条纪实。")
    return record


def shared_with(scope: Scope) -> QuerySet[Record]:
    """The confirmed records that name the actor: a member's booklet and the branch's log are views of one record."""
    if scope.person is None:
        return Record.objects.none()
    return Record.objects.filter(status=Status.CONFIRMED, participations__person=scope.person)


def get_shared(scope: Scope, uid: UUID) -> Record:
    """The whole record, for somebody whom it names; the page shows that person's part of it. Else NotVisible."""
    record = whole(shared_with(scope).filter(uid=uid)).select_related("organisation__subject").first()
    if record is None:
        raise NotVisible("没有找到这条纪实。")
    return record


def to_confirm(scope: Scope) -> QuerySet[Record]:
    """What waits for the actor's confirmation, oldest first."""
    records = within(
        Record.objects.filter(status=Status.FILED), scope, field="organisation__reach", capability="confirm"
    )
    return records.select_related("organisation__subject").prefetch_related("kinds").order_by("entered_at", "pk")


def returned_to(scope: Scope) -> QuerySet[Record]:
    """What came back for mending, where the actor may record."""
    records = Record.objects.filter(status=Status.RETURNED)
    records = within(records, scope, field="organisation__reach", capability="record")
    return records.select_related("organisation__subject").prefetch_related("kinds").order_by("changed_at", "pk")


def drafts_of(scope: Scope) -> QuerySet[Record]:
    """The actor's own unfinished drafts, the last touched first."""
    mine = Record.objects.filter(status=Status.DRAFT, entered_by=scope.actor) if scope.actor else Record.objects.none()
    return within(mine, scope, field="organisation__reach", capability="record").order_by("-changed_at", "-pk")


def month_of(scope: Scope, month: date, organisation: Organisation | None = None) -> QuerySet[Record]:
    """The records held or planned in the month of this day, in the order of the calendar."""
    filters = Filters(organisation=organisation, subtree=True, month=month)
    return visible(scope, filters).order_by("on", "starts", "pk")


def last_like(scope: Scope, organisation: Organisation, kind: str, before: date) -> Record | None:
    """The newest record of this kind that the organisation led before the day: what “复制上月” offers."""
    held = visible(scope, Filters(kind=kind)).filter(organisation=organisation, on__lt=before)
    return held.exclude(status=Status.WITHDRAWN).first()


def is_entered_late(record: Record, days: int = 7) -> bool:
    """补录: filed more than so many days (本系统做法) after it was held. A mark, never a state."""
    if record.entered_at is None or record.on is None:
        return False
    return (date_at(record.entered_at) - record.on).days > days


def _with_host(scope: Scope, capability: str) -> Q:
    hosts = Organisation.objects.filter(hosted=OuterRef("pk"))
    return Q(Exists(within(hosts, scope, field="reach", capability=capability)))


def _narrowed(records: QuerySet[Record], filters: Filters) -> QuerySet[Record]:
    if organisation := filters.organisation:
        place = Q(hosted=OuterRef("pk"))
        place &= Q(reach__startswith=organisation.reach) if filters.subtree else Q(pk=organisation.pk)
        records = records.filter(Exists(Organisation.objects.filter(place)))
    if filters.kind:
        records = records.filter(Exists(RecordKind.objects.filter(record=OuterRef("pk"), activity=filters.kind)))
    if filters.status:
        records = records.filter(status=filters.status)
    if filters.month:
        first = filters.month.replace(day=1)
        records = records.filter(on__gte=first, on__lt=add_months(first, 1))
    for word in filters.text.split():
        told = Q(title__icontains=word) | Q(place__icontains=word) | Q(agenda__icontains=word)
        told |= Q(resolution__icontains=word) | Q(texts__text__icontains=word)
        told |= Q(organisation__subject__name__icontains=word)
        records = records.filter(pk__in=Record.objects.filter(told).values("pk"))
    return records


def links_of(scope: Scope, sources: Collection[int]) -> dict[int, dict[str, str]]:
    """Name and uid of those sources that are records the actor may open, by source id."""
    shared = shared_with(scope).prefetch_related("kinds")
    opened = (found.filter(pk__in=sources) for found in (visible(scope), shared))
    return {one.pk: {"title": name_of(one), "uid": str(one.uid)} for records in opened for one in records}


def name_of(record: Record) -> str:
    """The title, or what kinds of activity it was: a talk has no title."""
    return record.title or "、".join(kind.name for kind in activities_of(record, rules().rulebook)) or "未写主题"
