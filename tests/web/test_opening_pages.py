"""认领 by the pages: 我的 says how many there are, the list has the button, the case is taken in the own name."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.ledgers.models import Entry
from dengming.ledgers.pasting import file_table
from tests.cast import Cast, build
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
LIST = reverse("entry-list", args=["member-pledge"]) + "?view=list"


@pytest.fixture
def cast() -> Cast:
    return build()


def offer(cast: Cast, *matters: str) -> None:
    table = "".join(f"学习任务\t{it}\t2020-09-30\t\n" for it in matters)
    file_table(cast.scope("ann"), cast.org["A"].subject, register="member-pledge", table=table)


def step_of(entry: Entry) -> str:
    return reverse("case-step", args=[entry.uid, "taken"])


def form(name: str) -> dict[str, str]:
    return {"taken-seen": "0", "taken-happened": "2020-09-10", "taken-field-member": name}


def test_a_plain_member_finds_what_may_be_taken_and_takes_it(cast: Cast) -> None:
    bo = as_user(cast, "bo")
    assert "可认领" not in bo.get(reverse("own")).text
    offer(cast, "通读党章")
    entry = Entry.objects.get()
    own = bo.get(reverse("own")).text
    assert "三认领：可认领的项目 1 件" in own
    assert LIST in own
    assert "通读党章" not in bo.get(reverse("tasks")).text
    assert f'href="{reverse("case", args=[entry.uid])}">认领' in bo.get(LIST).text
    page = bo.get(reverse("case", args=[entry.uid])).text
    assert 'name="taken-field-member" value="bo BO"' in page
    assert bo.post(step_of(entry), form("bo BO")).status_code == 302
    entry.refresh_from_db()
    assert (entry.stage, entry.doer) == ("taken", cast.person["bo"].subject)
    assert "做完了" in bo.get(reverse("case", args=[entry.uid])).text


def test_another_name_is_refused_in_one_sentence_and_the_slower_one_is_told(cast: Cast) -> None:
    offer(cast, "通读党章")
    entry, bo = Entry.objects.get(), as_user(cast, "bo")
    refused = bo.post(step_of(entry), form("BEN"))
    assert refused.status_code == 422
    assert list(refused.context["failed"].errors) == ["field-member"]
    assert Entry.objects.get().stage == "offered"
    assert as_user(cast, "ben").post(step_of(entry), form("BEN")).status_code == 302
    late = bo.post(step_of(entry), form("BO"), follow=True)
    assert "这一件刚刚由别人认领了" in late.text
    assert Entry.objects.get().doer == cast.person["ben"].subject


@pytest.mark.parametrize("who", ["yi", "charlie"])
def test_a_stranger_finds_and_takes_nothing(cast: Cast, who: str) -> None:
    offer(cast, "通读党章")
    entry, client = Entry.objects.get(), as_user(cast, who)
    assert "可认领" not in client.get(reverse("own")).text
    assert "通读党章" not in client.get(LIST).text
    assert client.get(reverse("case", args=[entry.uid])).status_code == 404
    for _ in ("before", "after"):
        assert client.post(step_of(entry), form(who.upper())).status_code == 404
        as_user(cast, "bo").post(step_of(entry), form("BO"))


def test_the_list_takes_as_many_queries_for_two_offers_as_for_twenty(cast: Cast) -> None:
    bo: Client = as_user(cast, "bo")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert bo.get(LIST).text.count("认领<span") >= 2
        return len(queries)

    offer(cast, "甲项目", "乙项目")
    asked()  # the first looks up words that are kept for the next
    few = asked()
    offer(cast, *(f"第{number}项" for number in range(20)))
    assert asked() == few
