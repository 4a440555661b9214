"""What a district is founded with once: later tests of the process get the very same rows, without founding it again.

Founding goes through the product's own actions and takes longer than most tests. The rows that it left are kept and put
back in one statement a table, but only where the database holds exactly what it held before the founding; else the
district is founded anew. The clock stands still meanwhile, so that both ways give the same moments.

On SQLite the counters of the keys are put back as well. PostgreSQL's go on over a rollback, so that the keys that were
kept are never given again there.
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
Row = tuple[Any, ...] | bytes
"""A row as its database writes it: SQLite's values, or the line of PostgreSQL's COPY."""

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
    key = (name, on, _state())
    with transaction.atomic():
        if key in _kept:
            _put_back(_kept[key])
            return cast(T, pickle.loads(_kept[key].given))
        before = everything()
        given = _still(on, found)
        _kept[key] = _Kept(_come_since(before), _counters(), pickle.dumps(given))
        return given


def _state() -> str:
    """What the database holds, so far as it matters. Where PostgreSQL's transaction has written nothing yet, it is what
    every test begins with, and how many rows there are tells as much: to read them all would take longer than the
    test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
            if cursor.fetchone()[0]:
                counts = [f'(SELECT count(*) FROM "{table}")' for table in _tables()]
                cursor.execute(f"SELECT {', '.join(counts)}")
                return repr(cursor.fetchone())
    return _digest(everything())


def everything() -> dict[str, list[Row]]:
    """Every row of every table but the demo day's, and the counters of the keys where they are put back."""
    return {table: _rows(table) for table in _tables()} | {_COUNTERS: _counters()}


def _tables() -> list[str]:
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {_CLOCK})


def _still(on: date, found: Callable[[], T]) -> T:
    with clock.standing_still(clock.start_of(on)):
        return found()


def _put_back(kept: _Kept) -> None:
    with connection.cursor() as cursor:
        for table, rows in kept.rows.items():
            _insert(cursor, table, rows)
        if kept.counters:
            cursor.execute(f"DELETE FROM {_COUNTERS}")
            cursor.executemany(f"INSERT INTO {_COUNTERS} (name, seq) VALUES (%s, %s)", kept.counters)


def _insert(cursor: Any, table: str, rows: list[Row]) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
            copy.write(b"".join(cast(list[bytes], rows)))
    else:
        marks = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def _come_since(before: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows that are new, in the order of their keys. Nothing else may have changed: it would not be put back."""
    came = {}
    for table, rows in everything().items():
        if table == _COUNTERS:
            continue
        was = set(before[table])
        assert was.issubset(rows), f"founding changed what was in {table}"
        if new := [row for row in rows if row not in was]:
            came[table] = new
    return came


def _rows(table: str) -> list[Row]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY (SELECT * FROM "{table}" ORDER BY 1) TO STDOUT') as copy:
                return [bytes(line) for line in b"".join(copy).splitlines(keepends=True)]
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        return [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _counters() -> list[Row]:
    return [] if connection.vendor == "postgresql" else _rows(_COUNTERS)


def _plain(value: Any) -> Any:
    """Days and times as their text, as they are stored: reading has made them objects."""
    return str(value) if isinstance(value, date) else value


def _digest(rows: dict[str, list[Row]]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()
