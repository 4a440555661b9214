"""The day of a record by its pages: what cannot be used is told, nothing typed is lost, nothing stored stays shut."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.records import actions
from dengming.records.models import Record
from dengming.refusal import Refusal
from tests.cast import Cast, build
from tests.records import writing

pytestmark = pytest.mark.django_db
LIMITS = "超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"
BAD = [("0001-01-01", LIMITS), ("9999-12-31", LIMITS), ("2020-02-31", "不存在：请核对年、月、日。")]
PAGES = ("record-edit", "record-detail", "record-counts", "record-print", "record-notice", "record-signin-sheet")


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def ann(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.user["ann"])
    return client


def autosave(client: Client, record: Record, **typed: str) -> Any:
    record.refresh_from_db()
    return client.post(reverse("record-autosave", args=[record.uid]), {"version": record.version, **typed})


def opens(client: Client, record: Record) -> None:
    statuses = {name: client.get(reverse(name, args=[record.uid])).status_code for name in PAGES}
    assert statuses == dict.fromkeys(PAGES, 200)
    for name in ("record-list", "record-new", "tasks", "calendar"):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("day", "sentence"), BAD)
def test_a_record_does_not_start_on_such_a_day_and_the_answers_stay(ann: Client, day: str, sentence: str) -> None:
    answer = ann.post(reverse("record-new"), {"host": "A", "kinds": ["theme-day", "party-lecture"], "on": day})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"日期“{day}”{sentence}" in page
    assert f'value="{day}"' in page
    chosen = {kind.activity.id for group in answer.context["kind_groups"] for kind in group.kinds if kind.chosen}
    assert chosen == {"theme-day", "party-lecture"}
    assert not Record.objects.exists()


@pytest.mark.parametrize(("day", "sentence"), BAD)
def test_a_copy_neither(cast: Cast, ann: Client, day: str, sentence: str) -> None:
    record = writing.draft(cast)
    answer = ann.post(reverse("record-copy", args=[record.uid]), {"on": day}, follow=True)
    assert f"日期“{day}”{sentence}" in answer.content.decode()
    assert Record.objects.count() == 1


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(9999, 12, 31)])
def test_no_caller_stores_such_a_day(cast: Cast, day: date) -> None:
    with pytest.raises(Refusal, match="超出范围"):
        writing.draft(cast, on=day)
    with pytest.raises(Refusal, match="超出范围"):
        actions.copy(cast.scope("ann"), writing.draft(cast), on=day)


@pytest.mark.parametrize(("day", "sentence"), BAD)
def test_what_is_typed_is_kept_as_typed_and_told(cast: Cast, ann: Client, day: str, sentence: str) -> None:
    record = writing.draft(cast)
    said = f"“日期”里的“{day}”{sentence}"
    answer = autosave(ann, record, on=day, title="写了一半")
    assert (answer.status_code, answer.json()["unread"]) == (200, [said])
    record.refresh_from_db()
    assert (record.on, record.unread, record.title) == (writing.HELD, {"on": day}, "写了一半")
    page = ann.get(reverse("record-edit", args=[record.uid])).content.decode()
    assert said in page
    assert f'value="{day}"' in page
    opens(ann, record)
    planned = ann.post(reverse("record-plan", args=[record.uid]), {"version": record.version, "on": day})
    assert planned.status_code == 422
    assert [line["message"] for line in planned.context["summary"]] == [said]


def test_a_day_that_no_picker_can_show_is_typed_words(cast: Cast, ann: Client) -> None:
    record = writing.draft(cast)
    for day, kind in (("2020-09-08", "date"), ("9999-12-31", "date"), ("2020-02-31", "text")):
        autosave(ann, record, on=day)
        fields = ann.get(reverse("record-edit", args=[record.uid])).context["fields"]
        assert fields["on"].field.widget.input_type == kind, day


@pytest.mark.parametrize(
    ("day", "status"),
    [("0001-01-01", "draft"), ("0008-01-09", "planned"), ("9999-12-31", "filed"), ("0001-01-01", "returned")],
)
def test_what_earlier_versions_stored_opens_and_is_mended(cast: Cast, ann: Client, day: str, status: str) -> None:
    record = writing.fill(cast, writing.draft(cast))
    Record.objects.filter(pk=record.pk).update(on=day, status=status, make_up="9999")
    opens(ann, record)
    page = ann.get(reverse("record-edit", args=[record.uid])).content.decode()
    assert f"“日期”里的“{day}”{LIMITS}" in page
    assert autosave(ann, record, title="还没有改日期").json()["unread"]
    assert autosave(ann, record, on="2020-09-08", make_up="").json()["unread"] == []
    record.refresh_from_db()
    assert (record.on, record.make_up, record.unread) == (date(2020, 9, 8), "", {})
    opens(ann, record)


def test_the_day_of_what_is_confirmed_stays(cast: Cast) -> None:
    record = writing.confirmed(cast)
    Record.objects.filter(pk=record.pk).update(on="1950-01-01")
    assert Record.objects.get(pk=record.pk).on == date(1950, 1, 1)
