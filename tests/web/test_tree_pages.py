"""The tree of a register by its pages: a page for each battle, begun from above without typing again, read in reach."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.ledgers.models import Entry
from tests.cast import TODAY, Cast, build, set_clock
from tests.ledgers.battling import TASK, finished, post, settled, share, went
from tests.ledgers.rectifying import move
from tests.records import writing
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
PAGE = reverse("entry-list", args=["battle-task"])


@pytest.fixture
def cast() -> Cast:
    return build()


def seen(cast: Cast, who: str, query: str = "?part=poverty") -> str:
    return unescape(as_user(cast, who).get(PAGE + query).text)


def test_the_overview_leads_to_a_page_for_each_battle(cast: Cast) -> None:
    finished(cast, post(cast, share(cast, settled(cast)), "BO"))
    context = as_user(cast, "eve").get(PAGE).context
    assert [(it["label"], it["figures"].done, it["figures"].leaves) for it in context["parts"]] == [
        ("脱贫攻坚", 1, 1),
        ("特色农业", 0, 0),
        ("全域旅游", 0, 0),
        ("现代工业", 0, 0),
        ("新型城镇化", 0, 0),
    ]
    assert "包联村饮水安全达标" not in seen(cast, "eve", "?part=towns")
    assert as_user(cast, "eve").get(PAGE + "?part=other").status_code == 404


def test_a_battles_page_shows_the_whole_way_down_with_its_figures_and_proof(cast: Cast) -> None:
    record, branch = went(cast), share(cast, settled(cast))
    finished(cast, post(cast, branch, "BO"), record=str(record.uid))
    post(cast, branch, "BEN", matter="讲政策", due="2020-09-12")
    set_clock(date(2020, 9, 21))
    page = as_user(cast, "eve").get(PAGE + "?part=poverty")
    stats = {it["label"]: it["value"] for it in page.context["stats"]}
    assert stats == {"攻坚任务": 1, "承担的组织": 2, "责任人": 2, "完成": "1/2", "逾期": 1, "佐证的活动记录": 1}
    text = unescape(page.text)
    for words in (
        "包联村饮水安全达标",
        "甲支部",
        "bo",
        "每月走访5户",
        "已过期9天",
        "其中1件待确认",
        "做完了，待支部确认",
    ):
        assert words in text
    assert text.count(reverse("record-detail", args=[record.uid])) == 2  # at the task, and in the list of records


def test_it_is_begun_from_above_and_what_was_said_there_is_not_typed_again(cast: Cast) -> None:
    task, di = settled(cast), as_user(cast, "di")
    asked = reverse("entry-new", args=["battle-branch-task"]) + f"?parent={task.uid}"
    assert asked in unescape(di.get(reverse("case", args=[task.uid])).text)
    choice = di.get(asked)
    assert [code for _, code in choice.context["offered"]] == ["A", "B"]
    answer = di.get(asked + "&who=甲支部 A")
    form = di.get(answer["Location"])
    assert form.context["form"].initial["field-matter"] == TASK["matter"]
    assert "脱贫攻坚" not in [it.label for it in form.context["form"]]
    said = {f"field-{name}": value for name, value in TASK.items()}
    assert di.post(answer["Location"], {"happened": TODAY.isoformat(), **said}).status_code == 302
    made = Entry.objects.get(register="battle-branch-task")
    assert (made.parent_id, made.subject.code) == (task.pk, "A")
    assert "脱贫攻坚" in di.get(reverse("case", args=[made.uid])).text


def test_a_branch_begins_for_itself_without_being_asked_which(cast: Cast) -> None:
    branch = share(cast, settled(cast))
    said = unescape(as_user(cast, "ann").get(reverse("case", args=[branch.uid])).text)
    assert reverse("entry-new", args=["battle-post-task"]) + f"?parent={branch.uid}&subject=A" in said


def test_the_member_chooses_among_the_records_that_name_the_member(cast: Cast) -> None:
    branch, record = share(cast, settled(cast)), went(cast)
    for who, offered in (("bo", True), ("ben", False)):  # Ben was not there
        entry = move(cast, "ann", post(cast, branch, who.upper()), "promised", promise="一户不漏")
        page = as_user(cast, who).get(reverse("case", args=[entry.uid])).text
        assert (who, f'value="{record.uid}"' in page) == (who, offered)


def test_a_new_task_of_a_battle_begins_with_that_battle(cast: Cast) -> None:
    settled(cast)
    assert reverse("entry-new", args=["battle-task"]) + "?part=towns" in seen(cast, "di", "?part=towns")
    di = as_user(cast, "di")
    answer = di.get(reverse("entry-new", args=["battle-task"]) + "?part=towns&who=机关党委 COMM")
    assert answer.status_code == 302
    assert "part=towns" in answer["Location"]
    assert 'value="towns" required id="id_parts_4" checked' in di.get(answer["Location"]).text


def test_above_the_own_only_the_name_is_read_and_strangers_read_nothing(cast: Cast) -> None:
    task = settled(cast)
    post(cast, share(cast, task), "BO")
    share(cast, task, "B")
    told = seen(cast, "bo")
    assert "上级的攻坚任务" in told
    assert "数字只算您能看到的" in told
    assert reverse("case", args=[task.uid]) not in told
    assert "乙支部" not in told
    assert "包联村饮水安全达标" not in seen(cast, "charlie")


def test_the_page_asks_as_often_for_many_as_for_few(cast: Cast) -> None:
    branch, eve = share(cast, settled(cast)), as_user(cast, "eve")
    record = writing.confirmed(cast, on=TODAY)
    finished(cast, post(cast, branch, "BO"), record=str(record.uid))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert eve.get(PAGE + "?part=poverty").status_code == 200
        return len(queries)

    asked()  # what is remembered from page to page
    few = asked()
    for number in range(30):
        finished(cast, post(cast, branch, "BEN", matter=f"走访第{number}户"), record=str(record.uid))
        post(cast, branch, "BEN", matter=f"再访第{number}户")
    assert asked() == few
