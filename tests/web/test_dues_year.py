"""The year of dues: what is put up, and the way to say that it was."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.orgs.actions.people import transfer
from dengming.standing.queries import AsOf, one
from tests.cast import SYSTEM, TODAY, Cast, build, set_clock
from tests.dues.collecting import assess, pay

pytestmark = pytest.mark.django_db
REGISTER = "dues-publication"


@pytest.fixture
def cast() -> Cast:
    return build()


def test_from_the_year_it_is_one_form_to_say_that_it_was_made_public(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["ann"])
    form, year = (
        f"{reverse('entry-new', args=[REGISTER])}?subject=A&period=2019",
        reverse("dues-year", args=["A", 2019]),
    )
    assert year in client.get(reverse("dues-year", args=["A", 2020])).content.decode()
    assert form in client.get(year).content.decode()
    said = {
        "subject": "A",
        "about": "2019",
        "happened": TODAY.isoformat(),
        "field-used": "订党报党刊1200元",
        "field-where": "党员大会",
    }
    answer = client.post(form, said, follow=True)
    assert answer.status_code == 200
    assert Entry.objects.get(register=REGISTER).subject == cast.org["A"].subject
    assert "登记已公布" not in client.get(year).content.decode()
    again = client.post(form, said)
    assert again.context["form"].errors["about"] == [
        "甲支部2019年已有一份“党费年度公布”：不用再登记；那一份登记错了的，先撤回它。"
    ]


def test_a_year_that_is_still_running_cannot_have_been_made_public(cast: Cast) -> None:
    client, form = Client(), f"{reverse('entry-new', args=[REGISTER])}?subject=A&period=2020"
    client.force_login(cast.user["ann"])
    assert "登记已公布" not in client.get(reverse("dues-year", args=["A", 2020])).content.decode()
    shown = client.get(form).content.decode()
    assert '<option value="2019" selected>2019年</option>' in shown
    assert "2021年1月起登记" in shown
    assert '<option value="2020"' not in shown
    used = {"used": "无", "where": "党员大会"}
    with pytest.raises(FieldRefusal, match="2020年9月10日时2020年还没有结束，全年的数还没有齐：请2021年1月起再办"):
        file_entry(
            cast.scope("ann"), cast.org["A"].subject, register=REGISTER, happened=TODAY, about=TODAY, fields=used
        )
    assert not Entry.objects.exists()


def test_what_is_made_public_in_january_may_be_the_year_before(cast: Cast) -> None:
    set_clock(date(2021, 1, 12))
    client = Client()
    client.force_login(cast.user["ann"])
    form = f"{reverse('entry-new', args=[REGISTER])}?subject=A&period=2020"
    assert '<option value="2020" selected>2020年</option>' in client.get(form).content.decode()
    said = {"subject": "A", "happened": "2021-01-12", "field-used": "无", "field-where": "党员大会"}
    wrong = client.post(form, said | {"happened": "2020-12-30", "about": "2020"})
    assert "2020年12月30日时2020年还没有结束" in wrong.content.decode()
    listed = client.post(form, said | {"about": "2020"}, follow=True)
    assert "属2020年" in listed.content.decode()
    ann = cast.scope("ann")
    states = [
        it.state
        for period in ("2020", "2021")
        if (it := one(ann, AsOf.at(), subject=cast.org["A"].subject, duty_id="publish-dues", period=period))
    ]
    assert states == ["met", "open"]
    assert client.post(form, said | {"about": "2019"}, follow=True).status_code == 200
    assert [it.about.year for it in Entry.objects.filter(register=REGISTER).order_by("about")] == [2019, 2020]


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


def test_a_member_reads_the_sums_of_the_own_branch_once_they_are_public_and_no_name(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2019, 12))
    pay(cast, "bo", (2019, 12), on=date(2019, 12, 20))
    transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 1))
    ben, yi, ann = Client(), Client(), Client()
    for client, name in ((ben, "ben"), (yi, "yi"), (ann, "ann")):
        client.force_login(cast.user[name])
    year = reverse("dues-year", args=["A", 2019])
    assert ben.get(year).status_code == 404
    used = {"used": "订党报党刊", "where": "党员大会"}
    entry = file_entry(cast.scope("ann"), cast.org["A"].subject, register=REGISTER, happened=TODAY, fields=used)
    assert year in ben.get("/dues/", follow=True).content.decode()
    shown = ben.get(year).content.decode()
    assert "收到 40.00 元" in shown
    assert "系统里没有这一年的核定和收缴登记" in ann.get(reverse("dues-year", args=["A", 2018])).content.decode()
    assert all(it not in shown for it in ("bo：", "登记已公布", reverse("dues-workbook", args=["A", 2019])))
    assert "bo：40.00 元" in ann.get(year).content.decode()
    for other in ("dues-workbook", "dues-year-docx"):
        assert ben.get(reverse(other, args=["A", 2019])).status_code == 404
    assert ben.get(reverse("dues-year", args=["A", 2018])).status_code == 404
    assert yi.get(year).status_code == 404
    withdraw_entry(cast.scope("ann"), entry, reason="登记错了", seen=entry.step)
    assert ben.get(year).status_code == 404
