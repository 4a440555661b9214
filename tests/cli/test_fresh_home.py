"""Every command on a data directory where nothing is yet: it works, or says in one sentence why it cannot."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.orgs.importing import workbooks as books


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A process of its own on SQLite, whatever database the tests use."""
    environment = {**os.environ, "PYTHONPATH": "src", "DENGMING_HOME": str(home), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "dengming.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_standing_makes_its_database_and_leaves_one_of_an_older_version_alone(tmp_path: Path) -> None:
    result = run(tmp_path, "standing", "--on", "2020-04-11", "--json")
    assert (result.returncode, json.loads(result.stdout)) == (0, [])
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database, database:
        database.execute("delete from django_migrations where id = (select max(id) from django_migrations)")
    result = run(tmp_path, "standing")
    assert result.returncode == 2
    assert "请先备份，再运行一次 dengming serve" in result.stderr


def test_a_roster_is_planned_without_a_database_and_says_what_is_missing(tmp_path: Path) -> None:
    sheet = tmp_path / "roster.xlsx"
    sheet.write_bytes(books.as_xlsx(books.people(3)).getvalue())
    result = run(tmp_path / "home", "import", "members", str(sheet), "--dry-run", "--json")
    answer = json.loads(result.stdout)
    assert result.returncode == 1
    assert (answer["new"], answer["changed"], answer["unchanged"]) == (0, 0, 0)
    assert {error["row"] for error in answer["errors"]} == {5, 6, 7}
    assert "Traceback" not in result.stderr


def test_an_empty_directory_is_not_called_whole(tmp_path: Path) -> None:
    result = run(tmp_path, "audit", "verify")
    assert result.returncode == 2
    assert "里还没有数据：请核对 DENGMING_HOME" in result.stderr
    assert result.stderr.count("\n") == 1
