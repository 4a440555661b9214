"""What a person is at a branch by the steps of a case: applicant, activist, candidate, member; suspended; no more.

The roster of the days before, and the places where the person was meanwhile, stay as they are; only what the person is
follows from the case. Where the roster said more before the case was filed (somebody who is taken up with the true
days), it stands until the case has come so far. Asks no permission and leaves no journal line: the step does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dengming.calendar.days import day_of
from dengming.editions.queries import rules
from dengming.editions.words import role_id
from dengming.orgs import kinds, spans
from dengming.orgs.models import Member, Span
from dengming.orgs.moving import DAY, cut, lasting
from dengming.orgs.spans import NewSpan
from dengming.orgs.undoing import undo
from dengming.refusal import Refusal


@dataclass(frozen=True)
class Standing:
    """What the person is from a day on; `role` None: nothing any more, the day before is the last. `moment` is when
    that was entered."""

    since: date
    role: str | None
    moment: int = 0


def settle(person: int, before: Sequence[Standing], after: Sequence[Standing], filed: int) -> None:
    """Make what the case said `before` into what it says `after`; both in the order of days. `filed` is the moment at
    which it began.

    Raises Refusal where somebody has changed what the person is meanwhile: the case cannot know better.
    """
    if list(before) == list(after):
        return
    first = min(it.since for it in (*before, *after))
    ended = bool(before) and before[-1].role is None
    near = lasting(first - DAY, kinds.WAY).filter(subject=person)  # with what ended on the day before
    held = list(near.select_related("role").order_by("since"))
    span = on_roster(person, first - DAY)
    base = span.role.name if span else None
    floor = _known_later(person, first, filed - 1)
    own = {base, *kinds.CULTIVATED, *(it.role for it in (*before, *after))}  # what comes before joining only cases say
    own |= {it.role for it in floor}
    _check_nobody_else({it.role.name for it in held} - own)
    known = [spans.changed(it) for it in held]
    if known and ended and known[-1].until == before[-1].since - DAY:
        known[-1] = replace(known[-1], until=None)  # it was this case that had ended it
    kept = [replace(it, until=first - DAY) for it in known if it.since < first]
    places = [replace(it, since=max(it.since, first)) for it in known]
    wanted = _joined([*kept, *_relabelled(places, _raised([Standing(first, base), *after], floor))])
    same = [it for it in held if spans.changed(it) in wanted]
    fresh = [it for it in wanted if it not in [spans.changed(one) for one in same]]
    spans.replace([it for it in held if it not in same], fresh)
    if ended and before[-1] not in after:
        undo(person, before[-1].moment, but=kinds.WAY)  # posts and groups that ended with it
    if after and after[-1].role is None:
        spans.replace(*cut(lasting(after[-1].since).filter(subject=person), after[-1].since - DAY))
    _note_days(person, base, before, after, {it.role for it in floor})


def on_roster(person: int, on: date) -> Span | None:
    """What the roster says on a day; None where it does not know the person."""
    return spans.holders(kinds.WAY, on).filter(subject=person).select_related("role").first()


def first_on_roster(person: int, after: date) -> Span | None:
    """What the roster says first after a day."""
    return lasting(after, kinds.WAY).filter(subject=person).select_related("role").order_by("since").first()


def _known_later(person: int, first: date, known: int) -> list[NewSpan]:
    """What the roster said, as it was known at the moment, of the days after the first one of the case."""
    ways = [role_id(it) for it in kinds.WAY]
    later = Span.objects.filter(subject=person, role__in=ways, since__gt=day_of(first))
    return [spans.changed(it) for it in spans.alive(later, known)]


def _raised(said: Sequence[Standing], floor: Sequence[NewSpan]) -> list[Standing]:
    """The same, and what the roster knew where that is more; the first one stands for what the case says nothing of."""
    days = {it.since for it in said} | {it.since for it in floor} | {it.until + DAY for it in floor if it.until}
    found = []
    for day in sorted(days):
        here = [it for it in said if it.since <= day][-1]
        knew = next((it.role for it in floor if it.since <= day and (it.until is None or day <= it.until)), None)
        more = knew is not None and (here is said[0] or is_below(here.role, knew))
        found.append(Standing(day, knew if more else here.role))
    return found


def is_below(role: str | None, other: str) -> bool:
    """Whether it comes before the other on the way to membership; a suspension is of who has joined."""
    if role not in kinds.LADDER or role == kinds.MEMBER:
        return False
    return other not in kinds.LADDER or kinds.LADDER.index(role) < kinds.LADDER.index(other)


def _check_nobody_else(strange: set[str]) -> None:
    if strange:
        names = "、".join(rules().rulebook.roles[it].name for it in sorted(strange))
        raise Refusal(f"这以后人员类别又登记过“{names}”，不能再照这一件改：请先核对党员信息。")


def _relabelled(places: Sequence[NewSpan], standings: Sequence[Standing]) -> Iterator[NewSpan]:
    """Each stay at a branch, cut where the person became something else."""
    ends = [*(it.since - DAY for it in standings[1:]), None]
    for place in places:
        for standing, end in zip(standings, ends, strict=True):
            since = max(place.since, standing.since)
            until = min((day for day in (place.until, end) if day), default=None)
            if standing.role is not None and (until is None or since <= until):
                yield replace(place, role=standing.role, since=since, until=until)


def _joined(pieces: Iterable[NewSpan]) -> list[NewSpan]:
    """Neighbours that say the same are one."""
    found: list[NewSpan] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.until and last.until + DAY == piece.since and (last.role, last.at) == (piece.role, piece.at):
            found[-1] = replace(last, until=piece.until)
        else:
            found.append(piece)
    return found


_NOTED: Final = (
    ("joined", kinds.PROBATIONARY, (None, *kinds.CULTIVATED)),
    ("confirmed", kinds.MEMBER, (kinds.PROBATIONARY,)),
)
"""入党日期 is when one who was no member became a probationary one, 转正日期 when a probationary one became a full one:
who was suspended has been that before."""


def _note_days(
    person: int, base: str | None, before: Sequence[Standing], after: Sequence[Standing], knew: set[str]
) -> None:
    """These days follow where it is this case that says them; one that was put right by hand since then stays, and
    none is erased that the roster knew before it."""
    for field, role, from_ in _NOTED:
        was, now = (_first(base, said, role, from_) for said in (before, after))
        if was != now and (now or role not in knew):
            Member.objects.filter(pk=person, **({field: was} if was else {})).update(**{field: now})


def _first(base: str | None, said: Sequence[Standing], role: str, from_: Sequence[str | None]) -> date | None:
    """The first day on which the person became that, having been one of those; none where the same case ended it again:
    a probation that is cancelled made nobody a member."""
    if said and said[-1].role is None:
        return None
    earlier = [base, *(it.role for it in said)]
    return next((it.since for was, it in zip(earlier, said, strict=False) if it.role == role and was in from_), None)
