"""A remembered district is the very one that was founded, and serves only where the database was the same before."""

import pytest
from django.db import transaction

from dengming.orgs.models import Unit
from tests import remembered
from tests.cast import TODAY, Cast, build

pytestmark = pytest.mark.django_db


class UndoError(Exception):
    """Takes back what a block has written."""


def built() -> tuple[dict[str, list[remembered.Row]], Cast]:
    """Everything in the database after building, and the cast; the database is as it was before."""
    try:
        with transaction.atomic():
            cast, rows = build(), remembered.everything()
            raise UndoError
    except UndoError:
        return rows, cast


def key(row: remembered.Row) -> int:
    """The first column."""
    return int(row.split(b"\t")[0] if isinstance(row, bytes) else row[0])


def test_what_is_put_back_is_to_the_letter_what_was_founded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    Unit.objects.create(code="U0", name="先有的单位")  # PostgreSQL's transaction has written something in both cases
    (rows, cast), (again, other) = built(), built()
    assert len(remembered._kept) == 1
    assert again == rows
    assert len(rows["orgs_organisation"]) > 8
    assert len(rows["orgs_unit"]) == 2
    assert (other.org, other.person, other.user) == (cast.org, cast.person, cast.user)
    assert other.org["A"] is not cast.org["A"]  # what a test changes in it is that test's own


def test_it_is_founded_anew_where_something_was_there_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    built()
    unit = Unit.objects.create(code="U0", name="先有的单位")
    rows, _ = built()
    assert len(remembered._kept) == 2
    assert list(map(key, rows["orgs_unit"])) == [unit.pk, unit.pk + 1]


def test_a_transaction_that_has_written_nothing_is_known_by_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    untouched = remembered._state()
    assert remembered._state() == untouched
    unit = Unit.objects.create(code="U0", name="先有的单位")
    touched = remembered._state()
    unit.delete()
    assert len({untouched, touched}) == 2


def test_founding_must_leave_alone_what_was_there() -> None:
    unit = Unit.objects.create(code="U0", name="先有的单位")

    def rename() -> None:
        Unit.objects.filter(pk=unit.pk).update(name="改了")

    with pytest.raises(AssertionError, match="founding changed what was in orgs_unit"):
        remembered.founded("rename", TODAY, rename)
