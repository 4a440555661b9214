"""When the roster of past days is corrected, the facts of those days are made again: `place` rests on it.

`orgs` tells by the signal `spans_changed` and does not know of records. The work is done right after the transaction
that changed the roster; `reemit` does the same for any days on request.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dengming.calendar.days import date_of
from dengming.editions import clock
from dengming.facts import actions as facts
from dengming.records.actions.confirming import rows_now
from dengming.records.models import Record
from dengming.records.sheet import whole

_BATCH = 500


def reemit(subjects: Collection[int], since: int, until: int) -> int:
    """Make the facts of these people's confirmed records of these days (day numbers) again; how many changed."""
    return _again(_touched(subjects, since, until))


def on_spans_changed(sender: object, subjects: Iterable[int], since: int, until: int, **_: Any) -> None:
    """Do it once the change holds: a change that is rolled back touches nothing.

    Only the records that stand now: one confirmed later in the same transaction is judged by the new roster anyway.
    """
    if keys := _touched(frozenset(subjects), since, until):
        transaction.on_commit(partial(_again, keys))


def _again(keys: Collection[int]) -> int:
    """Rows that stay equal keep their time of entry.

    A record under correction is left alone: its stored form is not what was confirmed, and the next confirmation
    brings it up to date.
    """
    changed = 0
    for some in _batches(sorted(keys)):
        for record in whole(_confirmed().filter(pk__in=some)).select_related("source"):
            with transaction.atomic():
                change = facts.replace(record.source, rows_now(record), clock.moment())
            changed += bool(change.added or change.withdrawn)
    return changed


def _touched(subjects: Collection[int], since: int, until: int) -> set[int]:
    days = _confirmed().filter(on__gte=date_of(since), on__lte=date_of(until))
    keys: set[int] = set()
    for some in _batches(sorted(subjects)):
        keys |= set(days.filter(participations__person__in=some).values_list("pk", flat=True))
    return keys


def _confirmed() -> QuerySet[Record]:
    return Record.objects.filter(status=Record.Status.CONFIRMED)


def _batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[at : at + _BATCH] for at in range(0, len(keys), _BATCH))
