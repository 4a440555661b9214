"""Insert many rows of two narrow tables: by one prepared statement on SQLite, by COPY on PostgreSQL.

Django's bulk_create writes a new statement text for every few rows, which for the millions of rows of a large demo
takes several times as long as storing them. Only whole new rows in tables without defaults of their own go this way.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Model

from dengming.demo.happening import Answer, Happening
from dengming.editions.words import kind_id
from dengming.facts.models import Fact
from dengming.facts.rows import FactRow
from dengming.records.models import Participation

Stored = tuple[FactRow, int, int, int]
"""A fact row, its source, and the moments from which and until which it is known."""
_FACT: Final = (
    "kind_id", "subject_id", "role", "place", "proofs", "quantity", "about", "happened", "deadline", "case_id",
    "source_id", "entered", "withdrawn",
)  # fmt: skip
_PARTICIPATION: Final = (
    "record_id", "person_id", "mark", "reason", "roles", "reports", "answer", "answer_note", "answered_at",
    "answered_by_id",
)  # fmt: skip


def insert_facts(rows: Iterable[Stored]) -> None:
    """Store fact rows."""
    kinds: dict[str, int] = {}
    values = []
    for row, source, entered, withdrawn in rows:
        kind = kinds.get(row.kind) or kinds.setdefault(row.kind, kind_id(row.kind))
        what = (kind, row.subject, row.role, row.place, row.proofs, row.quantity, row.about, row.happened)
        values.append((*what, row.deadline, row.case, source, entered, withdrawn))
    _insert(Fact, _FACT, values)


def insert_people(people: Iterable[tuple[int, int, Happening, dict[str, Any], int | None, int]]) -> None:
    """Store participations: (record, person, happening, reports, who answered for the person, when)."""
    _insert(Participation, _PARTICIPATION, [_person(*person) for person in people])


def _person(
    record: int, person: int, it: Happening, reports: dict[str, Any], answered_by: int | None, answered_at: int
) -> tuple[Any, ...]:
    answer, note = it.answers.get(person, (Answer.SILENT, ""))
    roles = json.dumps(it.roles[person]) if person in it.roles else "[]"
    said = (answer.value, note, answered_at, answered_by) if answer else (answer.value, note, None, None)
    return (record, person, it.marks[person].value, it.reasons.get(person, ""), roles, _json(reports), *said)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) if value else "{}"


def _insert(model: type[Model], columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
