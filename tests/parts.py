"""The parts of the machine that some tests need: a PostgreSQL server, a Chromium browser."""

import os
import shutil

from django.db import connection

MARKERS = ("postgres", "browser")
REQUIRED = frozenset(part.strip() for part in os.environ.get("DENGMING_TEST_REQUIRE", "").split(",") if part.strip())


def missing(part: str) -> str:
    """Why tests marked `part` cannot run here, or "" when they can."""
    if part == "postgres" and connection.vendor != "postgresql":
        return "needs PostgreSQL: run it by `python tests/postgres_cluster.py -- pytest ...`"
    if part == "browser" and not chromium():
        return "needs Chromium: install it, or name it in DENGMING_CHROMIUM"
    return ""


def chromium() -> str:
    """The path of a Chromium-like browser, or ""."""
    named = os.environ.get("DENGMING_CHROMIUM")
    found = (shutil.which(name) for name in (named, "chromium", "chromium-browser", "google-chrome") if name)
    return next((path for path in found if path), "")
