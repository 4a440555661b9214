"""Cases that wait for the same step in 本月待办: rows by when they are due, whose day is true, and where they lead."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dengming.editions.queries import looked_up_once
from dengming.ledgers.actions import file_entry
from dengming.ledgers.handling import urge
from dengming.ledgers.models import Entry
from dengming.standing.case_rows import many, state_of
from dengming.standing.headings import GRACE, LATER, OVERDUE, SOON, Heading, heading_of
from dengming.standing.queries import AsOf
from dengming.standing.task import Task
from dengming.standing.tasks import grouped, tasks
from dengming.web.pages.tasks import address
from tests.cast import TODAY, Cast, build, set_clock
from tests.ledgers.rectifying import move, secretaries
from tests.shipped import rulebook
from tests.web.desk import as_user
from tests.web.problems import filed, publish

pytestmark = pytest.mark.django_db
OCTOBER = date(2020, 10, 10)


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    return cast


def pledges(cast: Cast, *days: str) -> None:
    """A pledge for each day, that nobody has taken yet."""
    for day in days:
        file_entry(
            cast.scope("ann"),
            cast.org["A"].subject,
            register="member-pledge",
            part="study",
            happened=TODAY,
            fields={"matter": f"通读党章，{day}前", "due": day},
        )


def rows(cast: Cast, who: str, words: str) -> list[Task]:
    return [it for it in tasks(cast.scope(who), AsOf.at()) if words in it.title]


def under(found: Sequence[Task]) -> dict[str, list[str]]:
    return {group.label: [it.title.split("：")[1][:4] for it in group.tasks] for group in grouped(found, OCTOBER)}


def claims(cast: Cast, number: int = 9) -> list[Entry]:
    """So many problems published; the Party committee's claims of them."""
    eve = as_user(cast, "eve")
    publish(eve, filed(eve)[:number])
    return list(Entry.objects.filter(register="problem-claim", subject=cast.org["COMM"].subject))


@pytest.mark.parametrize(
    ("state", "due", "heading"),
    [
        ("overdue", date(2020, 9, 1), OVERDUE),
        ("grace", date(2020, 9, 30), GRACE),
        ("to-handle", None, SOON),
        ("open", date(2020, 9, 30), SOON),
        ("upcoming", date(2020, 10, 1), LATER),
    ],
)
def test_a_task_stands_under_one_heading(state: str, due: date | None, heading: Heading) -> None:
    assert heading_of(state, due, TODAY) == heading


def test_on_its_day_a_case_is_not_overdue_yet() -> None:
    days = (date(2020, 9, 9), TODAY, None)
    assert [state_of(day, TODAY) for day in days] == ["overdue", "to-handle", "to-handle"]


def test_what_is_due_later_is_not_put_under_what_is_overdue(cast: Cast) -> None:
    pledges(cast, *["2020-09-30"] * 4, *["2020-10-20"] * 4, *["2020-11-05"] * 4)
    set_clock(OCTOBER)
    found = rows(cast, "ann", "件待办")
    assert under(found) == {"已逾期": ["4件待办"], "本月到期": ["4件待办"], "稍后": ["4件待办"]}
    assert [(it.due, it.state) for it in found] == [
        (date(2020, 9, 30), "overdue"),
        (date(2020, 10, 20), "to-handle"),
        (date(2020, 11, 5), "to-handle"),
    ]
    assert {it.notice for it in found} == {""}  # all of a row have its day


def test_few_under_one_heading_stand_singly_whatever_is_due_at_other_times(cast: Cast) -> None:
    pledges(cast, *["2020-09-30"] * 2, *["2020-10-20"] * 3)
    set_clock(OCTOBER)
    found = rows(cast, "ann", "通读党章")
    assert [len(group.tasks) for group in grouped(found, OCTOBER)] == [2, 3]


def test_a_row_says_its_days_where_they_differ(cast: Cast) -> None:
    pledges(cast, "2020-09-25", "2020-09-25", "2020-09-30", "2020-09-30", "2020-09-30")
    (task,) = rows(cast, "ann", "5件待办")
    assert (task.due, task.notice) == (date(2020, 9, 25), "期限：9月25日2件，9月30日3件")


def test_of_many_days_it_says_three_and_the_year_that_is_not_this(cast: Cast) -> None:
    pledges(cast, "2020-11-05", "2020-12-31", "2020-12-31", "2021-01-15", "2021-02-01")
    (task,) = rows(cast, "ann", "5件待办")
    assert task.notice == "期限：11月5日1件，12月31日2件，2021年1月15日1件等"


def test_what_has_no_day_is_said_to_have_none(cast: Cast) -> None:
    waiting = [(it, rulebook().entries["problem-claim"].stage_of("claimed")) for it in claims(cast, 4)]
    days = {it.pk: date(2020, 9, 24) for it, _ in waiting[:3]}
    assert many(waiting, AsOf.at(), days, set()).notice == "期限：9月24日3件，没有期限1件"


def test_the_days_stand_before_what_was_told(cast: Cast) -> None:
    pledges(cast, "2020-09-25", "2020-09-30", "2020-09-30", "2020-09-30")
    urge(cast.scope("eve"), Entry.objects.earliest("pk"), note="请抓紧。")
    (task,) = rows(cast, "ann", "4件待办")
    assert task.notice == "期限：9月25日1件，9月30日3件；eve催办：请抓紧（通读党章，2020-09-25前）"


def test_what_suits_many_leads_to_the_list_where_it_is_handled_together(cast: Cast) -> None:
    found = claims(cast)
    (task,) = rows(cast, "di", "9件待办（认领）")
    assert address(task.action) == address(task.about) == "/ledgers/problem-claim/?view=list"
    page = as_user(cast, "di").get(address(task.action))
    assert "claimed" in [it["stage"].id for it in page.context["together"]]
    for claim in found[:4]:
        move(cast, "di", claim, "not-concerned", reason="没有所属支部")
    (task,) = rows(cast, "eve", "4件待办（认可不涉及）")
    page = as_user(cast, "eve").get(address(task.action))
    assert [len(it["cases"]) for it in page.context["together"]] == [4]


def test_what_is_not_offered_there_leads_to_the_registers_own_view(cast: Cast) -> None:
    pledges(cast, *["2020-09-30"] * 4)
    (task,) = rows(cast, "ann", "4件待办")
    assert address(task.action) == "/ledgers/member-pledge/"  # each comes to a person of its own
    filed(as_user(cast, "eve"))
    (task,) = rows(cast, "eve", "9件待办")
    assert address(task.action) == "/ledgers/problem/"  # which is the list
    block = rulebook().entries["problem-claim"]
    waiting = [(it, block.stage_of("claimed")) for it in claims(cast, 4)]
    elsewhere = many(waiting, AsOf.at(), {}, {cast.org["ELSE"].reach})
    assert address(elsewhere.action) == "/ledgers/problem-claim/"  # whoever is above answers one by one


def test_many_cases_ask_no_more_of_the_database_than_few(cast: Cast) -> None:
    def asked() -> int:
        with looked_up_once(), CaptureQueriesContext(connection) as queries:
            tasks(cast.scope("ann"), AsOf.at())
        return len(queries)

    pledges(cast, *["2020-09-25"] * 2, *["2020-09-30"] * 2, *["2020-11-05"] * 4)
    asked()  # the first looks up words that are kept for the next
    few = asked()
    pledges(cast, *["2020-09-25"] * 5, *["2020-09-30"] * 5, *["2021-01-05"] * 5)
    assert asked() == few
