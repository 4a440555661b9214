"""Meetings that a decision can rest on: confirmed records of a branch."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from dengming.records.models import Record


def confirmed_at(branch: int | None, activities: Collection[str], since: date) -> QuerySet[Record]:
    """The branch's confirmed records of one of the activities from a day on, the newest first."""
    held = Record.objects.filter(hosts=branch, status=Record.Status.CONFIRMED, on__gte=since)
    return held.filter(kinds__activity__in=activities).distinct().order_by("-on", "-pk")
