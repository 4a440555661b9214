"""The database: SQLite in DENGMING_HOME, or PostgreSQL where DATABASE_URL names one."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from dengming.refusal import Refusal

_BUSY_SECONDS = 10  # how long a writer waits for the one before it

# WAL lets readers go on while one writes; NORMAL is durable against a crash of the program, and in WAL mode a power
# failure can lose the last commits but never damages the file.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"


def database(home: Path) -> dict[str, Any]:
    """Django's settings for the default database."""
    url = os.environ.get("DATABASE_URL", "")
    return _postgresql(url) if url else _sqlite(home)


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "db.sqlite3",
        "OPTIONS": {
            # A transaction takes the write lock when it begins: two writers queue instead of failing half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": _BUSY_SECONDS,
            "init_command": _PRAGMAS,
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise Refusal("DATABASE_URL 须以 postgresql:// 开头；使用 SQLite 时请不要设置它。")
    return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
