"""What a scope may see of organisations and members. Strangers get NotVisible, which is a 404."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope, within
from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_id, role_name
from dengming.orgs import kinds, spans
from dengming.orgs.expected import expected_at
from dengming.orgs.history import organisation_history, person_timeline
from dengming.orgs.homes import home_span
from dengming.orgs.models import Member, Organisation, Span
from dengming.orgs.order import in_official_order
from dengming.orgs.tree import subtree_on

__all__ = [
    "below",
    "every_branch",
    "expected_at",
    "get_member",
    "get_visible",
    "in_official_order",
    "members_of",
    "members_visible",
    "officers_of",
    "organisation_history",
    "person_timeline",
    "reached",
    "standing_on",
    "subtree",
    "suspended_among",
    "visible",
]


def visible(scope: Scope, capability: str = "read") -> QuerySet[Organisation]:
    """The organisations where the scope has the capability, ended ones too."""
    organisations = Organisation.objects.select_related("subject", "unit__department", "seat__subject")
    return within(organisations, scope, field="reach", capability=capability)


def get_visible(scope: Scope, code: str) -> Organisation:
    """One organisation by code. NotVisible where it is out of reach or not there."""
    found = visible(scope).filter(subject__code=code).first()
    if found is None:
        raise NotVisible("没有找到。")
    return found


def standing_on(organisations: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Those that exist on the day."""
    begun = organisations.filter(Q(founded=None) | Q(founded__lte=on))
    return begun.filter(Q(ended=None) | Q(ended__gte=on))


def every_branch(on: date) -> QuerySet[Organisation]:
    """All branches that exist on the day, in reach or not: their names are no secret, nothing else is told of them."""
    return standing_on(Organisation.objects.select_related("subject").filter(kind=kinds.BRANCH), on)


def subtree(scope: Scope, organisation: Organisation) -> QuerySet[Organisation]:
    """The organisation, what stands below it today and the leading bodies seated there, as far as visible."""
    return visible(scope).filter(reach__startswith=organisation.reach)


def members_visible(scope: Scope, on: date | None = None, known: int | None = None) -> QuerySet[Member]:
    """The members who on the day belong to, or hold a post at, an organisation within reach; and always oneself."""
    return _people(scope, ("membership", "post"), on, known)


def people_visible(scope: Scope) -> QuerySet[Member]:
    """The same with those who are on the way into the Party: of whom registers may be kept."""
    return _people(scope, ("membership", "post", "cultivation"))


def left_visible(scope: Scope) -> QuerySet[Span]:
    """The last membership of those who are on no roster any more, at an organisation within reach: what was kept about
    them stays with the branch that they left."""
    ways = spans.alive(Span.objects.filter(role__in=[role_id(it) for it in kinds.WAY]))
    later = ways.filter(subject=OuterRef("subject"), until__gt=OuterRef("until"))
    gone = ways.filter(until__lt=day_of(clock.today())).exclude(Exists(later))
    return gone if scope.prefixes() == ("",) else gone.filter(at__in=visible(scope).order_by().values("pk"))


def _people(scope: Scope, sorts: tuple[str, ...], on: date | None = None, known: int | None = None) -> QuerySet[Member]:
    roles = [role.id for role in rules(known).rulebook.roles.values() if role.sort in sorts]
    held = spans.holders(roles, on or clock.today(), known=known)
    if scope.prefixes() != ("",):
        held = held.filter(at__in=visible(scope).values("pk"))
    return _members(Q(pk__in=held.values("subject_id")) | Q(pk=scope.person))


def get_member(scope: Scope, code: str) -> Member:
    """One member by code: oneself, one now within reach, or one whose last branch is. Else NotVisible."""
    member = _members(Q(subject__code=code)).first()
    if member is None or not _may_see(scope, member):
        raise NotVisible("没有找到。")
    return member


