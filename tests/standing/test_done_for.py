"""What the branch does for somebody is the branch's task, by person, and not that person's own."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import User
from dengming.ledgers.models import Entry
from dengming.orgs.models import Member
from dengming.orgs.reach import scope_for
from dengming.rulebook.checks import strange_doers
from dengming.standing.queries import AsOf
from dengming.standing.task import Task
from dengming.standing.tasks import tasks
from tests.cast import Cast, build, set_clock
from tests.ledgers.developing import applied, reviewed, walked
from tests.shipped import rulebook
from tests.web.desk import as_user

REVIEW = "对入党积极分子每半年考察一次"
ON = date(2019, 7, 10)


@pytest.fixture
def cast(db: None) -> Cast:
    """Xin is an activist of branch A since 10 September 2018, with an account; today is 2019-07-10."""
    cast = build(ON)
    set_clock(ON)
    entry = walked(applied(cast), "contacts")
    cast.user["xin"] = User.objects.create_user("xin", "Abcdef12", name="xin")
    Member.objects.filter(pk=entry.subject_id).update(user=cast.user["xin"])
    return cast


def reviews(cast: Cast, who: str) -> list[Task]:
    return [it for it in tasks(scope_for(cast.user[who]), AsOf.at()) if it.title == REVIEW]


def test_the_secretary_has_it_by_person_with_the_day(cast: Cast) -> None:
    found = [(it.subject, it.period, it.due, it.state, it.action_label) for it in reviews(cast, "ann")]
    assert found == [
        ("xin", "2019-H1", date(2019, 6, 30), "overdue", "去登记"),
        ("xin", "2019-H2", date(2019, 12, 31), "open", "去登记"),
    ]


def test_the_form_is_that_of_the_case(cast: Cast) -> None:
    target = reviews(cast, "ann")[0].action
    page = as_user(cast, "ann").get(reverse(target.name, kwargs=target.parts), target.query)
    assert page.status_code == 200
    assert "考察意见" in page.text


@pytest.mark.parametrize("who", ["xin", "bo", "yi", "di", "charlie"])
def test_nobody_else_has_it(cast: Cast, who: str) -> None:
    assert reviews(cast, who) == []


def test_whom_it_is_about_sees_nothing_overdue(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["xin"])
    for page in (reverse("tasks"), reverse("own")):
        said = client.get(page).text
        assert REVIEW not in said
        assert "逾期未完成" not in said


def test_done_it_is_gone(cast: Cast) -> None:
    reviewed(Entry.objects.get(register="member-development"), date(2019, 7, 5))
    assert [it.period for it in reviews(cast, "ann")] == ["2019-H1"]


def test_only_organisations_do_it_for_others() -> None:
    file = next(it for it in rulebook().files if it.id == "member-development")
    assert list(strange_doers(rulebook(), file)) == []
    duty = file.duty[0].model_copy(update={"doer": ("member",)})
    wrong = strange_doers(rulebook(), file.model_copy(update={"duty": (duty,)}))
    assert [it.message for it in wrong] == ["“正式党员”不是组织的种类。"]
