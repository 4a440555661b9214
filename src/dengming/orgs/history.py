"""What was: the history 沿革 of an organisation and the membership, posts and leave of a person, by date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.editions.queries import rules
from dengming.editions.words import role_id, role_name
from dengming.orgs import kinds, spans
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member, Organisation, Span


@dataclass(frozen=True, order=True)
class Event:
    """Something that happened to an organisation on a day, on which paper."""

    on: date
    what: str
    paper: str = ""


@dataclass(frozen=True)
class Stretch:
    """What a person was, where and how long; `until` is None while it lasts. `sort` is the role's sort."""

    span: Span
    sort: str
    role: str
    at: str
    since: date
    until: date | None
    paper: str


def organisation_history(scope: Scope, organisation: Organisation, known: int | None = None) -> list[Event]:
    """Founding, names, superiors, conditions, branches that came in, the end. NotVisible where out of reach."""
    if not scope.reaches(organisation.reach):
        raise NotVisible("没有找到。")
    return sorted([*_names(organisation), *_conditions(organisation, known), *_superiors(organisation, known)])


def _names(organisation: Organisation) -> Iterator[Event]:
    for index, name in enumerate(organisation.names.all()):
        yield Event(name.since, f"{'更名为' if index else '成立'}“{name.name}”", name.paper)
    if organisation.ended:
        yield Event(organisation.ended, "撤销（最后一天）")


def _superiors(organisation: Organisation, known: int | None) -> Iterator[Event]:
    held = spans.alive(Span.objects.filter(subject=organisation.pk, role=role_id(kinds.UNDER)), known)
    for span in held.select_related("at"):
        if span.at:
            yield Event(date_of(span.since), f"隶属“{span.at.name}”", span.paper)


def _conditions(organisation: Organisation, known: int | None) -> Iterator[Event]:
    roles = rules(known).rulebook.roles
    held = spans.alive(Span.objects.filter(subject=organisation.pk, at=None), known)
    for span in held:
        role = roles.get(role_name(span.role_id))
        if role is None or role.sort != "condition":
            continue
        yield Event(date_of(span.since), role.name, span.paper)
        if (last := spans.last_day(span)) and last != organisation.ended:
            yield Event(last, f"{role.name}（最后一天）", span.paper)


def person_timeline(scope: Scope, member: Member, known: int | None = None) -> list[Stretch]:
    """All that a person was and is, newest first. For oneself, or within reach of the present or last branch."""
    if scope.person != member.pk and not scope.reaches(home_reach(member.pk)):
        raise NotVisible("没有找到。")
    roles = rules(known).rulebook.roles
    held = spans.alive(Span.objects.filter(subject=member.pk), known).select_related("at", "subject")
    found = []
    for span in held:
        role = roles.get(name := role_name(span.role_id))
        found.append(
            Stretch(
                span,
                role.sort if role else "",
                role.name if role else name,
                span.at.name if span.at else "",
                date_of(span.since),
                spans.last_day(span),
                span.paper,
            )
        )
    return sorted(found, key=lambda it: (it.since, it.span.pk), reverse=True)
