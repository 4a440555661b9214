"""One line of what may be urged."""

from typing import Any, Final

from django.urls import reverse

from dengming.editions.clock import date_at
from dengming.standing.desk import Outstanding
from dengming.standing.judge import Standing
from dengming.web.pages.desk.gathered import Gathered

_PERIODS: Final = 12
"""So many periods are named; further ones are counted."""


def row(it: Outstanding, seen: Gathered, picked: set[str], whose: str, *, told: bool = True) -> dict[str, Any]:
    """`whose`: the subject's name where the heading does not say it; `told`: whether the duty is named too."""
    key, urged = seen.key(it), seen.last_urge(it)
    return {
        "key": key,
        "picked": key in picked,
        "title": "：".join(part for part in (whose, it.duty.name if told else "") if part),
        "institution": seen.institutions[it.duty.institution] if told else "",
        "periods": [_period(item, it, seen) for item in it.items[:_PERIODS]],
        "more": max(len(it.items) - _PERIODS, 0),
        "due": it.due,
        "state": str(it.state),
        "urged_at": urged.urged_at if urged else None,
        "urged_on": date_at(urged.urged_at) if urged else None,
    }


def _period(item: Standing, it: Outstanding, seen: Gathered) -> tuple[str, str]:
    return item.called, reverse("why", args=[seen.names[it.subject][0], it.duty.id, item.period])
