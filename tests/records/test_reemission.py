"""A corrected roster makes the facts of the days it touches again; equal rows keep their time of entry."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from dengming.editions.models import FAR_MOMENT
from dengming.editions.words import role_id
from dengming.facts.models import Fact
from dengming.facts.rows import PLACE_CODES
from dengming.orgs import spans
from dengming.orgs.models import Span
from dengming.records.models import Record
from dengming.records.reemission import reemit
from tests.cast import Cast, set_clock
from tests.records import writing

Capture = Callable[..., AbstractContextManager[Any]]


def places(record: Record, person: int) -> set[int]:
    facts = Fact.objects.filter(source=record.source_id, subject=person, withdrawn=FAR_MOMENT)
    return set(facts.values_list("place", flat=True))


def move_away(cast: Cast, since: date) -> None:
    bo = cast.person["bo"].pk
    span = Span.objects.get(subject=bo, role=role_id("member"), withdrawn=FAR_MOMENT)
    spans.end(span, since)
    group = Span.objects.get(subject=bo, role=role_id("group-member"), withdrawn=FAR_MOMENT)
    spans.end(group, since)


def test_place_follows_the_corrected_roster(cast: Cast, django_capture_on_commit_callbacks: Capture) -> None:
    old = writing.confirmed(cast, on=date(2020, 6, 8))
    new = writing.confirmed(cast, on=date(2020, 9, 8))
    bo, ann = cast.person["bo"].pk, cast.person["ann"].pk
    entered = set(Fact.objects.filter(source=new.source_id, subject=ann).values_list("entered", flat=True))
    set_clock(hour=12)
    with django_capture_on_commit_callbacks(execute=True):
        move_away(cast, date(2020, 8, 31))
    assert places(old, bo) == {PLACE_CODES["own"]}
    assert places(new, bo) == {PLACE_CODES["elsewhere"]}
    assert places(new, ann) == {PLACE_CODES["own"]}
    assert set(Fact.objects.filter(source=new.source_id, subject=ann).values_list("entered", flat=True)) == entered
    assert Fact.objects.filter(source=new.source_id, subject=bo).exclude(withdrawn=FAR_MOMENT).count() == 1


def test_a_record_under_correction_waits_for_its_confirmation(
    cast: Cast, django_capture_on_commit_callbacks: Capture
) -> None:
    record = writing.step(cast, "correct", writing.confirmed(cast), reason="核对")
    with django_capture_on_commit_callbacks(execute=True):
        move_away(cast, date(2020, 8, 31))
    bo = cast.person["bo"].pk
    assert places(record, bo) == {PLACE_CODES["own"]}
    writing.step(cast, "confirm", record)
    assert places(record, bo) == {PLACE_CODES["elsewhere"]}


def test_reemit_on_request_changes_nothing_that_is_right(cast: Cast) -> None:
    record = writing.confirmed(cast)
    assert record.on is not None
    day = record.on.toordinal()
    assert reemit([cast.person["bo"].pk], day, day) == 0
    move_away(cast, date(2020, 8, 31))
    assert reemit([cast.person["bo"].pk], day + 1, day + 9) == 0
    assert reemit([cast.person["bo"].pk], day, day) == 1
