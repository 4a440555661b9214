"""组织: the tree as it stood and was called on a day, leading bodies beside it, structure notes, query ceilings."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dengming.orgs.actions import organisations, restructure
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.founding import build as found
from dengming.orgs.models import Unit
from dengming.orgs.particulars import Particulars
from tests.cast import SINCE, SYSTEM, TODAY, Cast, build
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
TREE = "/orgs/"
MOVED = date(2020, 5, 1)


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def eve(cast: Cast) -> Client:
    return as_user(cast, "eve")


def enrol(cast: Cast, count: int, branch: str = "A") -> None:
    """So many full members more."""
    particulars = [Particulars(f"王{number}") for number in range(count)]
    enrol_all([NewMember(it, cast.org[branch].pk, SINCE) for it in particulars], entered=0)


def shape(nodes: Any) -> dict[str, Any]:
    return {node.code: shape(node.children) for node in nodes}


def notes(client: Client, code: str) -> set[str]:
    return {note.code for note in client.get(reverse("org-detail", args=[code])).context["notes"]}


def test_leading_bodies_stand_beside_the_tree(cast: Cast, eve: Client) -> None:
    page = eve.get(TREE)
    assert shape(page.context["roots"]) == {"WORK": {"COMM": {"A": {"A1": {}}, "B": {}}, "ELSE": {"C": {}}}}
    assert [body.code for body in page.context["bodies"]] == ["LB"]
    beside = eve.get(reverse("org-detail", args=["COMM"])).context
    assert [body.code for body in beside["bodies"]] == ["LB"]
    assert "LB" not in {node.code for node in beside["below"]}


def test_a_group_counts_those_in_it_and_the_branch_counts_nobody_twice(cast: Cast, eve: Client) -> None:
    (work,) = eve.get(TREE).context["roots"]
    branch = work.children[0].children[0]
    assert (branch.code, branch.people, branch.children[0].people) == ("A", 5, 2)


def test_the_tree_of_a_day_has_the_superiors_and_names_of_that_day(cast: Cast, eve: Client) -> None:
    restructure.move(SYSTEM, cast.org["B"], parent=cast.org["ELSE"], on=MOVED, paper="〔2020〕5号")
    organisations.rename(SYSTEM, cast.org["A"], name="甲新支部", since=MOVED)
    before, after = (eve.get(TREE, {"on": day}).context["roots"][0] for day in ("2020-04-30", "2020-05-01"))
    assert shape([before])["WORK"]["COMM"].keys() == {"A", "B"}
    assert shape([after])["WORK"]["ELSE"].keys() == {"B", "C"}
    assert [node.children[0].name for node in (before.children[0], after.children[0])] == ["甲支部", "甲新支部"]
    found_then = eve.get(TREE, {"text": "甲新", "on": "2020-04-30"}).context["found"]
    assert [it["name"] for it in found_then] == ["甲支部"]
    page = eve.get(reverse("org-detail", args=["A"]), {"on": "2020-04-30"}).content.decode()
    assert "当时名称为“甲支部”" in page


def test_nothing_is_found_in_words(eve: Client) -> None:
    assert "没有找到这个组织" in eve.get(TREE, {"text": "没有的"}).content.decode()
    assert "日期“昨天”看不懂，本页先按今天显示：请写成 2020-03-31。" in eve.get(TREE, {"on": "昨天"}).content.decode()


@pytest.mark.parametrize(("who", "roots"), [("ann", {"A"}), ("di", {"COMM"}), ("bo", set())])
def test_one_sees_what_the_posts_reach(cast: Cast, who: str, roots: set[str]) -> None:
    page = as_user(cast, who).get(TREE)
    assert shape(page.context["roots"]).keys() == roots
    assert ("还没有可以查看的组织" in page.content.decode()) == (not roots)


def test_a_branch_of_more_than_fifty_until_it_is_approved(cast: Cast, eve: Client) -> None:
    enrol(cast, 45)
    assert "branch-too-large" not in notes(eve, "A")
    enrol(cast, 1)
    assert notes(eve, "A") == {"branch-too-large", "committee-missing"}
    page = eve.get(reverse("org-detail", args=["A"])).content.decode()
    assert "党员 51 名，超过一般不超过 50 名的规模。" in page
    assert "怎样消除：分设党支部，或登记上级批复文号。" in page
    eve.post(reverse("org-edit", args=["A", "approval"]), {"approval": "区直工委〔2020〕6号"})
    assert notes(eve, "A") == {"committee-missing"}


def test_a_committee_from_seven_full_members_on(cast: Cast, eve: Client) -> None:
    enrol(cast, 2)
    assert "committee-missing" not in notes(eve, "A")
    enrol(cast, 1)
    assert "committee-missing" in notes(eve, "A")
    eve.post(reverse("org-edit", args=["A", "condition"]), {"condition": "with-committee", "since": "2020-09-01"})
    assert "committee-missing" not in notes(eve, "A")


def test_problem_nine_goes_by_departments_and_is_lifted_by_approval(cast: Cast, eve: Client) -> None:
    bureau, office = Unit.objects.get(code="U1"), Unit.objects.create(code="U2", name="某办")
    station = Unit.objects.create(code="U3", name="某站", department=bureau)
    news = [NewOrganisation("GEN", "综合党总支", "general-branch", SINCE, "WORK")]
    news += [
        NewOrganisation(f"G{it.code}", f"{it.name}支部", "branch", SINCE, "GEN", unit=it) for it in (bureau, station)
    ]
    found(news, entered=0)
    assert "across-departments" not in notes(eve, "GEN")
    found([NewOrganisation("GU2", "某办支部", "branch", SINCE, "GEN", unit=office)], entered=0)
    assert "across-departments" in notes(eve, "GEN")
    assert "某办、某局" in eve.get(reverse("org-detail", args=["GEN"])).content.decode()
    eve.post(reverse("org-edit", args=["GEN", "approval"]), {"approval": "区直工委〔2020〕8号"})
    assert "across-departments" not in notes(eve, "GEN")


def test_the_tree_asks_the_same_however_large(
    cast: Cast, eve: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    news = [NewOrganisation(f"X{number}", f"第{number}支部", "branch", SINCE, "ELSE") for number in range(40)]
    found(news, entered=0)
    eve.get(TREE)
    with django_assert_max_num_queries(32):
        page = eve.get(TREE)
    assert len(shape(page.context["roots"])["WORK"]["ELSE"]) == 41


def test_the_list_of_members_asks_the_same_however_long(
    cast: Cast, eve: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    enrol(cast, 80)
    eve.get(reverse("member-list"))
    with django_assert_max_num_queries(30):
        page = eve.get(reverse("member-list"))
    assert (len(page.context["rows"]), page.context["page"].paginator.count) == (50, 92)


def test_today_is_the_day_where_none_is_asked(eve: Client) -> None:
    assert eve.get(TREE).context["on"] == TODAY
