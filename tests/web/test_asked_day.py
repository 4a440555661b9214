"""Days in an address: one that cannot be used falls back to today, and the page says so once."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Cast, build

pytestmark = pytest.mark.django_db
OUTSIDE = ("9999-12-31", "1900-01-01", "0001-01-01")
LIMITS = "请填 1990-01-01 到 2100-12-31 之间的日期。"
Place = tuple[str, list[str]]
AS_OF: dict[str, Place] = {
    "standing-list": ("ann", []),
    "overview": ("eve", []),
    "tasks": ("ann", []),
    "why": ("ann", ["A", "hold-branch-meeting", "2020-Q2"]),
    "points": ("ann", ["member-points"]),
    "points-ledger": ("ann", ["member-points", "BO"]),
    "points-ledger-print": ("ann", ["member-points", "BO"]),
}
ON: dict[str, Place] = {
    "org-tree": ("ann", []),
    "org-detail": ("ann", ["A"]),
    "rulebook": ("ann", []),
    "rulebook-institution": ("ann", ["three-meetings"]),
    "record-new": ("ann", []),
}
MONTHS: dict[str, Place] = {"calendar": ("ann", []), "record-list": ("ann", []), "desk-month": ("di", [])}


@pytest.fixture
def cast() -> Cast:
    return build()


def get(cast: Cast, page: str, place: Place, **query: str) -> HttpResponse:
    client = Client()
    client.force_login(cast.user[place[0]])
    return client.get(reverse(page, args=place[1]), query)  # type: ignore[return-value]


def told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", OUTSIDE)
@pytest.mark.parametrize("page", [*AS_OF, *ON])
def test_a_day_outside_the_limits_falls_back_and_is_told_once(cast: Cast, page: str, day: str) -> None:
    answer = get(cast, page, {**AS_OF, **ON}[page], on=day)
    sentence = f"日期“{day}”超出范围，本页先按今天显示：{LIMITS}"
    assert answer.status_code == 200
    assert answer.context["on"] == TODAY  # type: ignore[attr-defined]
    assert answer.content.decode().count("超出范围") == 1
    assert told(answer) == [sentence]


@pytest.mark.parametrize("day", OUTSIDE)
@pytest.mark.parametrize("page", AS_OF)
def test_so_does_a_day_that_things_are_known_on(cast: Cast, page: str, day: str) -> None:
    answer = get(cast, page, AS_OF[page], on="2020-08-01", known=day)
    assert answer.status_code == 200
    assert answer.context["on"] == date(2020, 8, 1)  # type: ignore[attr-defined]
    assert told(answer) == [f"日期“{day}”超出范围，本页先按判定那天已录入的情况显示：{LIMITS}"]


@pytest.mark.parametrize("page", MONTHS)
@pytest.mark.parametrize("month", ["9999-12", "0001-01", "1989-12"])
def test_so_does_a_month(cast: Cast, page: str, month: str) -> None:
    answer = get(cast, page, MONTHS[page], month=month)
    assert answer.status_code == 200
    assert told(answer) == [f"月份“{month}”超出范围，本页先按本月显示：{LIMITS}"]


@pytest.mark.parametrize(
    ("page", "query", "sentence"),
    [
        ("standing-list", {"on": "2020-02-31"}, "日期“2020-02-31”不存在，本页先按今天显示：请核对年、月、日。"),
        ("standing-list", {"on": "昨天"}, "日期“昨天”看不懂，本页先按今天显示：请写成 2020-03-31。"),
        ("calendar", {"month": "2020-13"}, "月份“2020-13”看不懂，本页先按本月显示：请写成 2020-09。"),
    ],
)
def test_what_cannot_be_read_is_told_too(cast: Cast, page: str, query: dict[str, str], sentence: str) -> None:
    assert told(get(cast, page, ("ann", []), **query)) == [sentence]


def test_the_rest_of_the_search_still_holds(cast: Cast) -> None:
    asked = {"org": "A", "institution": "theme-party-day"}
    right = get(cast, "standing-list", ("ann", []), **asked)
    wrong = get(cast, "standing-list", ("ann", []), **asked, on="9999-12-31")
    assert wrong.context["rows"] == right.context["rows"] != []  # type: ignore[attr-defined]
    assert "9999" not in wrong.context["query"]  # type: ignore[attr-defined]
    assert get(cast, "standing-export", ("ann", []), on="9999-12-31").status_code == 200


@pytest.mark.parametrize("query", [{}, {"on": ""}, {"on": "2020-08-01", "known": "2020-08-31"}])
def test_nothing_is_told_of_a_day_that_can_be_used(cast: Cast, query: dict[str, str]) -> None:
    assert told(get(cast, "standing-list", ("ann", []), **query)) == []


@pytest.mark.parametrize("period", ["9999", "0001-Q1", "9999-Q4"])
@pytest.mark.parametrize("page", ["why", "waiver-new"])
def test_a_period_outside_the_limits_is_not_found(cast: Cast, page: str, period: str) -> None:
    place = ["A", "hold-branch-meeting", period] if page == "why" else []
    query = {"subject": "A", "duty": "hold-branch-meeting", "period": period} if page == "waiver-new" else {}
    assert get(cast, page, ("eve", place), **query).status_code == 404
