"""Triggers that refuse change, and the check that finds one that is gone."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from dengming.accounts.append_only import AppendOnly, Closed, WriteOnce, declared_guards, faulty_guards
from dengming.accounts.triggers import Trigger, drop_sql, prepare_sql

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "value", "withdrawn")
FAR = 99


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def refused(sql: str) -> bool:
    try:
        with transaction.atomic():
            run(sql)
    except IntegrityError as error:
        return "span_like is append-only" in str(error)
    return False


@pytest.fixture
def table() -> Iterator[None]:
    """A table like a span's, with the guard that spans and facts have."""
    run("CREATE TABLE span_like (id integer PRIMARY KEY, value integer, withdrawn bigint)")
    run(f"INSERT INTO span_like VALUES (1, NULL, {FAR}), (2, 20, {FAR})")
    for statement in prepare_sql(connection.vendor):
        run(statement)
    for trigger in (
        Trigger("span_like", "kept", "UPDATE", COLUMNS, ("withdrawn",), f'OLD."withdrawn" <> {FAR}'),
        Trigger("span_like", "undeleted", "DELETE", COLUMNS),
    ):
        run(drop_sql(trigger, connection.vendor))
        run(trigger.sql(connection.vendor))
    yield
    run("DROP TABLE span_like")


@pytest.mark.usefixtures("table")
class TestWriteOnce:
    """Withdrawn once, otherwise unchanged."""

    def test_it_may_be_withdrawn(self) -> None:
        assert not refused("UPDATE span_like SET withdrawn = 5 WHERE id = 1")

    def test_not_twice(self) -> None:
        run("UPDATE span_like SET withdrawn = 5 WHERE id = 1")
        assert refused("UPDATE span_like SET withdrawn = 6 WHERE id = 1")
        assert refused(f"UPDATE span_like SET withdrawn = {FAR} WHERE id = 1")

    @pytest.mark.parametrize("change", ["value = 1", "value = 1, withdrawn = 5", "id = 7"])
    def test_nothing_else_changes_not_even_from_null(self, change: str) -> None:
        assert refused(f"UPDATE span_like SET {change} WHERE id = 1")

    def test_nothing_is_deleted(self) -> None:
        assert refused("DELETE FROM span_like WHERE id = 2")

    def test_adding_is_free(self) -> None:
        assert not refused(f"INSERT INTO span_like VALUES (3, 1, {FAR})")


@pytest.fixture
def papers() -> Iterator[None]:
    """A table like that of bulletins: the first is a draft, the second is issued."""
    run("CREATE TABLE span_like (id integer PRIMARY KEY, value integer, note text, stage text)")
    run("INSERT INTO span_like VALUES (1, 1, '', 'draft'), (2, 1, '', 'issued')")
    for statement in prepare_sql(connection.vendor):
        run(statement)
    guard = Closed("span_like", column="stage", values=["issued", "archived"], except_columns=["note"])
    condition, only = guard.extra_condition(), guard.only_rows()
    columns = ("id", "value", "note", "stage")
    run(Trigger("span_like", "kept", "UPDATE", columns, guard.free_columns(), condition, only).sql(connection.vendor))
    run(Trigger("span_like", "undeleted", "DELETE", columns, only=only).sql(connection.vendor))
    yield
    run("DROP TABLE span_like")


@pytest.mark.usefixtures("papers")
class TestClosed:
    """Free until it is out, then only what is excepted."""

    @pytest.mark.parametrize("change", ["value = 2", "stage = 'signed'", "stage = 'issued', value = 3"])
    def test_before_that_everything_goes(self, change: str) -> None:
        assert not refused(f"UPDATE span_like SET {change} WHERE id = 1")
        assert not refused("DELETE FROM span_like WHERE id = 1 AND stage <> 'issued'")

    @pytest.mark.parametrize("change", ["value = 2", "stage = 'draft'", "stage = 'archived', value = 2", "id = 7"])
    def test_then_nothing_else(self, change: str) -> None:
        assert refused(f"UPDATE span_like SET {change} WHERE id = 2")
        assert refused("DELETE FROM span_like WHERE id = 2")

    def test_it_is_archived_with_a_note(self) -> None:
        assert not refused("UPDATE span_like SET stage = 'archived', note = '档案室' WHERE id = 2")


def test_operations_name_the_columns_of_their_model() -> None:
    update, delete = WriteOnce("accounts_user", column="name", far=9).triggers(apps)
    assert (update.name, delete.name) == ("accounts_user_kept", "accounts_user_undeleted")
    assert 'OLD."username" IS NOT NEW."username"' in update.sql("sqlite")
    assert 'OLD."name" IS NOT' not in update.sql("sqlite")
    assert 'OLD."name" <> 9' in update.sql("sqlite")
    assert "to_jsonb(OLD) - 'name'" in update.sql("postgresql")


def test_a_guard_before_its_table_is_an_error() -> None:
    with pytest.raises(ValueError, match="no_such_table"):
        AppendOnly("no_such_table").triggers(apps)


def test_operations_survive_being_written_down() -> None:
    closed = Closed("t", column="stage", values=["out"], except_columns=["note"])
    for operation in (AppendOnly("t", except_columns=["a"]), WriteOnce("t", column="w", far=9), closed):
        _name, args, kwargs = operation.deconstruct()
        assert type(operation)(*args, **kwargs).deconstruct() == operation.deconstruct()


def test_all_declared_guards_stand() -> None:
    assert "accounts_line" in {guard.table for guard in declared_guards()}
    assert faulty_guards(connection) == []


def test_a_guard_that_is_gone_is_found() -> None:
    run(drop_sql(Trigger("accounts_line", "kept", "UPDATE", ()), connection.vendor))
    assert faulty_guards(connection) == ["accounts_line_kept"]
