"""双纪实 on the branch's pages: differences are listed, settled or corrected, and answered for members who cannot."""

import pytest
from django.test import Client
from django.urls import reverse

from dengming.records import booklet
from dengming.records.models import Participation, Record
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user, lines_of, task_rows

pytestmark = pytest.mark.django_db
SAID = "我到会了，坐在后排"


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def record(cast: Cast) -> Record:
    """Confirmed; Pei, marked absent, says otherwise."""
    record = writing.confirmed(cast)
    booklet.answer(cast.scope("pei"), of(cast, "pei"), answer="disputed", note=SAID)
    return record


@pytest.fixture
def ann(cast: Cast) -> Client:
    return as_user(cast, "ann")


def of(cast: Cast, name: str) -> Participation:
    return Participation.objects.select_related("record__organisation", "person").get(person=cast.person[name].pk)


def settle(client: Client, record: Record, note: str, code: str = "PEI") -> int:
    return int(client.post(reverse("attendance-settle", args=[record.uid, code]), {"note": note}).status_code)


def answer(client: Client, record: Record, code: str, **form: str) -> int:
    return int(client.post(reverse("attendance-answer", args=[record.uid, code]), form).status_code)


def test_differences_are_listed_for_the_branch_and_above(cast: Cast, record: Record) -> None:
    for name in ("ann", "di", "eve"):
        page = as_user(cast, name).get(reverse("dispute-list"))
        assert [(line["name"], line["note"], line["through"]) for line in page.context["open"]] == [
            (cast.person["pei"].name, SAID, "本人")
        ]
        assert SAID in page.content.decode()
    assert as_user(cast, "charlie").get(reverse("dispute-list")).context["open"] == []


def test_mere_members_do_not_read_what_others_say(cast: Cast, record: Record) -> None:
    for name in ("bo", "pei"):
        client = as_user(cast, name)
        assert client.get(reverse("dispute-list")).status_code == 403
        assert client.get(reverse("record-attendance", args=[record.uid])).status_code in (403, 404)
        assert settle(client, record, "x") in (403, 404)
    assert of(cast, "pei").answer == "disputed"


def test_strangers_find_nothing(cast: Cast, record: Record) -> None:
    charlie = as_user(cast, "charlie")
    assert charlie.get(reverse("record-attendance", args=[record.uid])).status_code == 404
    assert settle(charlie, record, "x") == 404
    assert answer(charlie, record, "BO", answer="agree") == 404
    assert as_user(cast, "ann").get(reverse("dispute-list"), {"org": "C"}).status_code == 404
    assert settle(as_user(cast, "ann"), record, "x", code="CHARLIE") == 404


def test_the_secretary_has_one_row_for_it_among_the_tasks(cast: Cast, record: Record, ann: Client) -> None:
    booklet.answer(cast.scope("bo"), of(cast, "bo"), answer="disputed", note="我请假了")
    rows = [row for row in task_rows(ann) if row["state"] == "disputed"]
    assert len(rows) == 1
    assert "等2人对参加情况有异议" in rows[0]["title"]
    assert rows[0]["action"]["url"] == reverse("record-attendance", args=[record.uid])
    assert SAID in ann.get(reverse("tasks")).content.decode()
    assert not [row for row in task_rows(as_user(cast, "di")) if row["state"] == "disputed"]


def test_it_is_reached_from_the_records(record: Record, ann: Client) -> None:
    assert reverse("dispute-list") in ann.get(reverse("record-list")).content.decode()
    page = ann.get(reverse("record-detail", args=[record.uid])).content.decode()
    assert reverse("record-attendance", args=[record.uid]) in page


