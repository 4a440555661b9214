"""The posts of those elected are put on the roster in one act; who had them leaves the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.ledgers.electing import elected, rounds
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.ledgers.writing import note_of, told
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation, Span
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Role

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seat:
    """A post for one of those elected."""

    member: Member
    post: str


@action("posts.filled", label="新一届班子任职", needs="appoint", at=line_reach)
def seat(scope: Scope, entry: Entry, *, seats: Sequence[Seat], since: date, paper: str = "") -> Done[list[Span]]:
    """Give the posts from a day on, and end the posts of this kind that were held there until then.

    Raises Refusal where there is nobody elected, somebody else is named, a post is not one of these, or they are on
    the roster already.
    """
    _check(entry, seats, since)
    old = [span for span in _held(entry) if span.since < day_of(since)]
    for span in old:
        spans.end(span, since - _DAY)
    made = give([NewPost(it.member.pk, it.post, entry.subject_id, since, paper=paper) for it in seats])
    note = note_of(entry) | {"since": since.isoformat(), "paper": paper, "given": len(made), "ended": len(old)}
    return Done(made, about=told(entry), note=note)


def names_to_seat(entry: Entry) -> list[str]:
    """Who is elected and may be given posts now; nobody before the approval, or once posts were given."""
    if entry.withdrawn_at is not None or not posts_of(entry):
        return []
    found = rounds(register_of(entry), way_of(entry))
    begun = day_of(found[0].day) if found else 0
    return [] if any(span.since >= begun for span in _held(entry)) else elected(found)


def posts_of(entry: Entry) -> list[Role]:
    """The posts that the stage fills, of those that the organisation has."""
    if not (fills := register_of(entry).stage_of(entry.stage).fills):
        return []
    kind = Organisation.objects.get(pk=entry.subject_id).kind
    return [role for role in map(rules().rulebook.roles.__getitem__, fills) if kind in role.at]


def _check(entry: Entry, seats: Sequence[Seat], since: date) -> None:
    names, posts = names_to_seat(entry), [role.id for role in posts_of(entry)]
    if not names:
        raise Refusal("现在不能办理任职：还没有批复，或者新一届的职务已经在花名册上。")
    if not seats:
        raise Refusal("还没有给一个人选职务：请至少选一个。")
    if since > clock.today():
        raise Refusal(f"任职日期 {since} 还没到，请核对。")
    if since < (first := rounds(register_of(entry), way_of(entry))[0].day):
        raise Refusal(f"任职日期 {since} 早于选举大会的 {first}，请核对。")
    for it in seats:
        if not any(name.startswith(it.member.name) for name in names):
            raise Refusal(f"“{it.member.name}”没有当选，不能在这里任职：请核对人选。")
        if it.post not in posts:
            raise Refusal(f"{entry.subject.name}没有这个职务：请从列表里选。")


def _held(entry: Entry) -> list[Span]:
    """The spans of these posts that run at the organisation, or will."""
    roles = [role_id(role.id) for role in posts_of(entry)]
    found = spans.alive(Span.objects.filter(at=entry.subject_id, role__in=roles))
    return list(found.filter(until__gte=day_of(clock.today())))
