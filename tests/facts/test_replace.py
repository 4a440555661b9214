"""Facts are replaced by difference: equal rows keep their time, the rest is withdrawn and added."""

import pytest
from django.db import IntegrityError, transaction

from dengming.calendar.days import day_of
from dengming.editions.models import FAR_MOMENT
from dengming.facts.actions import replace, withdraw_all
from dengming.facts.models import Fact, Source
from dengming.facts.rows import FactRow
from tests.cast import TODAY, Cast, build

pytestmark = pytest.mark.django_db
DAY = day_of(TODAY)


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def source() -> Source:
    return Source.objects.create(sort=Source.Sort.RECORD)


def row(cast: Cast, proofs: int, org: str = "A") -> FactRow:
    return FactRow("activity:theme-day", cast.org[org].pk, DAY, DAY, role=1, proofs=proofs)


def test_an_equal_row_keeps_the_moment_it_was_entered(cast: Cast, source: Source) -> None:
    replace(source, [row(cast, 1), row(cast, 1, "B")], at=100)
    change = replace(source, [row(cast, 1), row(cast, 2, "B")], at=200)
    assert (change.withdrawn, change.added) == (1, 1)
    rows = Fact.objects.filter(source=source).order_by("subject", "entered").values_list("entered", "withdrawn")
    assert sorted(rows) == [(100, 200), (100, FAR_MOMENT), (200, FAR_MOMENT)]


def test_replacing_by_the_same_changes_nothing(cast: Cast, source: Source) -> None:
    replace(source, [row(cast, 1)], at=100)
    change = replace(source, [row(cast, 1)], at=200)
    assert (change.withdrawn, change.added, change.subjects) == (0, 0, frozenset())


def test_withdrawn_rows_stay_to_answer_for_the_past(cast: Cast, source: Source) -> None:
    replace(source, [row(cast, 1)], at=100)
    withdraw_all(source, at=300)
    assert list(Fact.objects.values_list("entered", "withdrawn")) == [(100, 300)]


@pytest.mark.parametrize("change", [{"about": DAY + 1}, {"proofs": 7}, {"entered": 1}])
def test_the_database_refuses_to_change_a_fact(cast: Cast, source: Source, change: dict[str, int]) -> None:
    replace(source, [row(cast, 1)], at=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.update(**change)


def test_the_database_refuses_to_withdraw_twice_or_to_delete(cast: Cast, source: Source) -> None:
    replace(source, [row(cast, 1)], at=100)
    withdraw_all(source, at=300)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.update(withdrawn=FAR_MOMENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.all().delete()


def test_what_rests_on_a_source_ends_with_it(cast: Cast, source: Source) -> None:
    resting = Source.objects.create(sort=Source.Sort.ENTRY, rests_on=source)
    replace(source, [row(cast, 1)], at=100)
    replace(resting, [row(cast, 1, "B")], at=110)
    change = withdraw_all(source, at=200)
    assert (change.withdrawn, change.subjects) == (2, frozenset({cast.org["A"].pk, cast.org["B"].pk}))
    assert set(Fact.objects.values_list("withdrawn", flat=True)) == {200}
