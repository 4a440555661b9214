"""Before a command that answers from the database: there must be one, of this version.

An empty one is made ready at once, so that every command works on a new data directory. One of an older version is
left alone: bringing it up to date is for `dengming serve`, after a backup.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dengming.accounts.scope import Everywhere
from dengming.editions.actions import install_current
from dengming.refusal import Refusal


def make_ready() -> None:
    """Make the tables of an empty database and install the rulebook. Raises Refusal for one of another version."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        call_command("migrate", verbosity=0, interactive=False)
        install_current(Everywhere(reason="新建数据库"))
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refusal("数据库还停在旧版本：请先备份，再运行一次 dengming serve，由它更新。")


def must_exist() -> None:
    """Raises Refusal where nothing was ever stored: to find such a database whole would mean nothing."""
    if not MigrationExecutor(connection).loader.applied_migrations:
        where = settings.DENGMING_HOME
        raise Refusal(f"数据目录 {where} 里还没有数据：请核对 DENGMING_HOME，或先运行 dengming serve 建库。")
