"""Found and describe organisations: names, conditions, approval. Former names and what held before stay."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.founding import NewOrganisation, build
from dengming.orgs.models import Organisation, OrganisationName, Span
from dengming.orgs.moving import DAY, check_day, cut, lasting
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal

_EXCLUDES = {kinds.WITH_COMMITTEE: kinds.WITHOUT_COMMITTEE, kinds.WITHOUT_COMMITTEE: kinds.WITH_COMMITTEE}


def founding_places(news: Sequence[NewOrganisation]) -> list[str]:
    """Where founding needs its permission: at the parent or the seat; over everything for a new root."""
    codes = {new.seat or new.parent for new in news} - {new.code for new in news}
    reaches = dict(Organisation.objects.filter(subject__code__in=codes).values_list("subject__code", "reach"))
    return [reaches.get(code, "") for code in codes] or [""]


@action("organisation.founded", label="设立组织", needs="appoint", at=lambda new: founding_places([new]))
def found(scope: Scope, new: NewOrganisation) -> Done[Organisation]:
    """Found one organisation under its parent (or, for a leading body, at its seat)."""
    (organisation,) = build([new])
    return Done(organisation, about=f"{new.code} {new.name}", note=dated(new.founded, new.paper))


@action("organisation.founded-many", label="批量设立组织", needs="appoint", at=lambda news, **_: founding_places(news))
def found_many(
    scope: Scope, news: Sequence[NewOrganisation], *, entered: int | None = None
) -> Done[list[Organisation]]:
    """Found many in the given order, parents before children."""
    return Done(build(news, entered), about=f"{len(news)} 个组织", note={"codes": [new.code for new in news[:50]]})


@action("organisation.renamed", label="更名", needs="appoint", at=lambda organisation, **_: organisation.reach)
def rename(scope: Scope, organisation: Organisation, *, name: str, since: date, paper: str = "") -> Done[Organisation]:
    """Give a new name from a day on (not after today); the former one stays in `names`."""
    check_day(organisation, since, "更名")
    name, former = name.strip(), organisation.name
    if not name or name == former:
        raise Refusal("请填写与现名不同的新名称。")
    if organisation.names.filter(since__gte=since).exists():
        raise Refusal(f"“{former}”这个名称自 {since} 或之后才启用，更名日期要晚于它的启用日期。")
    OrganisationName.objects.create(organisation=organisation, name=name, since=since, paper=paper)
    organisation.subject.name = name
    organisation.subject.save(update_fields=["name"])
    return Done(organisation, about=f"{organisation.code} {former} → {name}", note=dated(since, paper))


@action(
    "organisation.condition-set", label="登记组织条件", needs="appoint", at=lambda organisation, **_: organisation.reach
)
def set_condition(
    scope: Scope, organisation: Organisation, *, condition: str, since: date, until: date | None = None, paper: str = ""
) -> Done[Span]:
    """Say that a condition (设支委会、离退休支部……) holds from a day on; it ends the one that it excludes."""
    role = rules().rulebook.roles.get(condition)
    if role is None or (role.of, role.sort) != ("org", "condition") or condition in (kinds.UNDER, kinds.DIRECT):
        raise Refusal(f"没有组织条件“{condition}”，请从制度中登记的条件里选择。")
    check_day(organisation, since, "登记")
    replaced = [name for name in (condition, _EXCLUDES.get(condition)) if name]
    old, kept = cut(lasting(since, replaced).filter(subject=organisation.pk), since - DAY)
    stored = spans.replace(old, [*kept, NewSpan(organisation.pk, condition, since, until, paper=paper)])
    return Done(stored[-1], about=f"{organisation.code} {organisation.name} {role.name}", note=dated(since, paper))


@action("organisation.approved", label="登记批复文号", needs="appoint", at=lambda organisation, **_: organisation.reach)
def approve(scope: Scope, organisation: Organisation, *, approval: str) -> Done[Organisation]:
    """Record the number of the paper that approved the set-up; it lifts the structure notes that say so."""
    if not approval.strip():
        raise Refusal("没有填写批复文号，请填写批准设置的文件文号。")
    organisation.approval = approval.strip()
    organisation.save(update_fields=["approval"])
    return Done(
        organisation, about=f"{organisation.code} {organisation.name}", note={"approval": organisation.approval}
    )


def dated(day: date, paper: str, **more: Any) -> dict[str, Any]:
    """The note of a journal line: from which day, on which paper."""
    return {"on": day.isoformat(), "paper": paper} | more