def reached(scope: Scope, people: Iterable[int]) -> set[int]:
    """Those of these people (subject numbers) of whom `get_member` gives the page; for lists that link to it."""
    asked = set(people)
    found = set(members_visible(scope).filter(pk__in=asked).order_by().values_list("pk", flat=True))
    last = {person: span.at_id for person in asked - found if (span := home_span(person))}
    near = set(visible(scope).filter(pk__in=set(last.values())).values_list("pk", flat=True)) if last else set()
    return found | {person for person, place in last.items() if place in near}


def members_of(
    scope: Scope, organisation: Organisation, on: date | None = None, known: int | None = None
) -> QuerySet[Member]:
    """The members of an organisation on a day: of a branch or group its own, of a superior those of all branches below
    it within reach, of a leading body those who hold posts at it. NotVisible for an organisation out of reach."""
    if not scope.reaches(organisation.reach):
        raise NotVisible("没有找到。")
    day = on or clock.today()
    if organisation.kind == kinds.LEADING_BODY:
        held = spans.holders(_posts(), day, organisation.pk, known)
    elif organisation.kind == kinds.GROUP:
        held = spans.holders(kinds.GROUP_MEMBER, day, organisation.pk, known)
    else:
        held = spans.holders(kinds.STATUSES, day, _places(scope, organisation, day, known), known)
    return _members(Q(pk__in=held.values("subject_id")))


def suspended_among(members: QuerySet[Member], on: date) -> int:
    """How many of them have their membership suspended on the day: they stand on the roster, but are not counted as
    members."""
    return members.filter(pk__in=spans.holders(kinds.SUSPENDED, on).values("subject_id")).count()


def officers_of(organisation: Organisation, on: date | None = None, known: int | None = None) -> list[Span]:
    """The posts held at an organisation on a day: who heads it, deputies, then as the rulebook names the others."""
    roles = rules(known).rulebook.roles
    posts = sorted(_posts(), key=lambda post: (not roles[post].heads, "副" not in roles[post].name))
    held = spans.holders(posts, on or clock.today(), organisation.pk, known).select_related("subject", "role")
    return sorted(held, key=lambda span: (posts.index(role_name(span.role_id)), span.since, span.subject.code))


def _posts() -> list[str]:
    return [role.id for role in rules().rulebook.roles.values() if role.sort == "post"]


def _places(scope: Scope, organisation: Organisation, on: date, known: int | None) -> Iterable[int]:
    if organisation.kind == kinds.BRANCH:
        return [organisation.pk]
    below = subtree_on(organisation.pk, on, known)
    return below if scope.prefixes() == ("",) else below & set(visible(scope).values_list("pk", flat=True))


def _members(condition: Q) -> QuerySet[Member]:
    """In 姓氏笔画 order (`orgs.strokes`), then by code."""
    return Member.objects.select_related("subject").filter(condition).order_by("subject__name_order", "subject__code")


def _may_see(scope: Scope, member: Member) -> bool:
    if scope.person == member.pk or members_visible(scope).filter(pk=member.pk).exists():
        return True
    last = home_span(member.pk)
    return last is not None and last.at_id is not None and visible(scope).filter(pk=last.at_id).exists()


def member_of(scope: Scope) -> Member:
    """The actor as a member. NotVisible for accounts that belong to nobody."""
    member = Member.objects.select_related("subject").filter(pk=scope.person).first() if scope.person else None
    if member is None:
        raise NotVisible("这个账号没有对应的党员。")
    return member


def below(scope: Scope, top: Organisation | None, on: date) -> list[Organisation]:
    """Those directly below `top`, in the official order; without one, what an overview of the scope's reach shows.

    Somebody who reaches the work committee sees the directly subordinate organisations; somebody who reaches only one
    organisation sees what is below that one.
    """
    found = standing_on(visible(scope).exclude(kind__in=(kinds.LEADING_BODY, kinds.OUTSIDE_SUPERIOR)), on)
    if top is None:
        committee = found.filter(kind=kinds.WORK_COMMITTEE).order_by("reach").first()
        top = committee or found.order_by("reach").first()
    if top is None:
        return []
    return list(found.filter(reach__startswith=top.reach, depth=top.depth + 1).order_by("ordinal", "reach"))
