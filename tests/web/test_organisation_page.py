"""One organisation's page: its officers and contacts by name, each leading to the member."""

import pytest
from django.test import Client

from tests.cast import TODAY, build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["A", "COMM"])
def test_officers_lead_to_their_pages(client: Client, code: str) -> None:
    cast = build(TODAY)
    client.force_login(cast.user["di"])
    page = client.get(f"/orgs/{code}/")
    assert page.status_code == 200
    assert 'href="/members/' in page.content.decode()
