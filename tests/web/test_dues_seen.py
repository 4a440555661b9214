"""Who sees what of dues: how a member stands with them is the member's and theirs who collect."""

from datetime import date

import pytest
from django.test import Client

from dengming.orgs.posting import NewPost, give
from tests.cast import Cast, build
from tests.dues.collecting import assess, relieve

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user[who])
    return client


def test_how_a_member_stands_with_dues_is_not_for_who_merely_reads(cast: Cast) -> None:
    for name in ("bo", "ben"):
        assess(cast, name, "4000", (2020, 6))
    relieve(cast, "bo", (2020, 6), (2020, 7))
    give([NewPost(cast.person["ben"].pk, "discipline-officer", cast.org["A"].pk, date(2020, 1, 1))])
    why, excused = "/standing/BO/pay-dues/2020-08/", "/standing/BO/pay-dues/2020-06/"
    for who, seen in (("ben", False), ("ann", True), ("bo", True), ("di", True)):
        client = signed_in(cast, who)
        assert (client.get(why).status_code, client.get(excused).status_code) == ((200, 200) if seen else (404, 404))
        listed = client.get("/standing/").content.decode() + client.get("/members/BO/").content.decode()
        assert (why in listed) == seen
    assert "/standing/BEN/pay-dues/2020-08/" in signed_in(cast, "ben").get("/members/BEN/").content.decode()
