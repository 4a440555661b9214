"""催办 from the desk: many at once, one journal line; the branch and the member see it; what is done is left out."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Urge
from dengming.rulebook.words import State
from tests.cast import Cast, build, set_clock
from tests.records import writing
from tests.web.desk import as_user, lines_of, task_rows, urge_rows

pytestmark = pytest.mark.django_db
MEETING = "A|hold-branch-meeting"


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def di(cast: Cast) -> Client:
    return as_user(cast, "di")


def test_a_row_gathers_all_pending_periods_of_a_duty(di: Client) -> None:
    row = urge_rows(di.get(reverse("desk-urge")))[MEETING]
    assert [period for period, _ in row["periods"]] == [
        "2019年第三季度", "2019年第四季度", "2020年第一季度", "2020年第二季度",
    ]  # fmt: skip
    assert row["urged_at"] is None


def test_many_are_urged_at_once_in_one_line(cast: Cast, di: Client) -> None:
    keys = [key for key in urge_rows(di.get(reverse("desk-urge"))) if key.startswith(("A|", "B|"))]
    answer = di.post(reverse("desk-urge"), {"pick": keys, "note": "请于本周五前办结"}, follow=True)
    assert f"已催办 {len(keys)} 项" in answer.content.decode()
    (line,) = lines_of("duty.urged")
    assert line.name == cast.user["di"].name
    assert Urge.objects.count() > len(keys) > 2
    assert {row["urged_at"] for key, row in urge_rows(answer).items() if key in keys} != {None}


def test_the_branch_sees_it_among_its_tasks(cast: Cast, di: Client) -> None:
    di.post(reverse("desk-urge"), {"pick": [MEETING], "note": "请于本周五前办结"})
    ann = as_user(cast, "ann")
    rows = [row for row in task_rows(ann) if row["title"] == "每季度召开支部党员大会" and row["state"] == "overdue"]
    assert rows
    assert all("urged" in row["marks"] for row in rows)
    page = ann.get(reverse("tasks")).content.decode()
    assert "9月10日催办：请于本周五前办结" in page
    assert "9月10日催办" not in as_user(cast, "yi").get(reverse("tasks")).content.decode()


def test_urging_changes_no_state(di: Client) -> None:
    before = [stat["value"] for stat in di.get(reverse("desk")).context["stats"]]
    di.post(reverse("desk-urge"), {"pick": [MEETING]})
    assert [stat["value"] for stat in di.get(reverse("desk")).context["stats"]] == before


def test_nothing_ticked_is_said_and_the_note_is_kept(di: Client) -> None:
    answer = di.post(reverse("desk-urge"), {"note": "尽快"})
    assert answer.status_code == 422
    assert "还没有勾选" in answer.content.decode()
    assert 'value="尽快"' in answer.content.decode()
    assert not Urge.objects.exists()


def test_what_is_done_meanwhile_is_left_out(cast: Cast, di: Client) -> None:
    others = [key for key in urge_rows(di.get(reverse("desk-urge"))) if key.startswith("B|")][:1]
    gone = "A|hold-nothing-any-more"
    answer = di.post(reverse("desk-urge"), {"pick": [*others, gone]}, follow=True).content.decode()
    assert "已催办 1 项" in answer
    assert "另有 1 项已办成或不在本页范围内，没有催" in answer
    assert set(Urge.objects.values_list("subject__code", flat=True)) == {"B"}
    refused = di.post(reverse("desk-urge"), {"pick": [gone]})
    assert (refused.status_code, "没有催办" in refused.content.decode()) == (422, True)


def test_a_record_confirmed_meanwhile_takes_its_period_off_the_list(cast: Cast, di: Client) -> None:
    set_clock(date(2020, 9, 25))
    assert "2020年9月" in _theme_days(di)
    writing.confirmed(cast, writing.THEME)
    assert "2020年9月" not in _theme_days(di)


def _theme_days(di: Client) -> list[str]:
    rows = urge_rows(di.get(reverse("desk-urge"), {"institution": "theme-party-day", "state": "soon"}))
    return [period for row in rows.values() for period, _ in row["periods"] if row["key"] == "A|hold-theme-day"]


def test_strangers_rows_cannot_be_urged(di: Client) -> None:
    di.post(reverse("desk-urge"), {"pick": ["C|hold-branch-meeting", MEETING]})
    assert set(Urge.objects.values_list("subject__code", flat=True)) == {"A"}


def test_a_note_marked_secret_is_refused_and_the_ticks_stay(di: Client) -> None:
    answer = di.post(reverse("desk-urge"), {"pick": [MEETING], "note": "机密★ 内容"})
    assert answer.status_code == 422
    assert urge_rows(answer)[MEETING]["picked"]
    assert not Urge.objects.exists()


def test_members_without_an_account_are_counted_for_the_branch_to_tell(cast: Cast, di: Client) -> None:
    key = next(key for key in urge_rows(di.get(reverse("desk-urge"))) if key.startswith("ANN|"))
    said = di.post(reverse("desk-urge"), {"pick": [key]}, follow=True).content.decode()
    assert "没有账号" not in said
    cast.person["ann"].user = None
    cast.person["ann"].save()
    said = di.post(reverse("desk-urge"), {"pick": [key]}, follow=True).content.decode()
    assert "1 名党员没有账号" in said


def test_filters_and_groups(di: Client) -> None:
    of_branch = urge_rows(di.get(reverse("desk-urge"), {"org": "A"}))
    assert of_branch
    assert not [key for key in of_branch if key.startswith(("B|", "COMM|"))]
    overdue = urge_rows(di.get(reverse("desk-urge"), {"state": "overdue"}))
    assert {row["state"] for row in overdue.values()} == {str(State.OVERDUE)}
    page = di.get(reverse("desk-urge"), {"by": "duty", "institution": "three-meetings"})
    group = page.context["groups"][0]
    assert (group["anchor"], [row["title"] for row in group["rows"]]) == ("hold-branch-meeting", ["甲支部", "乙支部"])
    di.post(reverse("desk-urge"), {"pick": [MEETING]})
    assert MEETING not in urge_rows(di.get(reverse("desk-urge"), {"state": "unurged"}))
