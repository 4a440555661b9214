"""What a person is at a branch by the steps of a case: applicant, activist, candidate, member; suspended; no more.

The roster of the days before, and the places where the person was meanwhile, stay as they are; only what the person is
follows from the case. Asks no permission and leaves no journal line: the step does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.models import Member
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


def settle(person: int, before: Sequence[Standing], after: Sequence[Standing]) -> None:
    """Make what the case said `before` into what it says `after`; both in the order of days.

    Raises Refusal where somebody has changed what the person is meanwhile: the case cannot know better.
    """
    if list(before) == list(after):
        return
    first = min(it.since for it in (*before, *after))
    ended = bool(before) and before[-1].role is None
    near = lasting(first - DAY, kinds.WAY).filter(subject=person)  # with what ended on the day before
    held = list(near.select_related("role").order_by("since"))
    base = _before(person, first)
    own = {base, *kinds.CULTIVATED, *(it.role for it in (*before, *after))}  # what comes before joining only cases say
    _check_nobody_else({it.role.name for it in held} - own)
    known = [spans.changed(it) for it in held]
    if known and ended and known[-1].until == before[-1].since - DAY:
        known[-1] = replace(known[-1], until=None)  # it was this case that had ended it
    kept = [replace(it, until=first - DAY) for it in known if it.since < first]
    places = [replace(it, since=max(it.since, first)) for it in known]
    wanted = _joined([*kept, *_relabelled(places, [Standing(first, base), *after])])
    same = [it for it in held if spans.changed(it) in wanted]
    fresh = [it for it in wanted if it not in [spans.changed(one) for one in same]]
    spans.replace([it for it in held if it not in same], fresh)
    if ended and before[-1] not in after:
        undo(person, before[-1].moment, but=kinds.WAY)  # posts and groups that ended with it
    if after and after[-1].role is None:
        spans.replace(*cut(lasting(after[-1].since).filter(subject=person), after[-1].since - DAY))
    _note_days(person, base, before, after)


def _before(person: int, first: date) -> str | None:
    """What the person was on the day before."""
    held = spans.holders(kinds.WAY, first - DAY).filter(subject=person).select_related("role").first()
    return held.role.name if held else None


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


def _note_days(person: int, base: str | None, before: Sequence[Standing], after: Sequence[Standing]) -> None:
    """These days follow where it is this case that says them; one that was put right by hand since then stays."""
    for field, role, from_ in _NOTED:
        was, now = (_first(base, said, role, from_) for said in (before, after))
        if was != now:
            Member.objects.filter(pk=person, **({field: was} if was else {})).update(**{field: now})


def _first(base: str | None, said: Sequence[Standing], role: str, from_: Sequence[str | None]) -> date | None:
    """The first day on which the person became that, having been one of those."""
    earlier = [base, *(it.role for it in said)]
    return next((it.since for was, it in zip(earlier, said, strict=False) if it.role == role and was in from_), None)
