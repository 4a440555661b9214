"""Demo districts that stand for a whole module: building one takes longer than all that is read from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from dengming.demo.build import build
from dengming.editions import words

SMALL: Final[dict[str, Any]] = {"members": 120, "months": 4, "until": date(2020, 9, 10)}


@contextmanager
def _standing(blocker: DjangoDbBlocker, **how: Any) -> Iterator[None]:
    """Built in a transaction around those of the tests, each of which takes back its own changes only."""
    with blocker.unblock(), transaction.atomic():
        words.forget()
        build(**how, progress=False)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """420 members and eight months, with every story that the demo tells."""
    with _standing(django_db_blocker, members=420, months=8):
        yield


@pytest.fixture(scope="module")
def small_district(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """120 members and four months."""
    with _standing(django_db_blocker, **SMALL):
        yield
