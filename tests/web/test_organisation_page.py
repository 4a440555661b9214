"""One organisation's page: its officers and contacts by name, each leading to the member."""

from datetime import date

import pytest
from django.test import Client

from dengming.orgs.actions import posts
from dengming.orgs.posting import NewPost
from tests.cast import SYSTEM, TODAY, build, suspend

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


@pytest.mark.parametrize(("code", "before", "after"), [("A", 5, 4), ("A1", 2, 1)])
def test_who_is_suspended_is_no_member_that_day_and_told_apart(
    client: Client, code: str, before: int, after: int
) -> None:
    cast = build(TODAY)
    suspend(cast.person["bo"], date(2020, 3, 1))
    client.force_login(cast.user["di"])

    def counted(address: str) -> str:
        said: str = client.get(address).content.decode()
        return said.split('党员 <span class="muted small">')[1].split("</span>")[0]

    assert counted(f"/orgs/{code}/?on=2020-02-29") == f"{before} 名"
    assert counted(f"/orgs/{code}/") == f"{after} 名，另有停止党籍 1 名"
    assert "党员 1 名</span>" in client.get("/orgs/A/").content.decode()  # its group
    said = client.get("/points/member-points/?branch=A").content.decode()
    assert "共 4 名党员（另有停止党籍 1 名）" in said
