"""Migration operations that make the database itself refuse to change what must not change.

    migrations.CreateModel("Line", ...),
    AppendOnly("accounts_line"),
    WriteOnce("facts_fact", column="withdrawn", far=FAR_MOMENT),
    Closed("reports_issue", column="stage", values=["issued", "archived"]),

Put them behind the CreateModel of the table. SQLite rebuilds a table to alter it and loses its triggers then, and a
trigger does not know of a column added later: a migration that alters a guarded table ends by naming the guard again.
`faulty_guards` finds one that was forgotten. Refused statements raise IntegrityError.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from dengming.accounts.triggers import Trigger, drop_sql, installed, prepare_sql


class Guard(Operation):
    """What both operations share: a trigger against DELETE and one against UPDATE."""

    reversible = True
    reduces_to_sql = True
    elidable = False

    def __init__(self, table: str) -> None:
        self.table = table

    def free_columns(self) -> Sequence[str]:
        """The columns that an UPDATE may change."""
        raise NotImplementedError

    def extra_condition(self) -> str:
        """SQL over OLD and NEW under which an UPDATE is refused although only free columns change."""
        return ""

    def only_rows(self) -> str:
        """SQL over OLD that says which rows are guarded; all, where it is empty."""
        return ""

    def triggers(self, registry: Apps) -> list[Trigger]:
        """The triggers for the table as `registry` knows it."""
        columns, free = _columns(registry, self.table), tuple(self.free_columns())
        return [
            Trigger(self.table, "kept", "UPDATE", columns, free, self.extra_condition(), self.only_rows()),
            Trigger(self.table, "undeleted", "DELETE", columns, only=self.only_rows()),
        ]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Install the triggers, replacing older ones of the same name."""
        vendor = schema_editor.connection.vendor
        for statement in prepare_sql(vendor):
            schema_editor.execute(statement, params=None)
        for trigger in self.triggers(to_state.apps):
            schema_editor.execute(drop_sql(trigger, vendor), params=None)
            schema_editor.execute(trigger.sql(vendor), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Remove the triggers."""
        for trigger in self.triggers(from_state.apps):
            schema_editor.execute(drop_sql(trigger, schema_editor.connection.vendor), params=None)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Guard {self.table} against change"


class AppendOnly(Guard):
    """No row is deleted, and no column but `except_columns` changes."""

    def __init__(self, table: str, except_columns: Sequence[str] = ()) -> None:
        super().__init__(table)
        self.except_columns = tuple(except_columns)

    def free_columns(self) -> Sequence[str]:
        """The columns named as exceptions."""
        return self.except_columns

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For squashing."""
        return "AppendOnly", [self.table], {"except_columns": self.except_columns}


class WriteOnce(Guard):
    """No row is deleted; only `column` changes, and only once: away from the value `far`. What stands `beside` it, such
    as the reason, may change until then."""

    def __init__(self, table: str, column: str, far: int, beside: Sequence[str] = ()) -> None:
        super().__init__(table)
        self.column = column
        self.far = far
        self.beside = tuple(beside)

    def free_columns(self) -> Sequence[str]:
        """The one column, and what stands beside it."""
        return (self.column, *self.beside)

    def extra_condition(self) -> str:
        """Refused once the column has left `far`."""
        return f'OLD."{self.column}" <> {int(self.far)}'

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For squashing."""
        said = {"column": self.column, "far": self.far}
        return "WriteOnce", [self.table], said | ({"beside": self.beside} if self.beside else {})


class Closed(Guard):
    """A row whose `column` has reached one of `values` is not deleted, stays within them, and changes no other column
    but `except_columns`."""

    def __init__(self, table: str, column: str, values: Sequence[str], except_columns: Sequence[str] = ()) -> None:
        super().__init__(table)
        self.column = column
        self.values = tuple(values)
        self.except_columns = tuple(except_columns)

    def free_columns(self) -> Sequence[str]:
        """The column itself, which goes on within its values, and the exceptions."""
        return (self.column, *self.except_columns)

    def extra_condition(self) -> str:
        """Refused where it would leave the values."""
        return f'NEW."{self.column}" NOT IN ({self._listed()})'

    def only_rows(self) -> str:
        """Those that have reached one of the values."""
        return f'OLD."{self.column}" IN ({self._listed()})'

    def _listed(self) -> str:
        return ", ".join(f"'{value}'" for value in self.values)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For squashing."""
        said = {"column": self.column, "values": self.values, "except_columns": self.except_columns}
        return "Closed", [self.table], said


def declared_guards() -> list[Guard]:
    """The guards of all migrations, the newest for each table."""
    loader = MigrationLoader(None)
    newest: dict[str, Guard] = {}
    for key in sorted(loader.graph.nodes):  # by application, then by number
        for operation in loader.graph.nodes[key].operations:
            if isinstance(operation, Guard):
                newest[operation.table] = operation
    return list(newest.values())


def faulty_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are missing, switched off, or blind to a column that the table has today."""
    present = installed(connection)
    expected = [trigger for guard in declared_guards() for trigger in guard.triggers(apps)]
    return [trigger.name for trigger in expected if present.get(trigger.name) != trigger.fingerprint(connection.vendor)]


def _columns(registry: Apps, table: str) -> list[str]:
    for model in registry.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return [field.column for field in model._meta.local_concrete_fields]
    raise ValueError(f"no model has the table {table}: is the guard behind its CreateModel?")
