"""Since when somebody new belongs to the branch, where the sheet does not say: from today, so nothing is overdue."""

from datetime import date

import pytest

from dengming.orgs import spans
from dengming.orgs.importing.apply import import_members
from dengming.orgs.models import Member, Span
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings
from tests.orgs.conftest import ALL, START, TODAY, District

from . import workbooks as books


def since_of(name: str) -> date:
    (span,) = Span.objects.filter(subject__name=name, role__name__in=("member", "probationary"))
    return date.fromordinal(span.since)


def test_nobody_imported_without_a_day_is_overdue(district: District) -> None:
    import_members(ALL, books.as_xlsx(books.people(60)))
    everybody = spans.holders(("member", "probationary"), TODAY)
    assert {date.fromordinal(span.since) for span in everybody} == {TODAY}
    items = standings(ALL, AsOf.at(), subjects=Member.objects.values_list("pk", flat=True), since=START)
    assert [item for item in items if item.state == State.OVERDUE] == []


def test_the_plan_counts_them_and_says_so_in_one_line(district: District) -> None:
    rows = books.people(5)
    rows[3][books.ARRIVED] = "2019-03-01"
    plan = import_members(ALL, books.as_xlsx(rows), dry_run=True)
    assert plan.said_of_undated == "4 人没有进入支部日期，按 2020-09-10 编入；知道日期的，请在表里补上。"
    assert plan.as_json()["undated"] == {"count": 4, "enrolled_from": "2020-09-10"}
    import_members(ALL, books.as_xlsx(rows))
    assert since_of(rows[3][books.NAME]) == date(2019, 3, 1)


def test_a_day_given_later_does_not_move_who_is_there_already(district: District) -> None:
    rows = books.people(3)
    import_members(ALL, books.as_xlsx(rows))
    rows[0][books.ARRIVED], rows[1][books.JOB] = "2019-03-01", "科长"
    plan = import_members(ALL, books.as_xlsx(rows))
    assert [change.field for row in plan.rows for change in row.changes] == ["工作岗位"]
    assert plan.said_of_undated == ""
    assert {since_of(row[books.NAME]) for row in rows} == {TODAY}


@pytest.fixture
def appointed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last column says the day of appointment instead of that of entry."""
    monkeypatch.setattr(books, "HEADING", [*books.HEADING[: books.ARRIVED], "任职时间"])


def test_a_post_held_at_the_branch_tells_since_when_at_the_latest(district: District, appointed: None) -> None:
    rows = books.people(2)
    rows[0][books.POST], rows[0][books.ARRIVED] = "书记", "2019-05-06"
    plan = import_members(ALL, books.as_xlsx(rows))
    assert (plan.errors, plan.undated) == ((), 1)
    assert since_of(rows[0][books.NAME]) == date(2019, 5, 6)
    assert since_of(rows[1][books.NAME]) == TODAY


def test_a_post_above_the_branch_asks_for_the_day_of_entry(district: District, appointed: None) -> None:
    rows = books.people(1)
    rows[0][books.POST], rows[0][books.ARRIVED] = "党委书记", "2019-05-06"
    (error,) = import_members(ALL, books.as_xlsx(rows)).errors
    told = "任职日期 2019-05-06 早于编入党支部的日期 2020-09-10：请填写或核对进入本支部日期。"
    assert (error.column, error.message) == ("党内职务", told)
