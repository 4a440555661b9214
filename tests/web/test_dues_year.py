"""The year of dues: what is put up, and the way to say that it was."""

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry
from tests.cast import TODAY, Cast, build

pytestmark = pytest.mark.django_db
REGISTER = "dues-publication"


@pytest.fixture
def cast() -> Cast:
    return build()


def test_from_the_year_it_is_one_form_to_say_that_it_was_made_public(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["ann"])
    form = f"{reverse('entry-new', args=[REGISTER])}?subject=A"
    assert form in client.get(reverse("dues-year", args=["A", 2020])).content.decode()
    said = {"subject": "A", "happened": TODAY.isoformat(), "field-used": "订党报党刊1200元", "field-where": "党员大会"}
    answer = client.post(form, said, follow=True)
    assert answer.status_code == 200
    assert Entry.objects.get(register=REGISTER).subject == cast.org["A"].subject
    again = client.post(form, said)
    assert "2020年已有一份“党费年度公布”" in again.content.decode()
