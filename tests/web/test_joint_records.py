"""联合主办 by its pages: each branch fills in its own people, once, and everybody is told whose are missing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.records.models import Record
from tests.cast import Cast, build
from tests.records import joint, writing
from tests.web.desk import as_user, lines_of, task_rows

pytestmark = pytest.mark.django_db
TITLE = "联合活动：填本支部参加人员"
MARKS = {"YI": "attend", "DI": "attend", "LONG": "excused", "LIN": "absent"}


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def yi(cast: Cast) -> Client:
    return as_user(cast, "yi")


def page(record: Record, host: str = "B") -> str:
    return reverse("record-own-people", args=[record.uid, host])


def form(record: Record, marks: dict[str, str] = MARKS, **more: Any) -> dict[str, Any]:
    """What the list sends when it is complete."""
    record.refresh_from_db()
    sent = {"version": record.version, "person": list(marks), "reason-LONG": "出差", "counted_present": "2"}
    return sent | {f"mark-{code}": mark for code, mark in marks.items()} | more


def tasks_about(client: Client) -> list[dict[str, Any]]:
    return [row for row in task_rows(client) if row["title"].startswith(TITLE)]


def text(client: Client, name: str, record: Record) -> str:
    return client.get(reverse(name, args=[record.uid])).content.decode()


def test_from_the_task_to_the_list_to_what_counts(cast: Cast, yi: Client) -> None:
    record = writing.step(cast, "file", joint.draft(cast))
    (row,) = tasks_about(yi)
    assert (row["org"], row["action"]) == ("乙支部", {"label": "去填写", "url": page(record)})
    assert page(record) in text(yi, "record-detail", record)
    shown = yi.get(page(record))
    assert [line.code for line in shown.context["roll"].lines] == ["DI", "LIN", "LONG", "YI"]
    assert "BO" not in shown.content.decode()
    answer = yi.post(page(record), form(record))
    assert answer["Location"] == reverse("record-detail", args=[record.uid])
    assert tasks_about(yi) == []
    writing.step(cast, "confirm", record)
    assert joint.state(cast, "B") == "met"


def test_after_confirmation_the_preview_and_the_reasons_say_what_is_missing(cast: Cast, yi: Client) -> None:
    record = joint.confirmed(cast)
    assert "缺该支部参加人员，不计入" in text(yi, "record-detail", record)
    why = reverse("why", args=["B", "hold-theme-day", "2020-09"])
    assert "未计入：缺该支部参加人员" in yi.get(why).content.decode()
    assert len(tasks_about(yi)) == 1
    said = yi.post(page(record), form(record), follow=True).content.decode()
    assert "已补登本支部参加人员，现已计入。" in said
    assert "缺该支部参加人员" not in said
    assert "未计入" not in yi.get(why).content.decode()
    assert [line.about for line in lines_of("record.own-people-added")] == ["甲支部 2020-09-08 纪实"]


def test_before_it_is_confirmed_the_lead_host_is_told_too(cast: Cast) -> None:
    record, ann = joint.draft(cast), as_user(cast, "ann")
    said = text(ann, "record-edit", record)
    assert "乙支部的人员由该支部登记，还没有登记" in said
    assert "缺该支部参加人员，不计入" in said
    assert 'value="YI"' not in said
    joint.fill_b(cast, record)
    said = text(ann, "record-edit", record)
    assert "乙支部的人员由该支部登记，已登记" in said
    assert 'name="led" value="YI"' in said
    assert 'name="mark-YI"' not in said
    assert "由该支部登记" not in text(as_user(cast, "di"), "record-edit", record)  # may record for both


def test_the_lead_hosts_form_keeps_the_others_marks(cast: Cast) -> None:
    record, ann = joint.fill_b(cast, joint.draft(cast)), as_user(cast, "ann")
    marks = {"ANN": "attend", "BO": "attend", "BEN": "attend", "PEI": "absent"}
    sent = form(record, marks, **{"led": list(MARKS), "role-chair": ["ANN", "YI"], "counted_present": "5"})
    assert ann.post(reverse("record-edit", args=[record.uid]), sent).status_code == 302
    found = {one.person.code: (one.mark, one.roles) for one in record.participations.all()}
    assert (found["YI"], found["LIN"]) == (("attend", ["chair"]), ("absent", []))
    stray = form(record, {"LIN": "attend"})
    assert ann.post(reverse("record-edit", args=[record.uid]), stray).status_code == 422
    assert record.participations.get(person__code="LIN").mark == "absent"


@pytest.mark.parametrize(
    ("marks", "more", "said"),
    [
        ({**MARKS, "LIN": ""}, {}, "还有 1 人没有标明到会情况"),
        (MARKS, {"counted_present": "9"}, "少勾 7 人"),
        ({**MARKS, "BO": "attend"}, {}, "请由对方组织登记"),
        (MARKS, {"version": "0"}, "您填的都还在"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, yi: Client, marks: dict[str, str], more: dict[str, str], said: str
) -> None:
    record = joint.draft(cast)
    answer = yi.post(page(record), form(record, marks, **more))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    typed = {line.code: line.mark for line in answer.context["roll"].lines}
    assert typed == {code: marks[code] for code in typed}
    assert not record.participations.filter(person__code="YI").exists()


def test_all_but_those_marked_without_scripts(cast: Cast, yi: Client) -> None:
    record = joint.draft(cast)
    yi.post(page(record), form(record, {**MARKS, "YI": "", "DI": ""}, **{"all-but": "1"}))
    found = dict(record.participations.values_list("person__code", "mark"))
    assert {code: found[code] for code in MARKS} == MARKS


def test_a_change_of_a_confirmed_record_asks_for_a_reason(cast: Cast, yi: Client) -> None:
    record = joint.confirmed(cast, joint.fill_b(cast, joint.draft(cast)))
    assert "改动原因" in yi.get(page(record)).content.decode()
    changed = form(record, {**MARKS, "LIN": "attend"}, counted_present="3")
    answer = yi.post(page(record), changed)
    assert (answer.status_code, "要写明原因" in answer.content.decode()) == (422, True)
    assert yi.post(page(record), changed | {"reason": "核对签到表。"}).status_code == 302


def test_who_may_not_fill_it_in_reads_the_record(cast: Cast) -> None:
    record = joint.confirmed(cast)
    read = reverse("record-detail", args=[record.uid])
    assert as_user(cast, "di").get(page(record))["Location"] == read  # records there, but does not confirm
    assert as_user(cast, "ann").get(page(record))["Location"] == read
    assert as_user(cast, "ann").get(page(record, "A"))["Location"] == reverse("record-edit", args=[record.uid])
    assert as_user(cast, "yi").get(page(record, "C")).status_code == 404
    writing.step(cast, "withdraw", record, reason="重复录入。")
    assert as_user(cast, "yi").get(page(record))["Location"] == read
    assert tasks_about(as_user(cast, "yi")) == []


def test_the_papers_list_the_people_of_each_host(cast: Cast, yi: Client) -> None:
    record, ann = joint.draft(cast), as_user(cast, "ann")
    blank = text(ann, "record-signin-sheet", record)
    assert "乙支部" in blank
    assert ">yi<" not in blank  # naming a branch as a host shows nobody of it
    assert ">yi<" in text(yi, "record-signin-sheet", record)
    assert "还没有登记" in text(ann, "record-print", record)
    joint.fill_b(cast, record)
    groups = ann.get(reverse("record-signin-sheet", args=[record.uid])).context["groups"]
    assert [(it.name, len(it.lines), len(it.blanks)) for it in groups] == [("甲支部", 5, 0), ("乙支部", 4, 0)]
    said = text(ann, "record-print", record)
    assert "应到 4 人，实到 2 人" in said
    assert "乙支部：long（出差）" in said


def test_what_counts_for_others_is_named_without_a_dead_link(cast: Cast, yi: Client) -> None:
    record = joint.confirmed(cast, joint.fill_b(cast, joint.draft(cast)))
    answer = yi.get(reverse("record-detail", args=[record.uid]))
    said = answer.content.decode()
    assert reverse("why", args=["B", "hold-theme-day", "2020-09"]) in said
    assert reverse("why", args=["A", "hold-theme-day", "2020-09"]) not in said
    assert "甲支部" in said
    links = {url for told in answer.context["counting"].counts for _, url in told.who if url}
    assert {yi.get(url).status_code for url in links} == {200}
