"""The posts of those elected are put on the roster in one act; who had them leaves the day before.

A post gives rights, so that who appoints (任职) fills them; and of what was approved there, whoever may register the
approval and keeps the roster: nobody but those elected is given a post then, and none but those that the stage names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of, day_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.ledgers.electing import elected, rounds
from dengming.ledgers.eligibility import check_for_posts
from dengming.ledgers.models import Entry
from dengming.ledgers.one_open import running
from dengming.ledgers.places import is_of, line_reach, remember_places
from dengming.ledgers.queries import entries
from dengming.ledgers.steps import may_take, register_of
from dengming.ledgers.way import way_of
from dengming.ledgers.writing import note_of, told
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation, Span
from dengming.orgs.posting import NewPost, check_not_own, give
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Role
from dengming.voting.tallies import bare

_DAY = timedelta(days=1)
_GIVES: Final = "appoint"
_KEEPS: Final = "roster"


@dataclass(frozen=True)
class Seat:
    """A post for one of those elected."""

    member: Member
    post: str


@action("posts.filled", label="新一届班子任职", needs="read", at=line_reach)
def seat(
    scope: Scope, entry: Entry, *, seats: Sequence[Seat], since: date, paper: str = "", aware: bool = False
) -> Done[list[Span]]:
    """Give the posts from a day on, and end the posts of this kind that were held there since before the election.

    Raises PermissionDenied for who may not fill them; Refusal where there is nobody elected, somebody else is named, a
    post is not one of these, or they are on the roster already; FieldRefusal where something speaks against one of them
    and the actor is not `aware` of it.
    """
    check_may_fill(scope, entry)
    _check(entry, seats, since)
    check_for_posts(scope, [it.member.subject for it in seats], since, aware)
    news = [NewPost(it.member.pk, it.post, entry.subject_id, since, paper=paper) for it in seats]
    check_not_own(scope, news)
    old = [span for span in _held(entry) if span.since < _begun(entry)]
    for span in old:
        spans.end(span, since - _DAY)
    made = give(news)
    note = note_of(entry) | {"since": since.isoformat(), "paper": paper, "given": len(made), "ended": len(old)}
    return Done(made, about=told(entry), note=note)


def may_fill(scope: Scope, entry: Entry) -> bool:
    """Whether the actor may give the posts: who appoints there; and who keeps the roster there and may approve it."""
    stage, place = register_of(entry).stage_of(entry.stage), line_reach(entry)
    if scope.may(_GIVES, place):
        return True
    return bool(stage.fills) and scope.may(_KEEPS, place) and may_take(scope, entry, stage)


def check_may_fill(scope: Scope, entry: Entry) -> None:
    """Raise PermissionDenied where the posts are not the actor's to give."""
    if not may_fill(scope, entry):
        raise PermissionDenied(f"“新一届班子任职”要由{filler_words(entry)}办理。")


def filler_words(entry: Entry) -> str:
    """Who gives the posts: of those who register the approval who keep the roster, and those who appoint."""
    stage, roles = register_of(entry).stage_of(entry.stage), rules().rulebook.roles
    near = [roles[post].name for post in stage.by if _KEEPS in roles[post].may and _GIVES not in roles[post].may]
    giving = "、".join(role.name for role in roles.values() if _GIVES in role.may)
    where = "上级党组织的" if stage.superior else ""
    return f"{where}{'、'.join(near)}，或者{giving}" if near else giving


def names_to_seat(entry: Entry) -> list[str]:
    """Who is elected and was not given a post yet; nobody before the approval, nor once the term is over: who has left
    a post is not to be put back into it."""
    if entry.withdrawn_at is not None or not posts_of(entry):
        return []
    if not running(register_of(entry)).filter(parent=entry).exists():
        return []
    given = _spans(entry).filter(since__gte=_begun(entry)).select_related("subject")
    there = {span.subject.name for span in given}
    return [name for name in _elected(entry) if there.isdisjoint((name, bare(name)))]


def posts_of(entry: Entry) -> list[Role]:
    """The posts that the stage fills, of those that the organisation has."""
    if not (fills := register_of(entry).stage_of(entry.stage).fills):
        return []
    kind = Organisation.objects.get(pk=entry.subject_id).kind
    return [role for role in map(rules().rulebook.roles.__getitem__, fills) if kind in role.at]


def waiting_for_posts(scope: Scope) -> list[Entry]:
    """Elections approved of whose committee nobody has a post yet, where the actor may fill the posts: the newest of
    each organisation, whose next term runs."""
    if not (scope.may_anywhere(_GIVES) or scope.may_anywhere(_KEEPS)):
        return []
    found: list[Entry] = []
    for block in rules().rulebook.entries.values():
        stages = [stage for stage in block.stage if stage.fills]
        newest = Exists(running(block).filter(parent=OuterRef("pk")))
        if stages:
            done = entries(scope, register=block.id).filter(newest, stage__in=[it.id for it in stages])
            roles = {role_id(post) for stage in stages for post in stage.fills}
            found += _without_posts(list(done.filter(withdrawn_at=None).prefetch_related("moves")), roles)
    remember_places(found)
    return [it for it in found if may_fill(scope, it)]


def _without_posts(done: list[Entry], roles: set[int]) -> list[Entry]:
    """Those at whose organisation no such post was given since the election."""
    held = spans.alive(Span.objects.filter(at__in={it.subject_id for it in done}, role__in=roles))
    newest = dict(held.order_by("since").values_list("at", "since"))
    return [it for it in done if newest.get(it.subject_id, 0) < _begun(it)]


def _check(entry: Entry, seats: Sequence[Seat], since: date) -> None:
    names, posts = set(names_to_seat(entry)), [role.id for role in posts_of(entry)]
    if not names:
        raise Refusal("现在不能办理任职：还没有批复，或者新一届的职务已经在花名册上。")
    if not seats:
        raise Refusal("还没有给一个人选职务：请至少选一个。")
    if since > clock.today():
        raise Refusal(f"任职日期 {since} 还没到，请核对。")
    if day_of(since) < (first := _begun(entry)):
        raise Refusal(f"任职日期 {since} 早于选举大会的 {date_of(first)}，请核对。")
    place, called = line_reach(entry), names | {bare(name) for name in names}
    for it in seats:
        if it.member.name not in called or not is_of(it.member, place):
            whose = f"“{it.member.name}”没有当选，或者不是{entry.subject.name}的党员"
            raise Refusal(f"{whose}，不能在这里任职：请核对人选，有同名的填编号。")
        if it.post not in posts:
            raise Refusal(f"{entry.subject.name}没有这个职务：请从列表里选。")


def _elected(entry: Entry) -> list[str]:
    return elected(rounds(register_of(entry), way_of(entry)))


def _begun(entry: Entry) -> int:
    """The day of the election, from which on a post there is one of the new committee."""
    found = rounds(register_of(entry), way_of(entry))
    return day_of(found[0].day) if found else 0


def _held(entry: Entry) -> list[Span]:
    """The spans of these posts that run at the organisation, or will."""
    return list(_spans(entry).filter(until__gte=day_of(clock.today())).select_related("subject"))


def _spans(entry: Entry) -> QuerySet[Span]:
    """Those of these posts that were ever given there."""
    roles = [role_id(role.id) for role in posts_of(entry)]
    return spans.alive(Span.objects.filter(at=entry.subject_id, role__in=roles))
