"""What 模拟测算 found, as the page shows it: counts first, then names, so many at most and the rest counted."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeVar

from dengming.editions import clock
from dengming.standing.named import told_apart
from dengming.standing.whatif import EXEMPT, NOTHING_OWED, ColourChange, Outcome, StateChange, colour_label, state_label

NAMED: Final = 60
T = TypeVar("T")


def seen(outcome: Outcome) -> dict[str, Any]:
    """For the template: states and colours, each with `count`, `counts`, `rows` and `more`."""
    names = told_apart(outcome.subjects, clock.today())
    states = [
        {"before": state_label(before), "after": state_label(after), "count": count}
        for (_, before, after), count in sorted(outcome.state_counts().items())
    ]
    colours = [
        {"on": on, "before": colour_label(before), "after": colour_label(after), "count": count}
        for (on, before, after), count in sorted(outcome.colour_counts().items())
    ]
    shown, newest = _newest(outcome.states, lambda it: it.period), _newest(outcome.colours, lambda it: it.on)
    return {
        "states": _block(outcome.states, states, list(_states(shown, names))),
        "colours": _block(outcome.colours, colours, list(_colours(newest, names))),
        "points": outcome.points,
    }


def _newest(changes: Sequence[T], when: Any) -> list[T]:
    return sorted(changes, key=when, reverse=True)[:NAMED]


def _block(all_: Sequence[Any], counts: list[Any], rows: list[Any]) -> dict[str, Any]:
    return {"count": len(all_), "counts": counts, "rows": rows, "more": len(all_) - len(rows)}


def _states(changes: list[StateChange], names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for it in changes:
        sides = {"before": it.before, "after": it.after, "none": NOTHING_OWED}
        yield {"name": names[it.subject], "period": it.period, **sides}


def _colours(changes: list[ColourChange], names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for it in changes:
        points = {"points_before": it.points_before, "points_after": it.points_after}
        yield {"name": names[it.subject], "on": it.on, "before": it.before, "after": it.after, "none": EXEMPT, **points}
