"""Spans in two times: add, end, withdraw and correct them, and ask who held what on a day, as known at a moment.

Append-only. To change a span is to withdraw its row and add another, so every past answer stays what it was. Writing
here asks no permission, opens no transaction and leaves no journal line: `orgs.actions` do, and they are the callers.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.dispatch import Signal

from dengming.calendar.days import FAR_DAY, date_of, day_of
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.editions.words import role_id, role_name
from dengming.orgs.models import Span
from dengming.refusal import Refusal

spans_changed = Signal()
"""Sent after a change with `subjects` (ids) and the days `since` and `until` that it touches: `place` and 应到 of the
records of those days rest on the roster, and whoever emits facts does so again."""

_BATCH = 2000


@dataclass(frozen=True)
class NewSpan:
    """A span before it is stored. `subject` and `at` are subject ids; no `until` means no end in sight."""

    subject: int
    role: str
    since: date
    until: date | None = None
    at: int | None = None
    paper: str = ""


def add(span: NewSpan, entered: int | None = None) -> Span:
    """Store one span as known from now (or `entered`) on."""
    return add_many([span], entered)[0]


def add_many(spans: Iterable[NewSpan], entered: int | None = None) -> list[Span]:
    """Store many. Raises Refusal where a span ends before it begins; nothing is stored then."""
    return replace((), spans, entered)


def withdraw(spans: Sequence[Span], at: int | None = None) -> None:
    """Say that these were never so, as known from now on. Raises Refusal where one is withdrawn already."""
    replace(spans, (), at)


def end(span: Span, until: date, at: int | None = None) -> Span:
    """Let a span end on a day, the last it includes. Raises Refusal for a day before it began."""
    return correct(span, at, until=until)


def correct(span: Span, moment: int | None = None, **changes: Any) -> Span:
    """Withdraw a span and add it again with `changes` (keys of NewSpan)."""
    return replace([span], [changed(span, **changes)], moment)[0]


def replace(old: Sequence[Span], new: Iterable[NewSpan], moment: int | None = None) -> list[Span]:
    """Withdraw the old and add the new at one moment (default: now), in one go."""
    moment = clock.moment() if moment is None else moment
    rows = [_row(span, moment) for span in new]
    live = Span.objects.filter(pk__in=[span.pk for span in old], withdrawn=FAR_MOMENT)
    if old and live.update(withdrawn=moment) != len(old):
        raise Refusal("这条任职（身份）信息刚被别人改过：请刷新页面后再改。")
    for span in old:
        span.withdrawn = moment
    stored = Span.objects.bulk_create(rows, batch_size=_BATCH)
    _announce([*old, *stored])
    return stored


def changed(span: Span, **changes: Any) -> NewSpan:
    """The span as a value, with `changes` (keys of NewSpan)."""
    role = role_name(span.role_id)
    now = NewSpan(span.subject_id, role, date_of(span.since), last_day(span), span.at_id, span.paper)
    return dataclasses.replace(now, **changes)


def alive(spans: QuerySet[Span], known: int | None = None) -> QuerySet[Span]:
    """The spans that were known, and not withdrawn, at a moment (default: now)."""
    moment = clock.moment() if known is None else known
    return spans.filter(entered__lte=moment, withdrawn__gt=moment)


def on_day(spans: QuerySet[Span], on: date) -> QuerySet[Span]:
    """The spans that hold on a day."""
    day = day_of(on)
    return spans.filter(since__lte=day, until__gte=day)


def holders(
    roles: str | Iterable[str], on: date, at: int | Iterable[int] | None = None, known: int | None = None
) -> QuerySet[Span]:
    """Who holds one of the roles on a day, at an organisation (or any of several, or anywhere)."""
    names = [roles] if isinstance(roles, str) else list(roles)
    spans = on_day(alive(Span.objects.filter(role__in=[role_id(name) for name in names]), known), on)
    if at is None:
        return spans
    return spans.filter(at__in=[at] if isinstance(at, int) else list(at))


def roles_of(subject: int, on: date, known: int | None = None) -> QuerySet[Span]:
    """All that a subject is on a day."""
    return on_day(alive(Span.objects.filter(subject=subject), known), on).select_related("role", "at")


def last_day(span: Span) -> date | None:
    """The last day, or None where no end is in sight."""
    return None if span.until == FAR_DAY else date_of(span.until)


def _row(span: NewSpan, moment: int) -> Span:
    if span.until is not None and span.until < span.since:
        raise Refusal(f"结束日期 {span.until} 早于开始日期 {span.since}：请核对这两个日期。")
    return Span(
        subject_id=span.subject,
        role_id=role_id(span.role),
        at_id=span.at,
        since=day_of(span.since),
        until=FAR_DAY if span.until is None else day_of(span.until),
        paper=span.paper,
        entered=moment,
    )


def _announce(spans: Sequence[Span]) -> None:
    if spans:
        spans_changed.send(
            Span,
            subjects={span.subject_id for span in spans},
            since=min(span.since for span in spans),
            until=max(span.until for span in spans),
        )
