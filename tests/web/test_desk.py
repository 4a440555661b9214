"""党办工作台: who may open it, the board, and how many questions it asks the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.orgs.founding import NewOrganisation
from dengming.orgs.founding import build as found_organisations
from dengming.web.pages.desk.board import shortened
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
PAGES = ("desk", "desk-urge", "desk-records", "desk-month", "desk-month-workbook")


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.mark.parametrize("page", PAGES)
def test_members_and_branch_secretaries_have_no_desk(cast: Cast, page: str) -> None:
    for name in ("bo", "ann"):
        assert as_user(cast, name).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_only_organisations_below_can_be_chosen(cast: Cast, page: str) -> None:
    client = as_user(cast, "di")
    assert client.get(reverse(page), {"org": "A"}).status_code == 200
    for stranger in ("C", "ELSE", "WORK", "NONE"):
        assert client.get(reverse(page), {"org": stranger}).status_code == 404


@pytest.mark.parametrize(("name", "top"), [("di", "COMM"), ("eve", "WORK"), ("wu", "WORK")])
def test_it_opens_at_the_highest_organisation(cast: Cast, name: str, top: str) -> None:
    page = as_user(cast, name).get(reverse("desk"))
    assert page.context["top"].code == top
    assert "党办工作台" in [item["label"] for section in page.context["nav"] for item in section["items"]]


def test_the_board_has_a_line_for_each_organisation_and_its_cells_lead_to_their_reasons(cast: Cast) -> None:
    client = as_user(cast, "di")
    page = client.get(reverse("desk"))
    lines = {line["organisation"].code: line for line in page.context["lines"]}
    assert {"COMM", "A", "B", "LB"} >= set(lines) >= {"A", "B"}
    columns = [column["name"] for column in page.context["duties"]]
    cell = lines["A"]["cells"][columns.index("每季度召开支部党员大会")]
    assert (cell["state"], cell["overdue"]) == ("overdue", 4)
    assert client.get(cell["url"]).status_code == 200
    assert cell["url"] in page.content.decode()


def test_one_institution_leaves_only_its_columns(cast: Cast) -> None:
    page = as_user(cast, "di").get(reverse("desk"), {"institution": "three-meetings"})
    names = [column["name"] for column in page.context["duties"]]
    assert names
    assert all("主题党日" not in name for name in names)
    assert "#hold-branch-meeting" in page.context["duties"][0]["url"]


def test_an_institution_that_is_none_is_said_beside_the_field(cast: Cast) -> None:
    page = as_user(cast, "di").get(reverse("desk"), {"institution": "nothing"}).content.decode()
    assert "制度不在可选的范围内" in page


def test_figures_are_those_of_the_urge_list(cast: Cast) -> None:
    writing.filed(cast)
    client = as_user(cast, "di")
    figures = {stat["label"]: stat for stat in client.get(reverse("desk")).context["stats"]}
    listed = client.get(figures["逾期未完成"]["url"])
    assert figures["逾期未完成"]["value"] == sum(
        len(row["periods"]) + row["more"] for group in listed.context["groups"] for row in group["rows"]
    )
    assert figures["等支部书记确认"]["value"] == 1


@pytest.mark.parametrize("page", ["desk", "desk-urge", "desk-month"])
def test_more_branches_ask_no_more_questions(cast: Cast, page: str) -> None:
    few = _questions(cast, page)
    news = [
        NewOrganisation(f"N{n}", f"新{n}支部", "branch", date(2018, 1, 1), "COMM", conditions=("without-committee",))
        for n in range(8)
    ]
    found_organisations(news, entered=0)
    many = _questions(cast, page)
    assert many <= few
    assert many < 120


def _questions(cast: Cast, page: str) -> int:
    client = as_user(cast, "di")
    client.get(reverse(page))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(page)).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("name", "head", "short"),
    [
        ("财政局机关第一党支部", "财政局机关党委", "第一党支部"),
        ("财政局机关党委", "财政局机关党委", "财政局机关党委"),
        ("会计中心党支部", "财政局机关党委", "会计中心党支部"),
        ("财政局第六党支部", "财政局机关党委", "财政局第六党支部"),
    ],
)
def test_names_are_short_under_their_head(name: str, head: str, short: str) -> None:
    assert shortened(name, head) == short
