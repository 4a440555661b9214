"""What a contact point needs before it is given: an organisation of a fitting kind, not the person's own branch.

Asks no permission and leaves no journal line: the register of contact points does.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dengming.calendar.days import day_of
from dengming.calendar.periods import Period
from dengming.editions.words import role_id
from dengming.orgs import kinds, spans
from dengming.orgs.homes import home_span
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.posting import person_role
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal


def fits(code: str, role: str) -> Organisation:
    """The organisation of that code as a contact point. Refusal where there is none, or its kind does not fit."""
    place: Organisation | None = Organisation.objects.filter(subject__code=code).select_related("subject").first()
    if place is None:
        raise Refusal(f"没有找到编号“{code}”的组织：请从列表里选。")
    wanted = person_role(role, "contact").at
    if wanted and place.kind not in wanted:
        raise Refusal(f"“{place.name}”不能作为党建联系点，请选择党支部、党总支或机关党委。")
    return place


def check(person: Subject, place: Organisation, on: date) -> None:
    """Raise Refusal where the person may not look after the place from that day on."""
    if spans.holders(kinds.STATUSES, on, at=place.pk).filter(subject=person.pk).exists():
        raise Refusal(f"“{place.name}”是“{person.name}”所在支部，联系点要另选一个党组织。")
    if place.ended and on > place.ended:
        raise Refusal(f"“{place.name}”已于 {place.ended} 撤销，联系点要另选一个党组织。")


def held(person: Subject, roles: Iterable[str], period: Period) -> list[Span]:
    """What the person holds of these roles since a day of the period, as known now, the first first."""
    began = {"since__gte": day_of(period.first), "since__lte": day_of(period.last)}
    found = spans.alive(Span.objects.filter(subject=person, role__in=[role_id(role) for role in roles], **began))
    return list(found.select_related("at").order_by("since"))


def settle(person: Subject, roles: Iterable[str], period: Period, wanted: Iterable[NewSpan]) -> None:
    """Make `wanted` all that the person holds of these roles since a day of the period; what stays equal is left alone.

    One register entry a period says what is wanted, so that whatever else began in the period is no longer so. None
    lasts longer than the person's membership or the organisation.
    """
    old = {spans.changed(span): span for span in held(person, roles, period)}
    new = [kept for one in wanted if (kept := _within(person, one))]
    spans.replace([span for one, span in old.items() if one not in new], [one for one in new if one not in old])


def _within(person: Subject, span: NewSpan) -> NewSpan | None:
    """The span without the days on which the person is no member, or the organisation no more."""
    home, place = home_span(person.pk), Organisation.objects.get(pk=span.at)
    ends = [day for day in (span.until, home and spans.last_day(home), place.ended) if day]
    last = min(ends, default=None)
    return None if last is not None and last < span.since else replace(span, until=last)
