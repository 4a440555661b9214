"""发展党员 by its pages: what a step asks for is offered where it follows from what is known."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.orgs.posting import NewPost, give
from tests.cast import Cast, build, set_clock
from tests.ledgers.developing import applied, walked

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    set_clock(date(2021, 9, 1))
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def test_the_day_of_full_membership_is_filled_in(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-voted")
    said = as_user(cast, "di").get(reverse("case", args=[entry.uid])).content.decode()
    field = next(it for it in said.split("<input") if 'name="confirmed-field-full-since"' in it)
    assert 'value="2021-05-29"' in field.split(">")[0]
