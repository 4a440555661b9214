"""The year of dues: what is put up, and the way to say that it was."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.standing.queries import AsOf, one
from tests.cast import TODAY, Cast, build, set_clock

pytestmark = pytest.mark.django_db
REGISTER = "dues-publication"


@pytest.fixture
def cast() -> Cast:
    return build()


def test_from_the_year_it_is_one_form_to_say_that_it_was_made_public(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["ann"])
    form = f"{reverse('entry-new', args=[REGISTER])}?subject=A&period=2020"
    assert form in client.get(reverse("dues-year", args=["A", 2020])).content.decode()
    said = {
        "subject": "A",
        "about": "2020",
        "happened": TODAY.isoformat(),
        "field-used": "订党报党刊1200元",
        "field-where": "党员大会",
    }
    answer = client.post(form, said, follow=True)
    assert answer.status_code == 200
    assert Entry.objects.get(register=REGISTER).subject == cast.org["A"].subject
    again = client.post(form, said)
    assert "2020年已有一份“党费年度公布”" in again.content.decode()


def test_what_is_made_public_in_january_may_be_the_year_before(cast: Cast) -> None:
    set_clock(date(2021, 1, 12))
    client = Client()
    client.force_login(cast.user["ann"])
    form = f"{reverse('entry-new', args=[REGISTER])}?subject=A&period=2020"
    assert '<option value="2020" selected>2020年</option>' in client.get(form).content.decode()
    said = {"subject": "A", "happened": "2021-01-12", "field-used": "无", "field-where": "党员大会"}
    wrong = client.post(form, said | {"happened": "2020-12-30", "about": "2021"})
    assert "2021年还没有开始" in wrong.content.decode()
    listed = client.post(form, said | {"about": "2020"}, follow=True)
    assert "属2020年" in listed.content.decode()
    ann = cast.scope("ann")
    states = [
        it.state
        for period in ("2020", "2021")
        if (it := one(ann, AsOf.at(), subject=cast.org["A"].subject, duty_id="publish-dues", period=period))
    ]
    assert states == ["met", "open"]
    assert client.post(form, said | {"about": "2021"}, follow=True).status_code == 200
    assert [it.about.year for it in Entry.objects.filter(register=REGISTER).order_by("about")] == [2020, 2021]


def test_a_member_reads_what_the_own_branch_and_those_above_made_public(cast: Cast) -> None:
    for who, code in (("ann", "A"), ("yi", "B"), ("di", "COMM")):
        used = {"used": f"{code}订党报党刊", "where": "党员大会"}
        file_entry(cast.scope(who), cast.org[code].subject, register=REGISTER, happened=TODAY, fields=used)
    client = Client()
    client.force_login(cast.user["bo"])
    address = reverse("entry-list", args=[REGISTER])
    assert address in client.get("/dues/", follow=True).content.decode()
    shown = client.get(address).content.decode()
    assert [f"{code}订党报党刊" in shown for code in ("A", "B", "COMM")] == [True, False, True]
    assert reverse("entry-new", args=[REGISTER]) not in shown
