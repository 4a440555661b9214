"""A session that is over: whole pages lead to sign-in, parts of pages say so, a refused form says what is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, build
from tests.records import writing

pytestmark = pytest.mark.django_db
WHY = ("A", "hold-branch-meeting", "2020-Q2")


@pytest.fixture
def cast() -> Cast:
    return build()


def test_a_page_leads_to_sign_in_and_back(cast: Cast) -> None:
    address = reverse("why", args=WHY)
    assert Client().get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_a_part_of_a_page_is_no_sign_in_page(cast: Cast) -> None:
    record = writing.draft(cast)
    for address in (reverse("why", args=WHY), reverse("record-counts", args=[record.uid])):
        answer = Client().get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 401
        assert answer.content.decode() == "登录已失效，刚才点的内容没有取到：请重新登录，再回到本页点一次。"


def test_who_is_signed_in_gets_the_part(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["ann"])
    answer = client.get(reverse("why", args=WHY), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "逾期未完成" in answer.content.decode()


def test_a_form_of_an_old_page_is_refused_with_what_is_true_and_the_way_back(cast: Cast) -> None:
    record = writing.draft(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user["ann"])
    page = f"http://testserver{reverse('record-edit', args=[record.uid])}?a=1&b=2"
    answer = client.post(reverse("record-plan", args=[record.uid]), {"version": 0}, headers={"referer": page})
    said = answer.content.decode()
    assert answer.status_code == 403
    assert "这次提交没有保存" not in said
    assert "服务器没有收下这次提交" in said
    assert "已留在本机浏览器里" in said
    way = "http%3A//testserver/records/" + f"{record.uid}/edit/%3Fa%3D1%26b%3D2"
    assert f'href="{reverse("account_login")}?next={way}"' in said
