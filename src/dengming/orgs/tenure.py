"""Who held posts and contact points at an organisation over time; one span by its public id."""

from collections.abc import Iterable
from uuid import UUID

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.history import Stretch
from dengming.orgs.homes import home_span
from dengming.orgs.models import Organisation, Span


def at_organisation(scope: Scope, organisation: Organisation, sorts: Iterable[str]) -> list[Stretch]:
    """What people are and were at an organisation (posts, contact points: sorts of roles), newest first.

    NotVisible for an organisation out of reach.
    """
    if not scope.reaches(organisation.reach):
        raise NotVisible("没有找到。")
    wanted = set(sorts)
    here = spans.alive(Span.objects.filter(at=organisation.pk, subject__sort="person"))
    held = here.select_related("subject", "at").order_by("-since", "pk")
    return [stretch for stretch in map(in_words, held) if stretch.sort in wanted]


def span_of(scope: Scope, uid: UUID) -> Span:
    """One span as known now, of a person or at an organisation within reach. Else NotVisible."""
    span = spans.alive(Span.objects.filter(uid=uid)).select_related("subject", "at", "role").first()
    if span is None or not (_reaches(scope, span.at_id) or _reaches_home(scope, span.subject_id)):
        raise NotVisible("没有找到。")
    return span


def in_words(span: Span) -> Stretch:
    """The span with the names of its role and place."""
    name = role_name(span.role_id)
    role = rules().rulebook.roles.get(name)
    return Stretch(
        span=span,
        sort=role.sort if role else "",
        role=role.name if role else name,
        at=span.at.name if span.at else "",
        since=date_of(span.since),
        until=spans.last_day(span),
        paper=span.paper,
    )


def _reaches_home(scope: Scope, person: int) -> bool:
    home = home_span(person)
    return home is not None and _reaches(scope, home.at_id)


def _reaches(scope: Scope, organisation: int | None) -> bool:
    reach = Organisation.objects.filter(pk=organisation).values_list("reach", flat=True).first()
    return reach is not None and scope.reaches(reach)
