"""What a case makes of the person whom it is about: membership and branch follow from the stages on its present way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import Reached, said_on, way_of
from dengming.orgs import memberships
from dengming.orgs.homes import home_on
from dengming.orgs.memberships import Standing
from dengming.orgs.models import Organisation
from dengming.orgs.moving import DAY
from dengming.orgs.relocating import put_back, relocate
from dengming.refusal import Refusal
from dengming.rulebook.register_parts import Becoming


@dataclass(frozen=True)
class Stay:
    """That the person belongs to the branch of that code from a day on, by the step of that moment."""

    moment: int
    since: date
    branch: str


@dataclass(frozen=True)
class Outcome:
    """What the case says: what the person is, and where, from which days on."""

    standings: tuple[Standing, ...] = ()
    stays: tuple[Stay, ...] = ()


def outcome(entry: Entry) -> Outcome:
    """What the person is and where by the case; nothing by one that was withdrawn."""
    if entry.withdrawn_at is not None:
        return Outcome()
    return Outcome(tuple(_standings(entry)), tuple(_stays(entry)))


def settle(entry: Entry, before: Outcome) -> None:
    """Bring the roster in line with what the case says now. Raises Refusal where somebody changed it meanwhile: whom
    one branch lets go is not taken from another."""
    now, subject = outcome(entry), entry.subject
    memberships.settle(entry.subject_id, before.standings, now.standings, entry.entered_at)
    for stay in reversed([it for it in before.stays if it not in now.stays]):
        put_back(subject, stay.moment)
    for stay in (it for it in now.stays if it not in before.stays):
        to = Organisation.objects.select_related("subject").get(subject__code=stay.branch)
        _check_not_moved(entry, stay.since)
        relocate(subject, to, stay.since, moment=stay.moment)


def _check_not_moved(entry: Entry, on: date) -> None:
    """Raise Refusal where the person is no longer at the branch where the case began."""
    began, now = (home_on(entry.subject_id, day) for day in (entry.happened, on))
    if began and now and began.at and began.at_id != now.at_id:
        whose = f"“{entry.subject.name}”在 {on} 已经不在发起转接的“{began.at.name}”"
        raise Refusal(f"{whose}：请先核对党员信息，不再转接的请办结这一件。")


def _standings(entry: Entry) -> Iterator[Standing]:
    """In the order of the way, which is that of the days: nobody is full member before being on probation, whatever a
    field of an old file says. Who came by the case and goes by it on the same day has been there for that day."""
    block, way, first, last = register_of(entry), way_of(entry), None, date.min
    for number, here in enumerate(way):
        if becomes := block.stage_of(here.stage).becomes:
            last = max(last, begins_on(becomes, way[: number + 1]))
            if becomes.role is None and first == last:
                last += DAY
            first = first or last
            yield Standing(last, becomes.role, here.moment)


def _stays(entry: Entry) -> Iterator[Stay]:
    block, way = register_of(entry), way_of(entry)
    for number, here in enumerate(way, 1):
        if field := block.stage_of(here.stage).moves_to:
            yield Stay(here.moment, here.day, said_on(way[:number])[field])


def begins_on(becomes: Becoming, way: Sequence[Reached]) -> date:
    """From when on the person is that: the day in the field, or of the stage, or of the step itself."""
    if becomes.from_ and (said := said_on(way).get(becomes.from_)):
        return date.fromisoformat(said)
    return next((it.day for it in reversed(way) if it.stage == becomes.since), way[-1].day)
