"""纪实 by its pages: one record from the blank form to facts; what is wrong is said beside it, and nothing is lost."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dengming.facts.models import Fact
from dengming.records.models import Evidence, Record
from tests.cast import Cast, build
from tests.files import papers
from tests.records import writing

pytestmark = pytest.mark.django_db
HERE = {"ANN": "attend", "BO": "attend", "BEN": "attend", "PEI": "absent"}


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return build()


@pytest.fixture
def ann(cast: Cast) -> Client:
    return as_user(cast, "ann")


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def begin(client: Client) -> Record:
    """From the page for a new record to its form."""
    client.post(reverse("record-new"), {"organisation": "A", "kinds": ["branch-meeting"], "on": "2020-09-08"})
    return Record.objects.latest("pk")


def form(record: Record, marks: dict[str, str] = HERE, **more: Any) -> dict[str, Any]:
    """What the form sends when everything is filled in."""
    record.refresh_from_db()
    return {
        "version": record.version,
        "has-kinds": "1",
        "kinds": ["branch-meeting"],
        "title": "学习支部工作条例",
        "on": "2020-09-08",
        "text-minutes": "会上学习讨论。",
        "person": list(marks),
        "role-chair": ["ANN"],
        "counted_present": str(sum(mark == "attend" for mark in marks.values())),
        "reason-PEI": "出差",
        **{f"mark-{code}": mark for code, mark in marks.items()},
        **more,
    }


def test_from_the_blank_form_to_facts(ann: Client) -> None:
    record = begin(ann)
    assert not record.participations.exclude(mark="").exclude(mark="excused")  # nobody is pre-ticked present
    filed = ann.post(reverse("record-file", args=[record.uid]), form(record))
    assert filed["Location"] == reverse("record-confirm", args=[record.uid])
    assert not Fact.objects.filter(source=record.source)
    record.refresh_from_db()
    ann.post(reverse("record-confirm", args=[record.uid]), {"version": record.version})
    record.refresh_from_db()
    assert record.status == Record.Status.CONFIRMED
    assert Fact.objects.filter(source=record.source).exists()
    said = ann.get(reverse("record-print", args=[record.uid])).content.decode()
    for words in ("学习支部工作条例", "会上学习讨论。", "出差", "签字"):
        assert words in said


def test_the_number_present_and_the_ticks_must_agree(ann: Client) -> None:
    record = begin(ann)
    response = ann.post(reverse("record-file", args=[record.uid]), form(record, counted_present="9"))
    said = response.content.decode()
    assert response.status_code == 422
    assert "实到" in said
    assert "会上学习讨论。" in said  # what was typed stays
    record.refresh_from_db()
    assert record.status == Record.Status.DRAFT
    assert record.title == "学习支部工作条例"  # and is kept


def test_two_tabs_do_not_overwrite_each_other(ann: Client) -> None:
    record = begin(ann)
    first = form(record)
    assert ann.post(reverse("record-autosave", args=[record.uid]), first).status_code == 200
    late = ann.post(reverse("record-autosave", args=[record.uid]), {**first, "title": "另一页写的"})
    assert late.status_code == 409
    assert late.json()["message"]
    record.refresh_from_db()
    assert record.title == "学习支部工作条例"


def test_all_but_those_marked(ann: Client) -> None:
    record = begin(ann)
    marks = {"ANN": "", "BO": "", "BEN": "", "PEI": "absent"}
    ann.post(reverse("record-all-but", args=[record.uid]), form(record, marks, counted_present=""))
    found = {one.person.code: one.mark for one in record.participations.all()}
    assert {code: found[code] for code in marks} == HERE
    assert found["BAI"] == "excused"  # on leave, by the span entered once


@pytest.mark.parametrize(
    ("name", "data"),
    [("机密★会议记录.docx", papers.docx()), ("记录.pdf", b"MZ not a pdf"), ("记录.exe", b"MZ")],
)
def test_files_that_may_not_be_kept_are_refused_with_a_sentence(ann: Client, name: str, data: bytes) -> None:
    record = begin(ann)
    sent = form(record, files=SimpleUploadedFile(name, data), proof="minutes")
    response = ann.post(reverse("evidence-upload", args=[record.uid]), sent)
    assert response.status_code == 422
    assert "会上学习讨论。" in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_is_served_as_a_download_that_no_browser_opens(ann: Client) -> None:
    record, data = begin(ann), papers.docx()
    sent = form(record, files=SimpleUploadedFile("会议记录.docx", data), proof="minutes")
    ann.post(reverse("evidence-upload", args=[record.uid]), sent)
    answer = ann.get(reverse("evidence-serve", args=[Evidence.objects.get().uid]))
    assert answer.getvalue() == data
    assert quote("会议记录.docx") in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_is_returned_comes_back_with_its_reason(cast: Cast, ann: Client) -> None:
    record = writing.filed(cast)
    record.refresh_from_db()
    office = as_user(cast, "di")
    address = reverse("record-return", args=[record.uid])
    assert office.post(address, {"version": record.version, "reason": ""}).status_code == 422
    office.post(address, {"version": record.version, "reason": "请补会议记录。"})
    record.refresh_from_db()
    assert record.status == Record.Status.RETURNED
    assert "请补会议记录。" in ann.get(reverse("tasks")).content.decode()


def test_the_list_is_searched_and_narrowed(cast: Cast, ann: Client) -> None:
    writing.confirmed(cast, "theme-day")
    writing.draft(cast, "branch-meeting")
    listed = ann.get(reverse("record-list"), {"kind": "theme-day"}).context["page"].paginator.count
    drafts = ann.get(reverse("record-list"), {"status": "draft"}).context["page"].paginator.count
    nothing = ann.get(reverse("record-list"), {"text": "没有这样的字"})
    assert (listed, drafts, nothing.context["page"].paginator.count) == (1, 1, 0)
    assert nothing.status_code == 200


def test_secrecy_marks_in_a_text_are_refused(ann: Client) -> None:
    record = begin(ann)
    response = ann.post(reverse("record-edit", args=[record.uid]), {**form(record), "text-minutes": "机密★ 会议内容"})
    assert response.status_code == 422
    assert not record.texts.filter(text__contains="机密★")
