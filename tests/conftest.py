"""For all tests: what is cheaper than in production, and which tests need which part of the machine."""

from collections.abc import Generator
from pathlib import Path

import pytest
from django.conf import settings

from tests import flush, parts

TESTS = Path(__file__).parent
WHOLE = frozenset({"web", "demo", "cli", "reports"})
"""Folders whose tests go through a whole page, command, paper or district."""
ONCE = frozenset({"web", "demo"})
"""Folders whose tests are not run again on PostgreSQL: pages ask nothing of the database themselves, what they show is
asked for, and tested, in the rooms below; the demo uses what is tested there. Who opens which page (`access`), that a
district is built (`test_build`), and what commits, is tried on every database."""
ON_ALL = frozenset({"access", "test_build.py"})
_PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_configure() -> None:
    """A fast password hash, static files without their manifest, a flush that passes the append-only triggers."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": _PLAIN_STATIC}
    flush.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole pages, commands and districts are marked by their folder: what is not is a unit test, and quick."""
    for item in items:
        folders = item.path.relative_to(TESTS).parts
        if WHOLE.intersection(folders):
            item.add_marker("whole")
        if not _stores(item) or (_says_the_same(folders) and not _commits(item)):
            item.add_marker("once")


def _says_the_same(folders: tuple[str, ...]) -> bool:
    return bool(ONCE.intersection(folders)) and not ON_ALL.intersection(folders)


def _stores(item: pytest.Item) -> bool:
    """Whether it asks for a database at all: on another one, what does not would only be the same again."""
    asked = {"db", "transactional_db", "django_db_setup"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _commits(item: pytest.Item) -> bool:
    """Whether it goes beyond one transaction, as what two people do at once."""
    marker = item.get_closest_marker("django_db")
    return marker is not None and bool(marker.kwargs.get("transaction"))


def _needs(item: pytest.Item) -> list[str]:
    return [part for part in parts.MARKERS if item.get_closest_marker(part)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose part is missing, with a plain reason."""
    for part in _needs(item):
        if reason := parts.missing(part):
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With DENGMING_TEST_REQUIRE=postgres,browser a skip of such a test, for whatever reason, is a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and parts.REQUIRED.intersection(_needs(item)):
        report.outcome = "failed"
        report.longrepr = f"skipped although DENGMING_TEST_REQUIRE asks for it: {report.longreprtext}"
    return report


@pytest.fixture(autouse=True)
def _words_are_read_anew() -> None:
    """Numbers of roles and kinds are kept for the process; each test has a database of its own."""
    from dengming.editions import words

    words.forget()
