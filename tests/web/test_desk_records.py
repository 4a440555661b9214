"""退回 from the desk: several records for one reason; they count no more, and the branch sees why among its tasks."""

import pytest
from django.test import Client
from django.urls import reverse

from dengming.facts.models import Fact
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user, lines_of, task_rows

pytestmark = pytest.mark.django_db
REASON = "缺席3人，只写了2人的原因"


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def di(cast: Cast) -> Client:
    return as_user(cast, "di")


def key(record: Record) -> str:
    record.refresh_from_db()
    return f"{record.uid}:{record.version}"


def standing_facts(record: Record) -> int:
    return Fact.objects.filter(source=record.source, withdrawn__gt=2**40).count()


def test_several_go_back_for_one_reason(cast: Cast, di: Client) -> None:
    records = [writing.confirmed(cast, writing.THEME), writing.filed(cast)]
    assert standing_facts(records[0])
    page = di.post(reverse("desk-records"), {"pick": [key(it) for it in records], "reason": REASON}, follow=True)
    assert "已退回 2 条" in page.content.decode()
    assert {Record.objects.get(pk=it.pk).status for it in records} == {"returned"}
    assert not standing_facts(records[0])
    assert len(lines_of("record.sent-back")) == 2
    assert [row["title"] for row in task_rows(as_user(cast, "ann")) if row["state"] == "returned"]
    assert f"退回原因：{REASON}" in as_user(cast, "ann").get(reverse("tasks")).content.decode()


def test_what_was_confirmed_counts_no_more(cast: Cast, di: Client) -> None:
    record = writing.confirmed(cast, writing.THEME)
    why = reverse("why", args=("A", "hold-theme-day", "2020-09"))
    assert "已完成" in di.get(why).content.decode()
    di.post(reverse("desk-records"), {"pick": [key(record)], "reason": REASON})
    assert "已完成" not in di.get(why).content.decode()


@pytest.mark.parametrize(("form", "said"), [({"reason": REASON}, "还没有勾选"), ({"pick": "one"}, "退回要写明原因")])
def test_without_a_tick_or_a_reason_nothing_happens(cast: Cast, di: Client, form: dict[str, str], said: str) -> None:
    record = writing.filed(cast)
    answer = di.post(
        reverse("desk-records"), {name: key(record) if name == "pick" else it for name, it in form.items()}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Record.objects.get(pk=record.pk).status == "filed"
    assert answer.context["rows"][0]["picked"] is ("pick" in form)


def test_one_that_was_changed_meanwhile_keeps_all_where_they_are(cast: Cast, di: Client) -> None:
    first, second = writing.filed(cast), writing.filed(cast, writing.THEME)
    picked = [key(first), key(second)]
    writing.step(cast, "confirm", second)
    answer = di.post(reverse("desk-records"), {"pick": picked, "reason": REASON})
    assert answer.status_code == 422
    assert "勾选的都没有退回" in answer.content.decode()
    assert Record.objects.get(pk=first.pk).status == "filed"
    assert not lines_of("record.sent-back")


def test_strangers_records_are_neither_listed_nor_handed_back(cast: Cast, di: Client) -> None:
    foreign = writing.draft(cast, who="charlie", at="C")
    people = {"CHARLIE": PersonDraft("attend", roles=["chair"]), "EVE": PersonDraft("attend"),
              "WU": PersonDraft("attend")}  # fmt: skip
    words, texts = {"counted_present": "3"}, {"minutes": "学习讨论。"}
    foreign = writing.save(cast, foreign, who="charlie", people=people, words=words, texts=texts)
    foreign = writing.step(cast, "file", foreign, who="charlie")
    assert di.get(reverse("desk-records")).context["rows"] == []
    answer = di.post(reverse("desk-records"), {"pick": [key(foreign)], "reason": REASON})
    assert answer.status_code == 422
    assert Record.objects.get(pk=foreign.pk).status == "filed"


def test_drafts_are_nobodys_business_and_filters_narrow(cast: Cast, di: Client) -> None:
    writing.draft(cast)
    late, now = writing.filed(cast, on=writing.HELD.replace(month=8, day=20)), writing.confirmed(cast, writing.THEME)
    shown = di.get(reverse("desk-records")).context["rows"]
    assert {row["record"].pk for row in shown} == {late.pk, now.pk}
    only = di.get(reverse("desk-records"), {"entered": "late"}).context["rows"]
    assert [row["record"].pk for row in only] == [late.pk]
    filed = di.get(reverse("desk-records"), {"status": "confirmed", "org": "A"}).context["rows"]
    assert [row["record"].pk for row in filed] == [now.pk]
    assert di.get(reverse("desk-records"), {"org": "B"}).context["rows"] == []


def test_an_officer_above_hands_back_too(cast: Cast) -> None:
    record = writing.confirmed(cast)
    as_user(cast, "eve").post(reverse("desk-records"), {"pick": [key(record)], "reason": REASON})
    assert Record.objects.get(pk=record.pk).status == "returned"
