"""A roster beside ours, both ways: nothing is changed, nothing is left out, nobody's name in the journal."""

from typing import Any

import pytest

from dengming.accounts.models import Line
from dengming.accounts.scope import Grant, Scope
from dengming.orgs.importing.apply import import_members
from dengming.orgs.importing.reconciling import Reconciliation, reconcile
from dengming.orgs.models import Member, Span
from dengming.orgs.spans import changed, replace
from tests.orgs.conftest import ALL, District

from . import workbooks as books

Rows = list[list[Any]]


@pytest.fixture
def rows(district: District) -> Rows:
    """Twelve people, all of them recorded."""
    rows = books.people(12)
    import_members(ALL, books.as_xlsx(rows))
    return rows


def told(rows: Rows, scope: Any = ALL) -> Reconciliation:
    return reconcile(scope, books.as_xlsx(rows))


def test_both_ways(rows: Rows) -> None:
    missing, stranger = rows.pop(4), books.people(13)[12]
    rows[1][books.JOB] = "副科长"
    before = (Member.objects.count(), Span.objects.count())
    it = told([*rows, stranger])
    assert [row.name for row in it.only_theirs] == [stranger[books.NAME]]
    assert [(one.name, one.branch, one.status) for one in it.only_ours] == [
        (missing[books.NAME], missing[books.BRANCH], "正式党员")
    ]
    (row,) = it.differing
    assert (row.name, [(c.field, c.after, c.before) for c in row.changes]) == (
        rows[1][books.NAME],
        [("工作岗位", "副科长", "科员")],
    )
    assert (it.same, it.unread) == (10, ())
    assert (Member.objects.count(), Span.objects.count()) == before


def test_only_the_branches_that_the_file_names_are_covered(rows: Rows) -> None:
    first = [row for row in rows if row[books.BRANCH] == books.BRANCHES[0]]
    it = told(first[1:])
    assert it.covered == [books.BRANCHES[0]]
    assert [one.name for one in it.only_ours] == [first[0][books.NAME]]


def test_who_changed_the_branch_differs_and_is_on_neither_side_alone(rows: Rows) -> None:
    rows[0][books.BRANCH] = books.BRANCHES[1]
    it = told(rows)
    assert (it.only_ours, it.only_theirs) == ([], [])
    assert [change.before for row in it.differing for change in row.changes] == [books.BRANCHES[0]]


def test_rows_that_cannot_be_read_are_listed_and_their_people_are_not_missed(rows: Rows) -> None:
    rows[0][books.PHONE] = "1380000000"
    rows[2][books.BRANCH] = "财政局第三党支部"
    it = told(rows)
    assert [error.row for error in it.unread] == [books.FIRST, books.FIRST + 2]
    assert "手机号应为 11 位" in it.unread[0].message
    assert (it.only_ours, it.same) == ([], 10)


def test_another_category_differs_though_no_import_could_take_it(rows: Rows) -> None:
    rows[0][books.CATEGORY], rows[0][books.JOB] = "停止党籍", "副科长"
    Member.objects.filter(subject__name=rows[1][books.NAME]).update(confirmed=None)
    person = Span.objects.get(subject__name=rows[1][books.NAME], role__name="member")
    replace([person], [changed(person, role="probationary")])
    it = told(rows)
    assert it.unread == ()
    assert [(c.field, c.before, c.after) for row in it.differing for c in row.changes if c.field != "转正日期"] == [
        ("工作岗位", "科员", "副科长"),
        ("人员类别", "正式党员", "停止党籍"),
        ("人员类别", "预备党员", "正式党员"),
    ]
    assert (it.counts()["differing"], it.same) == (2, 10)


def test_a_post_that_differs_is_told_to_who_could_not_give_it(rows: Rows, district: District) -> None:
    keeper = Scope(None, (Grant(district["WL1"].reach, frozenset({"read", "roster"})),))
    theirs = [row for row in rows if row[books.BRANCH] == books.BRANCHES[2]]
    theirs[0][books.POST] = "党支部书记"
    it = told(theirs, keeper)
    assert it.unread == ()
    (row,) = it.differing
    assert [change.field for change in row.changes] == ["党内职务"]


def test_other_peoples_branches_are_never_told_of(rows: Rows, district: District) -> None:
    keeper = Scope(None, (Grant(district["WL1"].reach, frozenset({"read", "roster"})),))
    it = told([row for row in rows if row[books.BRANCH] == books.BRANCHES[0]], keeper)
    assert (it.covered, it.only_ours, it.differing) == ([], [], [])
    assert len({error.row for error in it.unread}) == 3


def test_the_journal_says_how_many_and_never_who(rows: Rows) -> None:
    missing = rows.pop(4)
    told(rows)
    line = Line.objects.order_by("-seq")[0]
    assert line.action == "members.reconciled"
    assert '"only_ours":1' in line.note
    assert missing[books.NAME] not in line.note + line.about