def test_kept_with_a_reason(cast: Cast, record: Record, ann: Client) -> None:
    assert settle(ann, record, "签到表无本人签字，本人认可") == 302
    one = of(cast, "pei")
    assert (one.answer, one.mark) == ("settled", "absent")
    assert one.answer_note == f"{SAID}（签到表无本人签字，本人认可）"
    page = ann.get(reverse("dispute-list"))
    assert page.context["open"] == []
    assert [line["name"] for line in page.context["settled"]] == [cast.person["pei"].name]
    assert len(lines_of("attendance.settled")) == 1
    assert not [row for row in task_rows(ann) if row["state"] == "disputed"]


def test_a_reason_is_required_and_neither_sides_words_are_cut(cast: Cast, record: Record, ann: Client) -> None:
    address = reverse("attendance-settle", args=[record.uid, "PEI"])
    for note, said in (("", "请填写处理结果"), ("核" * 101, "最多 100 个字")):
        page = ann.post(address, {"note": note})
        assert page.status_code == 422
        assert said in page.content.decode()
    assert of(cast, "pei").answer_note == SAID
    assert settle(ann, record, "核" * 100) == 302
    assert of(cast, "pei").answer_note == f"{SAID}（{'核' * 100}）"


def test_corrected_in_the_record(cast: Cast, record: Record, ann: Client) -> None:
    page = ann.get(reverse("record-attendance", args=[record.uid])).content.decode()
    assert reverse("record-correct", args=[record.uid]) in page
    record.refresh_from_db()
    form = {"version": record.version, "reason": "经核实标错"}
    answered = ann.post(reverse("record-correct", args=[record.uid]), form)
    assert answered["Location"] == reverse("record-edit", args=[record.uid])
    people = {"PEI": writing.A_PEOPLE["BO"]}
    writing.save(cast, record, people=people)
    assert of(cast, "pei").answer == "settled"


def test_the_branch_answers_for_who_cannot_and_that_is_shown(cast: Cast, record: Record, ann: Client) -> None:
    assert answer(ann, record, "BEN", answer="dispute", note="当天请了假") == 302
    one = of(cast, "ben")
    assert (one.answer, one.answered_by) == ("disputed", cast.user["ann"])
    page = ann.get(reverse("record-attendance", args=[record.uid])).content.decode()
    assert f"{cast.user['ann'].name}代填" in page
    assert len(lines_of("attendance.answered-for")) == 1


def test_what_a_member_said_personally_is_never_answered_away(cast: Cast, record: Record, ann: Client) -> None:
    assert answer(ann, record, "PEI", answer="agree") == 422
    assert of(cast, "pei").answer == "disputed"
    booklet.answer(cast.scope("bo"), of(cast, "bo"), answer="confirmed")
    assert answer(ann, record, "BO", answer="dispute", note="未到会") == 422
    assert of(cast, "bo").answer == "confirmed"


def test_a_dispute_entered_for_somebody_is_settled_not_answered_away(cast: Cast, record: Record, ann: Client) -> None:
    answer(ann, record, "BEN", answer="dispute", note="当天请了假")
    assert answer(ann, record, "BEN", answer="agree") == 422
    assert of(cast, "ben").answer == "disputed"


def test_what_was_typed_stays_with_the_sentence(cast: Cast, record: Record, ann: Client) -> None:
    page = ann.post(reverse("attendance-answer", args=[record.uid, "BEN"]), {"answer": "dispute", "note": ""})
    assert page.status_code == 422
    assert "请写明哪里不符" in page.content.decode()
    page = ann.post(reverse("attendance-answer", args=[record.uid, "BEN"]), {"note": "当天请了假"})
    assert 'value="当天请了假"' in page.content.decode()
    assert of(cast, "ben").answer == ""


def test_the_office_sees_it_but_the_secretary_settles(cast: Cast, record: Record) -> None:
    di = as_user(cast, "di")
    assert settle(di, record, "已核实") == 403
    page = di.get(reverse("dispute-list"))
    assert {tab["label"]: tab["count"] for tab in page.context["tabs"]}["参加情况异议"] == 1
    assert not page.context["open"][0]["may_settle"]
