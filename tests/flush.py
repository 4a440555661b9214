"""Lets tests with real transactions empty the database at their end on SQLite.

Their flush is a DELETE, which the append-only triggers refuse (PostgreSQL's TRUNCATE passes them). The triggers are
taken down for the flush and put up again. This lives in the tests because the product must have no such tool.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django.db.backends.sqlite3.base  # noqa: F401 - where SQLite is not in use, `operations` cannot be imported first
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.operations import DatabaseOperations

_flush = DatabaseOperations.execute_sql_flush


@contextmanager
def _without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def _flush_past_triggers(self: DatabaseOperations, sql_list: Any) -> None:
    with _without_triggers(self.connection):
        _flush(self, sql_list)


def install() -> None:
    """Make every flush of this test session go past the triggers."""
    setattr(DatabaseOperations, "execute_sql_flush", _flush_past_triggers)  # noqa: B010 - mypy forbids the assignment
