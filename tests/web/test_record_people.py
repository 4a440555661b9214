"""参加人员 on the record form: each fault beside its own control, one number of those expected, who usually chairs."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.records.models import Participation, Record
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return build()


@pytest.fixture
def ann(cast: Cast) -> Client:
    return as_user(cast, "ann")


def shown(client: Client, record: Record) -> str:
    return client.get(reverse("record-edit", args=[record.uid])).content.decode()


def control(page: str, name: str) -> str:
    """The select of that name with all that its field says."""
    found = re.search(
        rf'<div class="field[^"]*"><label[^>]*>[^<]*</label>\s*<select name="{name}".*?</select>.*?</div>\n', page, re.S
    )
    assert found is not None
    return found[0]


def test_three_faults_among_the_people_stand_at_three_places(ann: Client, cast: Cast) -> None:
    record = writing.draft(cast, "branch-meeting", "party-lecture")
    sent = {"version": record.version, "has-kinds": "1", "kinds": ["branch-meeting", "party-lecture"]}
    answer = ann.post(reverse("record-file", args=[record.uid]), {**sent, "person": ["ANN"], "mark-ANN": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    for name, told in (
        ("role-chair", "还没有写谁主持：请在“主持”一栏里选。"),
        ("role-lecture", "还没有写谁讲课：请在“讲课”一栏里选。"),
    ):
        assert told in control(page, name)
        assert f'aria-describedby="{name}_error"' in control(page, name)
        assert f'<a href="#{name}-1">' in page  # the summary above leads there
        assert page.count(told) == 2
    beside = page.split('<div id="people_error">')[1].split("</div>")[0]
    assert "人没有标明到会情况" in beside
    assert "主持" not in beside


def test_two_faults_of_the_list_stand_both_beside_it(ann: Client, cast: Cast) -> None:
    record = writing.draft(cast)
    marks = {"person": ["ANN", "BEN"], "mark-ANN": "", "mark-BEN": "excused", "reason-BEN": ""}
    sent = {"version": record.version, "has-kinds": "1", "kinds": ["branch-meeting"], **marks}
    page = ann.post(reverse("record-file", args=[record.uid]), sent).content.decode()
    beside = page.split('<div id="people_error">')[1].split("</div>")[0]
    assert "没有标明到会情况" in beside
    assert "ben标为请假，但没有写是什么假" in beside


def test_those_expected_are_counted_in_one_place(ann: Client, cast: Cast) -> None:
    record = writing.step(cast, "add_people", writing.draft(cast), codes=["LONG"])
    people = shown(ann, record).split('id="people"')[1].split("</section>")[0]
    assert re.findall(r"应到\D*?(\d+)", people) == ["5"]


def test_no_mark_is_lost_when_who_sat_in_is_expected_after_all(ann: Client, cast: Cast) -> None:
    """Another kind expects the guest: the form showed no mark, counted one more and saved nothing."""
    record = writing.step(cast, "add_people", writing.draft(cast, "branch-committee-meeting"), codes=["BO"])
    record = writing.save(cast, record, kinds={"branch-meeting": ()})
    people = shown(ann, record).split('id="people"')[1].split("</section>")[0]
    ticked = re.findall(r'name="mark-(\w+)"[^>]* value="(\w+)" checked', people)
    assert dict(ticked) == dict(
        Participation.objects.filter(record=record).exclude(mark="").values_list("person__code", "mark")
    )
    assert ("BO", "observe") in ticked


def test_the_secretary_chairs_once_marked_present(ann: Client, cast: Cast) -> None:
    record = writing.draft(cast)
    assert 'value="ANN" selected' not in control(shown(ann, record), "role-chair")
    assert 'data-usual="ANN"' in control(shown(ann, record), "role-chair")
    Participation.objects.filter(record=record, person__code="ANN").update(mark="attend")
    assert 'value="ANN" selected' in control(shown(ann, record), "role-chair")
    Participation.objects.filter(record=record, person__code="BO").update(roles=["chair"])
    chosen = control(shown(ann, record), "role-chair")
    assert 'value="BO" selected' in chosen
    assert 'value="ANN" selected' not in chosen


def test_a_meeting_that_is_over_is_being_recorded_not_planned(ann: Client, cast: Cast) -> None:
    page = ann.get(reverse("record-edit", args=[writing.draft(cast).uid]))
    assert [step["state"] for step in page.context["steps"]] == ["skipped", "skipped", "current", "todo"]
    page = ann.get(reverse("record-edit", args=[writing.draft(cast, on=None).uid]))
    assert page.context["steps"][0]["state"] == "current"
