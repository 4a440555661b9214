"""What a district is founded with once: later tests of the process get the very same rows, without founding it again.

Founding goes through the product's own actions and takes longer than most tests. The rows that it left are kept and put
back in one statement a table, but only where the database holds exactly what it held before the founding, down to the
counters of its keys; else, and on PostgreSQL, the district is founded anew. The clock stands still meanwhile, so that
both ways give the same moments.
"""

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar, cast

from django.apps import apps
from django.db import connection, transaction

from dengming.editions import clock
from dengming.editions.models import DemoDate

T = TypeVar("T")
Row = tuple[Any, ...]

_COUNTERS: Final = "sqlite_sequence"
_CLOCK: Final = DemoDate._meta.db_table
"""The demo day says when it was set, and is set again by every test."""


@dataclass(frozen=True)
class _Kept:
    """The rows that came, by table; the counters after them; what the founding gave back."""

    rows: dict[str, list[Row]]
    counters: list[Row]
    given: bytes


_kept: dict[tuple[str, date, str], _Kept] = {}


def founded(name: str, on: date, found: Callable[[], T]) -> T:
    """What `found` gives back, with the rows that it leaves; `name` says which district it is."""
    if connection.vendor != "sqlite":
        return _still(on, found)
    before = everything()
    key = (name, on, _digest(before))
    with transaction.atomic():
        if key in _kept:
            _put_back(_kept[key])
            return cast(T, pickle.loads(_kept[key].given))
        given = _still(on, found)
        _kept[key] = _Kept(_come_since(before), _rows(_COUNTERS), pickle.dumps(given))
        return given


def everything() -> dict[str, list[Row]]:
    """Every row of every table but the demo day's, and the counters of the keys."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {_CLOCK}
    return {table: _rows(table) for table in (*sorted(tables), _COUNTERS)}


def _still(on: date, found: Callable[[], T]) -> T:
    with clock.standing_still(clock.start_of(on)):
        return found()


def _put_back(kept: _Kept) -> None:
    with connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        cursor.execute(f"DELETE FROM {_COUNTERS}")
        cursor.executemany(f"INSERT INTO {_COUNTERS} (name, seq) VALUES (%s, %s)", kept.counters)


def _come_since(before: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows that are new, in the order of their keys. Nothing else may have changed: it would not be put back."""
    came = {}
    for table, rows in everything().items():
        if table == _COUNTERS:
            continue
        assert rows[: len(before[table])] == before[table], f"founding changed what was in {table}"
        if new := rows[len(before[table]) :]:
            came[table] = new
    return came


def _rows(table: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        return [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    """Days and times as their text, as they are stored: reading has made them objects."""
    return str(value) if isinstance(value, date) else value


def _digest(rows: dict[str, list[Row]]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()
