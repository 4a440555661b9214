"""The SQL of the triggers behind `append_only`, for SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

# One function for all tables; the class of the error makes psycopg raise IntegrityError, as SQLite's ABORT does.
_REFUSE = """CREATE OR REPLACE FUNCTION dengming_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""


@dataclass(frozen=True)
class Trigger:
    """Refuse one kind of statement on a table.

    An UPDATE is refused when a column that is not `free` changes or `condition` (SQL over OLD and NEW) holds; `only`
    (SQL over OLD) says which rows are guarded at all. PostgreSQL compares whole rows, so that its triggers see columns
    added later; SQLite has to be given the names.
    """

    table: str
    suffix: str
    event: str
    columns: Sequence[str]
    free: Sequence[str] = ()
    condition: str = ""
    only: str = ""

    @property
    def name(self) -> str:
        """The trigger's name in the database."""
        return f"{self.table}_{self.suffix}"

    def sql(self, vendor: str) -> str:
        """CREATE TRIGGER."""
        head = f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW'
        refused = [self.only, self._refused_when(vendor) if self.event == "UPDATE" else ""]
        parts = [part for part in refused if part]
        when = f" WHEN ({' AND '.join(f'({part})' for part in parts) if len(parts) > 1 else parts[0]})" if parts else ""
        if vendor == "postgresql":
            return f"{head}{when} EXECUTE FUNCTION dengming_refuse()"
        return f"{head}{when} BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END"

    def fingerprint(self, vendor: str) -> str:
        """What `installed` returns for this trigger when it is whole: its text on SQLite, switched on on PostgreSQL."""
        return self.sql(vendor) if vendor == "sqlite" else "O"

    def _refused_when(self, vendor: str) -> str:
        changes = [self._row_changes()] if vendor == "postgresql" else list(self._column_changes())
        return " OR ".join([self.condition, *changes] if self.condition else changes)

    def _row_changes(self) -> str:
        less = "".join(f" - '{column}'" for column in self.free)
        return f"(to_jsonb(OLD){less}) IS DISTINCT FROM (to_jsonb(NEW){less})"

    def _column_changes(self) -> Iterator[str]:
        kept = sorted(set(self.columns) - set(self.free))
        return (f'OLD."{column}" IS NOT NEW."{column}"' for column in kept)


def prepare_sql(vendor: str) -> list[str]:
    """What must exist before the first trigger."""
    return [_REFUSE] if vendor == "postgresql" else []


def drop_sql(trigger: Trigger, vendor: str) -> str:
    """DROP TRIGGER, also where there is none."""
    table = f' ON "{trigger.table}"' if vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{trigger.name}"{table}'


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers of the database by name, each with what `Trigger.fingerprint` compares."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return dict(cursor.fetchall())
