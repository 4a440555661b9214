"""What an entry gives the person it is about: a role at the organisation that it names, as its stages say.

The roles follow from the moves as the facts do: withdrawn or sent back, they are taken back; who gives must hold the
capability at that organisation too, for nobody can give sight of what one does not keep oneself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dengming.accounts.actions import authorise
from dengming.accounts.scope import Scope
from dengming.calendar.periods import Period, period_of
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import Reached, said_on, way_of
from dengming.orgs import contact_points
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal
from dengming.rulebook.registers import EntryStage

_DAY = timedelta(days=1)
_PAPER_AT_MOST: Final = 80
"""What a role keeps of the paper's name; the entry has the whole."""


def check_gift(scope: Scope, stage: EntryStage, person: Subject, said: Mapping[str, str], on: date) -> None:
    """Raise FieldRefusal where the stage may not give that role there, NotVisible or PermissionDenied for who may not.

    `said` is all that is known of the entry with what the step says.
    """
    gift = stage.gives
    if gift is None:
        return
    try:
        place = contact_points.fits(said.get(gift.at, ""), gift.role)
        authorise(scope, stage.may, place.reach)
        contact_points.check(person, place, on)
    except Refusal as refusal:
        raise FieldRefusal({gift.at: str(refusal)}) from None


def check_given_again(scope: Scope, entry: Entry, way: Sequence[Reached]) -> None:
    """The same of what holds again once the entry has gone back, so that this is its way: of every role given on it,
    each by what had been said by then."""
    block = register_of(entry)
    for number, it in enumerate(way, 1):
        check_gift(scope, block.stage_of(it.stage), entry.subject, said_on(way[:number]), it.day)


def settle(entry: Entry) -> None:
    """Bring what the person holds in line with where the entry stands now."""
    block = register_of(entry)
    if not block.gifts:
        return
    period = period_given(entry)
    wanted = [] if entry.withdrawn_at is not None else list(_given(entry, period))
    contact_points.settle(entry.subject, _roles(entry), period, wanted)


def period_given(entry: Entry) -> Period:
    """The period that the entry's roles last for."""
    every = register_of(entry).one_per
    assert every is not None  # register_checks: a register that gives says so
    return period_of(every, entry.about)


def places_given(entries: Iterable[Entry]) -> dict[int, Organisation]:
    """By entry, the organisation at which it gave a role last."""
    codes = {entry.pk: code for entry in entries if (code := _code_given(entry))}
    found = Organisation.objects.filter(subject__code__in=codes.values()).select_related("subject")
    there = {it.code: it for it in found}
    return {pk: there[code] for pk, code in codes.items() if code in there}


def spans_given(entry: Entry) -> list[Span]:
    """The roles that hold by the entry as known now, the first first."""
    period = period_given(entry)
    return contact_points.held(entry.subject, _roles(entry), period)


def _roles(entry: Entry) -> set[str]:
    return {gift.role for gift in register_of(entry).gifts.values()}


def _code_given(entry: Entry) -> str:
    gifts = register_of(entry).gifts
    named = [entry.fields.get(gifts[it.stage].at, "") for it in way_of(entry) if it.stage in gifts]
    return str(named[-1]) if named else ""


def _given(entry: Entry, period: Period) -> Iterator[NewSpan]:
    """A span for each stage reached that gives: until the day before the next such stage, the day of an end, or the
    period's last."""
    gifts, way = register_of(entry).gifts, way_of(entry)
    for number, (here, after) in enumerate(zip(way, [*way[1:], None], strict=True), 1):
        said = said_on(way[:number])  # by then: a later stage may name another place
        if gift := gifts.get(here.stage):
            ends = after.day - _DAY if after and after.stage in gifts else after.day if after else period.last
            last = min(ends, period.last)
            if here.day <= last:
                at = contact_points.fits(said[gift.at], gift.role).pk
                paper = said.get(gift.paper or "", "")[:_PAPER_AT_MOST]
                yield NewSpan(entry.subject_id, gift.role, here.day, last, at, paper)
