"""The three administrators' pages, and what the sign-in page shows in demo mode."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import User
from dengming.ledgers.actions import file_entry
from dengming.ledgers.moving import Step, take
from dengming.web import demo_accounts
from dengming.web.demo_accounts import DemoAccount
from tests.cast import Cast, build

pytestmark = pytest.mark.django_db
Duty = User.Administers


@pytest.fixture
def cast() -> Cast:
    return build()


def administrator(duty: Duty) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"admin-{duty}", "Abcdef12", name=duty.label, administers=duty))
    return client


@pytest.mark.usefixtures("cast")
def test_the_sign_in_page_lists_the_demo_accounts(client: Client) -> None:
    demo_accounts.save([DemoAccount("支部书记", "shuji", "Sj-2020-abc")])
    assert "Sj-2020-abc" in client.get(reverse("account_login")).content.decode()


def test_no_demo_account_is_shown_outside_demo_mode(client: Client) -> None:
    demo_accounts.save([DemoAccount("支部书记", "shuji", "Sj-2020-abc")])
    assert "Sj-2020-abc" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.usefixtures("cast")
def test_a_name_taken_is_said_beside_the_field_and_nothing_is_made() -> None:
    response = administrator(Duty.SYSTEM).post(reverse("admin-accounts"), {"username": "ann", "name": "某某"})
    assert response.status_code == 422
    assert "已" in response.content.decode()
    assert User.objects.filter(username="ann").count() == 1


def test_the_audit_page_tells_lines_in_words() -> None:
    administrator(Duty.SYSTEM).post(reverse("admin-accounts"), {"username": "xin", "name": "新同志"})
    audit = administrator(Duty.AUDIT)
    page = audit.get(reverse("admin-audit"), {"text": "xin"}).content.decode()
    assert "校验通过" in page
    assert "开立账号" in page
    assert '{"' not in page.split('class="journal')[1]


def test_the_audit_page_names_registers_stages_and_days(cast: Cast) -> None:
    said = {"last-contact": "2020-03-02", "last-was": "交纳党费", "situation": "7 其他"}
    ben = cast.person["ben"].subject
    entry = file_entry(cast.scope("ann"), ben, register="lost-contact", happened=date(2020, 9, 1), fields=said)
    take(cast.scope("ann"), entry, step=Step("contacted", date(2020, 9, 2), {"contacted-by": "ann"}), seen=0)
    page = administrator(Duty.AUDIT).get(reverse("admin-audit"), {"text": "ben"}).content.decode()
    assert "发生日期：2020年9月1日；台账种类：失联党员；办到：已取得联系；第几步：1" in page
    assert "lost-contact" not in page
