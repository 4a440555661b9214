"""本月待办 and 依据: the right rows for the right people, each with its button and its reasons."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, build

pytestmark = pytest.mark.django_db
WHY = ("A", "hold-branch-meeting", "2020-Q2")


@pytest.fixture
def cast() -> Cast:
    return build()


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


@pytest.mark.parametrize(("name", "page"), [("ann", "tasks"), ("bo", "tasks"), ("di", "desk"), ("eve", "overview")])
def test_the_front_door_leads_to_where_one_works(cast: Cast, name: str, page: str) -> None:
    assert as_user(cast, name).get(reverse("home"))["Location"] == reverse(page)


def test_a_secretary_sees_what_the_branch_owes_with_a_button_each(cast: Cast) -> None:
    answer = as_user(cast, "ann").get(reverse("tasks"))
    rows = [row for group in answer.context["groups"] for row in group["rows"]]
    assert "每季度召开支部党员大会" in {row["title"] for row in rows}
    assert all(row["action"]["url"].startswith("/") for row in rows)
    assert answer.context["groups"][0]["label"] == "已逾期"


def test_a_member_sees_the_own_duties_only(cast: Cast) -> None:
    answer = as_user(cast, "bo").get(reverse("tasks"))
    rows = [row for group in answer.context["groups"] for row in group["rows"]]
    assert rows
    assert {row["org"] for row in rows} == {cast.person["bo"].name}


def test_the_reasons_name_the_regulation_and_the_term(cast: Cast) -> None:
    page = as_user(cast, "ann").get(reverse("why", args=WHY)).content.decode()
    for words in ("逾期未完成", "中国共产党支部工作条例（试行）", "第十一条", "应于2020年6月30日前完成"):
        assert words in page


def test_the_past_is_judged_as_of_the_day_asked(cast: Cast) -> None:
    page = as_user(cast, "ann").get(reverse("why", args=WHY), {"on": "2020-06-20"}).content.decode()
    assert "进行中" in page
    assert "逾期未完成" not in page


def test_where_nothing_is_owed_the_page_says_why_not(cast: Cast) -> None:
    page = as_user(cast, "ann").get(reverse("why", args=("A", "hold-branch-committee-meeting", "2020-06")))
    assert page.status_code == 200
    assert "不欠这一项" in page.content.decode()


def test_strangers_find_nothing(cast: Cast) -> None:
    assert as_user(cast, "charlie").get(reverse("why", args=WHY)).status_code == 404
    assert as_user(cast, "ann").get(reverse("why", args=WHY)).status_code == 200


@pytest.mark.parametrize("address", [("A", "nothing", "2020-Q2"), ("A", "hold-branch-meeting", "gestern")])
def test_an_address_that_means_nothing_is_not_found(cast: Cast, address: tuple[str, str, str]) -> None:
    assert as_user(cast, "ann").get(reverse("why", args=address)).status_code == 404
