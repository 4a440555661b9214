"""Demo districts of several sizes in one home, each in a database of its own."""

import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from dengming.demo.build import build
from dengming.editions import words


def use_new_district(home: Path, members: int, months: int) -> float:
    """Build a demo district in a new SQLite file and make that the current database; gives back the seconds."""
    connection.close()
    connection.settings_dict["NAME"] = home / f"district-{members}-{months}.sqlite3"
    words.forget()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    started = time.perf_counter()
    build(members=members, months=months, progress=False)
    return time.perf_counter() - started
