"""Where very much stands below: the desk, the overview and the tree bring a part and judge only that part."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.orgs.founding import NewOrganisation
from dengming.orgs.founding import build as found
from dengming.standing import judge as judging
from dengming.standing import queries
from dengming.web.pages import overview
from dengming.web.pages.desk import place
from dengming.web.pages.orgs import tree
from tests.cast import SINCE, Cast, build
from tests.web.desk import as_user, urge_rows

pytestmark = pytest.mark.django_db
BELOW = {"HX-Request": "true"}


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def eve(cast: Cast) -> Client:
    return as_user(cast, "eve")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small district counts as large."""
    monkeypatch.setattr(place, "MOST_LINES", 3)
    monkeypatch.setattr(place, "LINES_A_PAGE", 2)
    monkeypatch.setattr(overview, "ROWS_A_PAGE", 1)
    monkeypatch.setattr(tree, "MOST_NESTED", 3)


def pages(client: Client, address: str) -> list[Any]:
    first = client.get(reverse(address))
    return [client.get(reverse(address), {"page": number}) for number in first.context["page"].paginator.page_range]


def lines(page: Any) -> dict[str, tuple[int, int]]:
    return {it["organisation"].code: (it["overdue"], it["members_overdue"]) for it in page.context["lines"]}


def test_a_district_of_many_branches_is_a_small_page(cast: Cast, eve: Client) -> None:
    news = [NewOrganisation(f"X{number}", f"第{number}支部", "branch", SINCE, "ELSE") for number in range(150)]
    found(news, entered=0)
    page = eve.get(reverse("desk"))
    assert set(lines(page)) <= {"WORK", "COMM", "ELSE"}
    assert len(page.context["form"].fields["org"].choices) <= 4
    assert len(page.content) < 100_000


def test_the_lines_are_sums_of_what_the_organisations_own_boards_say(
    cast: Cast, eve: Client, request: pytest.FixtureRequest
) -> None:
    whole = lines(eve.get(reverse("desk")))
    request.getfixturevalue("large")
    found = {code: sums for page in pages(eve, "desk") for code, sums in lines(page).items()}
    below = {code: cast.org[code].reach for code in whole}
    for code in ("COMM", "ELSE"):
        under = [sums for one, sums in whole.items() if below[one].startswith(cast.org[code].reach)]
        assert found[code] == (sum(own for own, _ in under), sum(members for _, members in under))
    assert set(found) <= {"WORK", "COMM", "ELSE"}


def test_a_line_opens_the_board_of_its_organisation_and_back(cast: Cast, eve: Client, large: None) -> None:
    (line,) = [it for page in pages(eve, "desk") for it in page.context["lines"] if it["organisation"].code == "COMM"]
    assert line["url"] == f"{reverse('desk')}?org=COMM"
    assert {cell["url"] for cell in line["cells"] if cell} == {line["url"]}
    opened = eve.get(line["url"])
    assert opened.context["top"].code == "COMM"
    assert [crumb["url"] for crumb in opened.context["crumbs"]] == [reverse("desk")]


def test_no_more_than_the_page_is_judged(cast: Cast, eve: Client, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    judge = judging.judge

    def listen(engine: Any, now: Any, question: Any, duties: Any) -> Any:
        asked.append(question.among.subjects)
        return judge(engine, now, question, duties)

    monkeypatch.setattr(queries, "judge", listen)
    eve.get(reverse("desk"), {"page": 2})
    eve.get(reverse("overview"), {"page": 2})
    for subjects in asked:
        assert cast.org["C"].pk in subjects
        assert cast.org["A"].pk not in subjects


def test_all_pages_of_the_urge_list_are_the_whole_list(cast: Cast, eve: Client, request: pytest.FixtureRequest) -> None:
    whole = urge_rows(eve.get(reverse("desk-urge")))
    request.getfixturevalue("large")
    assert whole
    assert {key for page in pages(eve, "desk-urge") for key in urge_rows(page)} == set(whole)
    one = eve.get(reverse("desk-urge"), {"institution": "three-meetings"})
    assert one.context["page"] is None  # one institution of everybody can still be urged at once


def test_all_pages_of_the_overview_are_the_whole_table(cast: Cast, eve: Client, request: pytest.FixtureRequest) -> None:
    def rows(page: Any) -> dict[str, Any]:
        return {row["organisation"].code: row["total"] for row in page.context["rows"]}

    whole = rows(eve.get(reverse("overview")))
    request.getfixturevalue("large")
    assert set(whole) == {"COMM", "ELSE"}
    assert {code: total for page in pages(eve, "overview") for code, total in rows(page).items()} == whole


def test_the_tree_brings_two_levels_and_the_rest_when_asked(cast: Cast, eve: Client, large: None) -> None:
    page = eve.get(reverse("org-tree"))
    (work,) = page.context["roots"]
    assert [(it.code, it.children, it.folded) for it in work.children] == [("COMM", (), True), ("ELSE", (), True)]
    assert f"{reverse('org-tree')}?under=COMM" in page.content.decode()
    assert work.children[0].people == 9
    below = eve.get(reverse("org-tree"), {"under": "COMM"}, headers=BELOW)
    assert [(it.code, [child.code for child in it.children]) for it in below.context["nodes"]] == [
        ("A", ["A1"]),
        ("B", []),
    ]
    assert "<html" not in below.content.decode()


def test_what_stands_below_is_shown_within_reach_and_without_scripts_too(cast: Cast, eve: Client) -> None:
    plain = eve.get(reverse("org-tree"), {"under": "COMM", "on": "2020-04-30"})
    assert plain["Location"] == reverse("org-detail", args=["COMM"]) + "?on=2020-04-30"
    assert as_user(cast, "ann").get(reverse("org-tree"), {"under": "COMM"}, headers=BELOW).status_code == 404


@pytest.mark.parametrize("address", ["desk", "desk-urge", "desk-records", "overview", "standing-list"])
def test_pages_that_judge_much_say_that_they_are_at_it(eve: Client, address: str) -> None:
    page = eve.get(reverse(address)).content.decode()
    assert " data-waits>" in page
    assert 'class="loading" role="status" data-waiting hidden' in page
