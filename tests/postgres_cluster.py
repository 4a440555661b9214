"""Run a command with DATABASE_URL naming a PostgreSQL server that lives just as long.

    python tests/postgres_cluster.py -- pytest -m "not browser"

DENGMING_TEST_POSTGRES_URL names a server to use instead; its user must be allowed to create databases. Without one and
without PostgreSQL's programs the command is left out with a plain reason, which is a failure when
DENGMING_TEST_REQUIRE names postgres.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_USER = "postgres"  # the server refuses to run as root
# A server for one run: nothing has to survive a power failure.
_SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """The directory with initdb and pg_ctl, the newest where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """A server on a socket in a directory of its own; gives its URL, stops it and removes everything."""
    home = Path(tempfile.mkdtemp(prefix="dengming-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, _USER)
    data = home / "data"
    try:
        _run(binaries / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = " ".join([f"-k {home}", *(f"-c {setting}" for setting in _SETTINGS)])
        _run(binaries / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://{_USER}@{quote(str(home), safe='')}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(*command: Path | str) -> None:
    become = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    result = subprocess.run([*become, *map(str, command)], capture_output=True, text=True, check=False, cwd="/")
    if result.returncode:
        raise SystemExit(f"PostgreSQL: {Path(command[0]).name} failed\n{result.stdout}{result.stderr}")


def _run_with(url: str, command: list[str]) -> int:
    return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode


def _reason_against(binaries: Path | None) -> str:
    if binaries is None:
        return "there is no PostgreSQL here (apt-get install postgresql), nor does DENGMING_TEST_POSTGRES_URL name one"
    if os.geteuid() == 0 and _USER not in {entry.pw_name for entry in pwd.getpwall()}:
        return f"PostgreSQL does not run as root, and there is no user {_USER}"
    return ""


def main(command: list[str]) -> int:
    """Run the command and give back its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped on the way out
    if url := os.environ.get("DENGMING_TEST_POSTGRES_URL"):
        return _run_with(url, command)
    binaries = programs()
    if reason := _reason_against(binaries):
        required = "postgres" in os.environ.get("DENGMING_TEST_REQUIRE", "").split(",")
        sys.stderr.write(f"PostgreSQL tests {'FAILED' if required else 'skipped'}: {reason}\n")
        return 1 if required else 0
    assert binaries is not None
    with cluster(binaries) as own:
        return _run_with(own, command)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] != ["--"] or len(arguments) < 2:
        sys.exit("usage: python tests/postgres_cluster.py -- COMMAND ...")
    sys.exit(main(arguments[1:]))
