"""完成情况, 总览表, 日历 and the menu: figures are those of judging, drill down, cost the same for any number."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.founding import build as found
from dengming.orgs.particulars import Particulars
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings
from tests.cast import SINCE, TODAY, Cast, build
from tests.records import writing

pytestmark = pytest.mark.django_db
PEOPLE = ("ann", "bo", "di", "eve", "wu", "long")


@pytest.fixture
def cast() -> Cast:
    return build()


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def rows_of(client: Client, **query: str) -> list[dict[str, Any]]:
    page = client.get(reverse("standing-list"), query)
    assert page.status_code == 200
    return list(page.context["rows"])


@pytest.mark.parametrize("name", PEOPLE)
def test_whatever_the_menu_offers_opens(cast: Cast, name: str) -> None:
    client = as_user(cast, name)
    menu = client.get(reverse("tasks")).context["nav"]
    offered = [entry["url"] for section in menu for entry in section["items"]]
    assert offered
    assert {url: client.get(url, follow=True).status_code for url in offered} == dict.fromkeys(offered, 200)


def test_the_menu_offers_registers_and_waivers_to_those_who_keep_them(cast: Cast) -> None:
    for name, expected in (("ann", True), ("bo", False)):
        menu = as_user(cast, name).get(reverse("tasks")).context["nav"]
        labels = {entry["label"] for section in menu for entry in section["items"]}
        assert ({"台账", "免办"} <= labels) is expected


def test_the_list_is_narrowed_by_organisation_institution_and_state(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    all_rows = ann.get(reverse("standing-list")).context["page"].paginator.count
    assert all_rows == len(standings(cast.scope("ann"), AsOf.at()))
    page = ann.get(reverse("standing-list"), {"org": "A", "institution": "theme-party-day", "state": "overdue"})
    said = page.content.decode()
    assert 0 < page.context["page"].paginator.count < all_rows
    assert "逾期未完成" in said
    assert "党小组会" not in said


def test_as_of_an_earlier_day_and_as_known_then(cast: Cast) -> None:
    writing.confirmed(cast, "theme-day", on=date(2020, 9, 8))
    ann = as_user(cast, "ann")
    asked = {"org": "A", "institution": "theme-party-day"}

    def state(**days: str) -> str:
        found = standings(cast.scope("ann"), AsOf.at(date.fromisoformat(days["on"])), subjects=[cast.org["A"].pk])
        assert found
        page = ann.get(reverse("why", args=["A", "hold-theme-day", "2020-09"]), days)
        return str(page.context["standing"].state)

    assert rows_of(ann, **asked)
    assert state(on="2020-09-10") == State.MET
    assert state(on="2020-09-10", known="2020-09-09") == State.OPEN
    assert state(on="2020-09-07") == State.OPEN


def test_the_workbook_holds_the_same_rows(cast: Cast) -> None:
    ann, asked = as_user(cast, "ann"), {"org": "A", "institution": "three-meetings"}
    listed = ann.get(reverse("standing-list"), asked).context["page"].paginator.count
    book = CalamineWorkbook.from_filelike(BytesIO(ann.get(reverse("standing-export"), asked).content))
    cells = book.get_sheet_by_index(0).to_python()
    heading = next(at for at, row in enumerate(cells) if "事项" in row)
    assert len(cells) - heading - 1 == listed
    assert {row[cells[heading].index("编号")] for row in cells[heading + 1 :]} <= {"A", "A1"}


def test_the_overview_counts_what_judging_finds(cast: Cast) -> None:
    writing.confirmed(cast, "theme-day", on=date(2020, 9, 8))
    page = as_user(cast, "eve").get(reverse("overview"))
    rows = {row["organisation"].code: row for row in page.context["rows"]}
    assert list(rows) == ["COMM", "ELSE"]
    items = standings(cast.scope("eve"), AsOf.at(), prefix=cast.org["COMM"].reach)
    counted = [item for item in items if item.state != State.WAIVED]
    total = rows["COMM"]["total"]
    assert (total.owed, total.overdue) == (len(counted), sum(item.state == State.OVERDUE for item in counted))


def test_the_overview_drills_down_to_a_branch_a_duty_and_its_facts(cast: Cast) -> None:
    record = writing.confirmed(cast, "theme-day", on=date(2020, 9, 8))
    eve = as_user(cast, "eve")
    below = eve.get(reverse("overview")).context["rows"][0]["url"]
    branch = next(row for row in eve.get(below).context["rows"] if row["organisation"].code == "A")
    listed = eve.get(branch["url"]).content.decode()
    why = reverse("why", args=["A", "hold-theme-day", "2020-09"])
    assert why in eve.get(branch["url"], {"org": "A", "institution": "theme-party-day"}).content.decode()
    assert "甲支部" in listed
    assert reverse("record-detail", args=[record.uid]) in eve.get(why).content.decode()


def test_the_calendar_shows_plans_dues_and_holidays(cast: Cast) -> None:
    record = writing.step(cast, "plan", writing.draft(cast, "theme-day", on=date(2020, 9, 20)))
    page = as_user(cast, "ann").get(reverse("calendar"), {"month": "2020-09"})
    cells = {cell["day"]: cell for week in page.context["month"]["weeks"] for cell in week if not cell["outside"]}
    assert [item["url"] for item in cells[date(2020, 9, 20)]["entries"]] == [
        reverse("record-detail", args=[record.uid])
    ]
    due = [item["url"] for item in cells[date(2020, 9, 30)]["entries"]]
    assert reverse("why", args=["A", "hold-theme-day", "2020-09"]) in due
    assert cells[date(2020, 9, 27)]["work"]
    october = as_user(cast, "ann").get(reverse("calendar"), {"month": "2020-10"}).context["month"]["weeks"]
    assert next(cell for week in october for cell in week if cell["day"] == date(2020, 10, 1))["rest"]


def test_a_year_without_published_holidays_says_so(cast: Cast) -> None:
    said = as_user(cast, "ann").get(reverse("calendar"), {"month": "2035-05"}).content.decode()
    assert "放假安排还没有公布" in said


def queries_of(client: Client, name: str) -> int:
    client.get(reverse(name))  # what is cached once is not counted
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["overview", "standing-list", "tasks", "calendar", "member-list", "org-tree"])
def test_more_branches_and_members_cost_no_more_queries(cast: Cast, name: str) -> None:
    eve = as_user(cast, "eve")
    before = queries_of(eve, name)
    more = [
        NewOrganisation(
            f"N{n}", f"新{n}支部", "branch", SINCE, "COMM", conditions=("without-committee",), ordinal=20 + n
        )
        for n in range(6)
    ]
    branches = found(more, entered=0)
    enrol_all(
        [NewMember(Particulars(f"人{n}", status="member"), branches[n % 6].pk, SINCE, code=f"X{n}") for n in range(30)],
        entered=0,
    )
    assert queries_of(eve, name) <= before + 2, name


def test_today_is_the_demo_date(cast: Cast) -> None:
    assert f"{TODAY.year}年{TODAY.month}月{TODAY.day}日" in as_user(cast, "ann").get(reverse("tasks")).content.decode()
