"""What a post needs before it is given: a kind of organisation it belongs to, a full member, nobody in the way.

Asks no permission and leaves no journal line: `orgs.actions.posts` and the import do.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.days import FAR_DAY, date_of, day_of
from dengming.editions.queries import rules
from dengming.editions.words import role_id, role_name
from dengming.orgs import kinds, spans
from dengming.orgs.homes import reach_at
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Role


@dataclass(frozen=True)
class NewPost:
    """A post to be given; `member` and `at` are subject ids, `until` the last day where one is fixed."""

    member: int
    post: str
    at: int
    since: date
    until: date | None = None
    paper: str = ""


@dataclass(frozen=True)
class _Held:
    """A post held, or to be held, at an organisation."""

    member: int
    post: str
    since: int
    until: int


def check_not_own(scope: Scope, news: Iterable[NewPost]) -> None:
    """Raise Refusal where the actor would get by it what the actor may not do there yet: rights come from somebody
    else."""
    for new in news:
        if new.member != scope.person:
            continue
        role, place = person_role(new.post, "post"), reach_at(new.at)
        if not all(scope.may(it, place) for it in role.may):
            raise Refusal(f"不能给自己登记“{role.name}”：它带来您现在没有的权限，请由另一位有任免权限的人登记。")


def give(news: Sequence[NewPost], entered: int | None = None) -> list[Span]:
    """Store posts. Raises Refusal for the first that may not be given; nothing is stored then."""
    people = Subject.objects.filter(sort=Subject.Sort.PERSON).in_bulk([new.member for new in news])
    places = Organisation.objects.select_related("subject").in_bulk([new.at for new in news])
    full = _full_memberships(people)
    held = _held(places)
    for new in news:
        role = person_role(new.post, "post")
        if new.member not in people or new.at not in places:
            raise Refusal("任职的人员或组织不存在，请重新选择。")
        _check_place(new, role, places[new.at])
        _check_member(new, people[new.member], full[new.member])
        _check_free(new, role, places[new.at], held[new.at], people)
        held[new.at].append(_Held(new.member, new.post, day_of(new.since), _last(new)))
    return spans.add_many(
        [NewSpan(new.member, new.post, new.since, new.until, new.at, new.paper) for new in news], entered
    )


def person_role(name: str, sort: str) -> Role:
    """A role of a person of this sort. Raises Refusal where the rulebook has none."""
    role = rules().rulebook.roles.get(name)
    if role is None or role.of != "person" or role.sort != sort:
        raise Refusal(f"制度中没有登记“{name}”，请从列表中选择。")
    return role


def _check_place(new: NewPost, role: Role, place: Organisation) -> None:
    kind = rules().rulebook.roles[place.kind].name
    if role.at and place.kind not in role.at:
        raise Refusal(f"“{place.name}”是{kind}，不能设“{role.name}”，请核对职务或组织。")
    if new.until is not None and new.until < new.since:
        raise Refusal(f"免职日期 {new.until} 早于任职日期 {new.since}，请核对这两个日期。")
    if place.founded and new.since < place.founded:
        raise Refusal(f"任职日期 {new.since} 早于“{place.name}”的成立日期 {place.founded}，请核对。")
    if place.ended and (new.until is None or new.until > place.ended):
        raise Refusal(f"“{place.name}”已于 {place.ended} 撤销，任职不能晚于这一天。")


def _check_member(new: NewPost, person: Subject, full: list[tuple[int, int]]) -> None:
    day = day_of(new.since)
    if not any(since <= day <= until for since, until in full):
        raise Refusal(f"“{person.name}”在 {new.since} 不是正式党员，不能任职，请核对任职日期和人员类别。")


def _check_free(new: NewPost, role: Role, place: Organisation, held: list[_Held], people: dict[int, Subject]) -> None:
    roles = rules().rulebook.roles
    for other in held:
        if other.since > _last(new) or other.until < day_of(new.since):
            continue
        until = "" if other.until == FAR_DAY else f"至 {date_of(other.until)}"
        stretch = f"{date_of(other.since)} 起{until}"
        if other.member == new.member and other.post == new.post:
            raise Refusal(f"“{people[new.member].name}”已任“{place.name}”{role.name}（{stretch}），不用重复登记。")
        if role.heads and roles[other.post].heads:
            name = Subject.objects.get(pk=other.member).name
            raise Refusal(f"“{place.name}”已有{roles[other.post].name}“{name}”（{stretch}），请先登记其免职。")


def _full_memberships(people: dict[int, Subject]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    members = spans.alive(Span.objects.filter(subject__in=list(people), role=role_id(kinds.MEMBER)))
    for person, since, until in members.values_list("subject_id", "since", "until"):
        found[person].append((since, until))
    return found


def _held(places: dict[int, Organisation]) -> dict[int, list[_Held]]:
    posts = [role_id(role.id) for role in rules().rulebook.roles.values() if role.sort == "post"]
    found: dict[int, list[_Held]] = defaultdict(list)
    rows = spans.alive(Span.objects.filter(at__in=list(places), role__in=posts))
    for place, person, role, since, until in rows.values_list("at_id", "subject_id", "role_id", "since", "until"):
        if place is not None:
            found[place].append(_Held(person, role_name(role), since, until))
    return found


def _last(new: NewPost) -> int:
    return FAR_DAY if new.until is None else day_of(new.until)
