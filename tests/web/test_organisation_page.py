"""One organisation's page: its officers and contacts by name, each leading to the member."""

import pytest
from django.test import Client

from dengming.orgs.actions import posts
from dengming.orgs.posting import NewPost
from tests.cast import SYSTEM, TODAY, build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["A", "COMM"])
def test_officers_lead_to_their_pages(client: Client, code: str) -> None:
    cast = build(TODAY)
    client.force_login(cast.user["di"])
    page = client.get(f"/orgs/{code}/")
    assert page.status_code == 200
    assert 'href="/members/' in page.content.decode()


def test_the_secretary_comes_first_then_the_deputy(client: Client) -> None:
    cast = build(TODAY)
    wanted = [("ben", "committee-secretary"), ("bo", "committee-deputy-secretary"), ("ann", "organisation-officer")]
    for name, post in reversed(wanted):
        posts.appoint(SYSTEM, NewPost(cast.person[name].pk, post, cast.org["COMM"].pk, TODAY))
    client.force_login(cast.user["di"])
    shown = client.get("/orgs/COMM/").context["officers"]
    assert [held.span.subject.name for held in shown][:3] == [name for name, _ in wanted]
