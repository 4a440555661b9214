"""Who sees a member's points: the member, and who keeps the records there; not all who may read of the member."""

import pytest

from dengming.accounts.scope import NotVisible
from dengming.orgs import queries
from dengming.standing.points.sight import get_person
from tests import cast as casting
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return casting.build()


@pytest.mark.parametrize("who", ["bo", "ann", "di", "eve"])
def test_oneself_and_who_keeps_the_records_see_them(cast: Cast, who: str) -> None:
    assert get_person(cast.scope(who), "BO") == cast.person["bo"]


def test_whoever_reads_of_the_member_does_not_see_the_points(cast: Cast) -> None:
    wu = cast.scope("wu")
    assert queries.get_member(wu, "BO") == cast.person["bo"]
    with pytest.raises(NotVisible):
        get_person(wu, "BO")


@pytest.mark.parametrize("who", ["ben", "yi", "charlie"])
def test_others_find_nobody(cast: Cast, who: str) -> None:
    with pytest.raises(NotVisible):
        get_person(cast.scope(who), "BO")
