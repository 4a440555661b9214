"""What spans say of one organisation or one person over time, as lists for pages: posts, memberships, leave, moves.

Only what is known now and not withdrawn; whoever asks must reach the organisation, or the person's branch, or be the
person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.homes import home_span
from dengming.orgs.models import Organisation, Span, Subject
from dengming.rulebook.blocks import Role


@dataclass(frozen=True)
class Held:
    """One span in words. `until` is the last day, None where no end is in sight."""

    uid: UUID
    role: str
    sort: str
    label: str
    subject: Subject
    at: Subject | None
    since: date
    until: date | None
    paper: str

    def on(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


def of_person(scope: Scope, person: int) -> list[Held]:
    """All that a person was and is, newest first."""
    require_person(scope, person)
    return _held(spans.alive(Span.objects.filter(subject=person)))


def at_organisation(scope: Scope, organisation: Organisation, sorts: Iterable[str]) -> list[Held]:
    """The posts or contact points (sorts of roles) that people hold or held at an organisation, newest first."""
    _require(scope, organisation)
    wanted = set(sorts)
    here = spans.alive(Span.objects.filter(at=organisation.pk, subject__sort=Subject.Sort.PERSON))
    return [held for held in _held(here) if held.sort in wanted]


def of_organisation(scope: Scope, organisation: Organisation) -> list[Held]:
    """Where an organisation stood and which conditions it met, newest first."""
    _require(scope, organisation)
    return _held(spans.alive(Span.objects.filter(subject=organisation.pk)))


def away(scope: Scope, people: Iterable[int], on: date) -> list[Held]:
    """The leave that runs on a day, of people whom a scoped query has found."""
    leaves = [role.id for role in rules().rulebook.roles.values() if role.sort == "leave"]
    return _held(spans.holders(leaves, on).filter(subject__in=list(people)))


def span_of(scope: Scope, uid: UUID) -> Span:
    """One span that is known now, of a person or at an organisation in reach. NotVisible otherwise."""
    span = spans.alive(Span.objects.filter(uid=uid)).select_related("subject", "at", "role").first()
    if span is None or not (_reaches_person(scope, span.subject_id) or _reaches(scope, span.at_id)):
        raise NotVisible("没有找到。")
    return span


def in_words(span: Span) -> Held:
    """The span with its names. Its subject, place and role are at hand or are read."""
    name = role_name(span.role_id)
    role = rules().rulebook.roles.get(name) or Role(id="unknown", name=name, of="person", sort="flag")
    until = spans.last_day(span)
    return Held(span.uid, name, role.sort, role.name, span.subject, span.at, date_of(span.since), until, span.paper)


def require_person(scope: Scope, person: int) -> None:
    """Return where the scope may know of the person. NotVisible otherwise."""
    if not _reaches_person(scope, person):
        raise NotVisible("没有找到。")


def _held(found: QuerySet[Span]) -> list[Held]:
    rows = found.select_related("subject", "at", "role").order_by("-since", "role_id", "subject__code")
    return [in_words(span) for span in rows]


def _require(scope: Scope, organisation: Organisation) -> None:
    if not scope.reaches(organisation.reach):
        raise NotVisible("没有找到。")


def _reaches_person(scope: Scope, person: int) -> bool:
    if scope.person == person:
        return True
    home = home_span(person)
    return home is not None and _reaches(scope, home.at_id)


def _reaches(scope: Scope, organisation: int | None) -> bool:
    reach = Organisation.objects.filter(pk=organisation).values_list("reach", flat=True).first()
    return reach is not None and scope.reaches(reach)
