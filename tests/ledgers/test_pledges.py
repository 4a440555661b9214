"""三认领: pasted as one table or not at all, taken and done by the member, confirmed by the branch."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions.queries import looked_up_once
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take_own
from dengming.ledgers.pasting import file_table
from dengming.orgs.models import Member, Subject
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.standing.case_tasks import case_tasks
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import move, secretary

TABLE = "学习任务\t通读党章\t2020-09-30\tbo\n先锋岗位责任\t窗口引导\t2020-10-15\tBEN\n"


def paste(cast: Cast, table: str, who: str = "ann") -> int:
    return file_table(cast.scope(who), cast.org["A"].subject, register="member-pledge", table=table)


def test_a_table_becomes_pledges_of_members_with_their_day(cast: Cast) -> None:
    assert paste(cast, TABLE) == 2
    made = Entry.objects.all()
    found = {it.part: (it.fields["matter"], it.fields["due"], it.doer and it.doer.code) for it in made}
    assert found == {"study": ("通读党章", "2020-09-30", "BO"), "post": ("窗口引导", "2020-10-15", "BEN")}
    assert Line.objects.filter(action="table.filed").count() == 1


def test_a_heading_row_gives_the_order_and_empty_rows_are_passed_over(cast: Cast) -> None:
    paste(cast, "认领人\t类别\t认领什么\t什么时候做完\n\nbo\t为民服务项目\t结对帮扶\t2020-12-31\n")
    entry = Entry.objects.get()
    assert (entry.part, entry.fields["matter"], entry.fields["member"]) == ("service", "结对帮扶", "BO")


def test_every_faulty_row_is_told_with_its_number_and_none_is_filed(cast: Cast) -> None:
    bad = "学习任务\t通读党章\t2020-09-30\tbo\n学习\t甲\t2020-09-30\tbo\n学习任务\t\t下周\tbo\n"
    with pytest.raises(FieldRefusal) as refused:
        paste(cast, bad)
    told = refused.value.problems["table"].splitlines()
    assert told[0] == "有2行要改，一行也没有登记。"
    assert [it[:4] for it in told[1:]] == ["第2行：", "第3行："]
    assert "“认领什么”还没有填" in told[2]
    assert "“什么时候做完”" in told[2]
    assert not Entry.objects.exists()
    with pytest.raises(FieldRefusal, match="没有找到编号“charlie”的党员"):
        paste(cast, "学习任务\t通读党章\t2020-09-30\tcharlie")


def test_a_member_of_that_name_without_a_branch_is_passed_over_and_is_a_fault_of_the_row_alone(cast: Cast) -> None:
    for number, name in enumerate(("bo", "gone")):
        subject = Subject.objects.create(sort=Subject.Sort.PERSON, code=f"X{number}", name=name)
        Member.objects.create(subject=subject)
    assert paste(cast, "学习任务\t通读党章\t2020-09-30\tbo\n") == 1
    assert Entry.objects.get().doer == cast.person["bo"].subject
    with pytest.raises(FieldRefusal) as refused:
        paste(cast, "学习任务\t通读党章\t2020-09-30\tgone\n学习任务\t通读党章\t2020-09-30\tX1\n")
    told = refused.value.problems["table"].splitlines()
    assert told[1:] == [
        "第1行：“认领人”没有找到编号“gone”的党员：请从名单里选。",
        "第2行：“认领人”gone不是甲支部的党员：请从名单里选。",
    ]


@pytest.mark.parametrize(
    ("table", "said"), [(" \n", "一行内容也没有"), ("学习任务\ta\t2020-09-30\tbo\tx", "第1行多于4栏")]
)
def test_what_is_no_such_table_is_refused_as_a_whole(cast: Cast, table: str, said: str) -> None:
    with pytest.raises(FieldRefusal, match=said):
        paste(cast, table)


def test_only_who_records_there_pastes_and_only_where_the_file_says_so(cast: Cast) -> None:
    for who in ("bo", "charlie"):
        with pytest.raises(NotVisible):
            paste(cast, TABLE, who)
    with pytest.raises(Refusal, match="不能整表粘贴"):
        file_table(cast.scope("eve"), cast.org["WORK"].subject, register="deployment", table=TABLE)


def test_the_member_finds_it_in_the_own_list_takes_it_does_it_and_the_branch_confirms(cast: Cast) -> None:
    paste(cast, TABLE)
    entry, bo = Entry.objects.get(part="study"), cast.scope("bo")
    assert [it.title for it in tasks(bo, AsOf.at()) if it.kind == "entry"] == ["三认领：认领（通读党章）"]
    entry = take_own(bo, entry, step=Step("taken", TODAY, {"member": "BO"}), seen=entry.step)
    entry = take_own(bo, entry, step=Step("done", TODAY, {"result": "已通读"}), seen=entry.step)
    with pytest.raises(PermissionDenied):
        take_own(bo, entry, step=Step("confirmed", TODAY), seen=entry.step)
    assert move(cast, "ann", entry, "confirmed").stage == "confirmed"


def test_the_page_offers_the_paste_and_says_which_row_is_wrong(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["ann"])
    url = reverse("entry-paste", args=["member-pledge"])
    assert url in client.get(reverse("entry-list", args=["member-pledge"])).text
    answer = client.post(f"{url}?subject=A", {"table": "学习\t甲\t2020-09-30\tbo"})
    assert answer.status_code == 422
    assert "第1行" in answer.text
    client.post(f"{url}?subject=A", {"table": TABLE})
    assert Entry.objects.count() == 2


def test_the_secretary_does_not_confirm_the_own_pledge(cast: Cast) -> None:
    paste(cast, "学习任务\t通读党章\t2020-09-30\tann\n")
    entry = move(cast, "ann", Entry.objects.get(), "taken", member="ANN")
    entry = move(cast, "ann", entry, "done", result="已通读")
    with pytest.raises(Refusal, match="不能审核本人的"):
        move(cast, "ann", entry, "confirmed")
    give([NewPost(cast.person["bo"].pk, "branch-deputy-secretary", cast.org["A"].pk, TODAY)], entered=0)
    assert move(cast, "bo", entry, "confirmed").stage == "confirmed"


def test_what_waits_takes_as_many_queries_for_two_pledges_as_for_thirty(cast: Cast) -> None:
    """Those done wait for whoever confirms above where the secretary may not: asked once for all of them."""
    secretary(cast)

    def asked() -> int:
        with looked_up_once(), CaptureQueriesContext(connection) as queries:
            found = [it for it in case_tasks(cast.scope("di"), AsOf.at()) if it.kind == "entry"]
        assert found
        return len(queries)

    def done(number: int) -> None:
        paste(cast, "".join(f"学习任务\t通读第{it}章\t2020-09-30\tann\n" for it in range(number)))
        Entry.objects.filter(stage="offered").update(stage="done")

    done(4)  # more than stand singly
    asked()  # the first looks up words that are kept for the next
    few = asked()
    done(30)
    assert asked() == few


def test_who_pasted_the_pledges_of_others_confirms_them_and_nobody_above_is_asked(cast: Cast) -> None:
    secretary(cast)
    paste(cast, TABLE)
    Entry.objects.update(stage="done")
    assert [it for it in case_tasks(cast.scope("di"), AsOf.at())] == []
    assert len(list(case_tasks(cast.scope("ann"), AsOf.at()))) == 2


@pytest.mark.parametrize("written", ["2020/10/1", "2020.10.01", "2020年10月1日", "2020-10-1"])
def test_days_are_read_as_a_spreadsheet_writes_them(cast: Cast, written: str) -> None:
    paste(cast, f"学习任务\t通读党章\t{written}\tbo\n")
    assert Entry.objects.get().fields["due"] == "2020-10-01"
