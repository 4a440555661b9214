"""六员: a member takes one or more of six roles; pasted by names; in the archive; nothing is judged by it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.accounts.scope import NotVisible
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.pasting import columns_of, file_table
from dengming.ledgers.steps import has_expired
from dengming.records.archive import timeline
from dengming.records.booklet import Stretch
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.shipped import rulebook

TABLE = (
    "bo\t政策宣传员\t某某社区，每月一次宣讲\t\nbo\t公益事业促进员\t区图书馆\t2020-12-31\nPEI\t政策宣传员\t办事大厅\t\n"
)
URL = reverse("entry-paste", args=["six-role"])


def paste(cast: Cast, table: str, who: str = "ann", at: str = "A") -> int:
    return file_table(cast.scope(who), cast.org[at].subject, register="six-role", table=table)


def client(cast: Cast, who: str) -> Client:
    found = Client()
    found.force_login(cast.user[who])
    return found


def test_a_table_of_names_becomes_lines_about_members(cast: Cast) -> None:
    assert columns_of(rulebook().entries["six-role"]) == ["姓名", "类别", "在哪里、做什么", "到哪一天"]
    assert paste(cast, TABLE) == 3
    lines = Entry.objects.order_by("pk")
    assert [(it.subject.name, it.part, it.fields["where"]) for it in lines] == [
        ("bo", "policy", "某某社区，每月一次宣讲"),
        ("bo", "welfare", "区图书馆"),
        ("pei", "policy", "办事大厅"),
    ]
    assert [has_expired(it, date(2021, 1, 1)) for it in lines] == [False, True, False]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("charlie\t政策宣传员\t社区\t\n", "没有找到甲支部的党员“charlie”"),
        ("nobody\t政策宣传员\t社区\t\n", "没有找到甲支部的党员“nobody”"),
        ("\t政策宣传员\t社区\t\n", "“姓名”还没有填"),
        ("bo\t宣传员\t社区\t\n", "“类别”请从“政策宣传员”"),
        ("ben\t政策宣传员\t\t\n", "“在哪里、做什么”还没有填"),
    ],
)
def test_a_faulty_row_is_told_and_nothing_is_filed(cast: Cast, table: str, said: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        paste(cast, TABLE + table)
    assert "第4行" in refused.value.problems["table"]
    assert said in refused.value.problems["table"]
    assert not Entry.objects.exists()


def test_only_who_records_for_the_branch_enters_it(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        paste(cast, TABLE, "charlie")
    with pytest.raises((NotVisible, PermissionDenied)):
        paste(cast, TABLE, "bo")


def test_it_is_in_the_members_archive_and_asks_nothing_of_anybody(cast: Cast) -> None:
    before = {who: len(tasks(cast.scope(who), AsOf.at())) for who in ("ann", "bo")}
    paste(cast, TABLE)
    bo = cast.person["bo"]
    told = [it for it in timeline(cast.scope("bo"), bo, Stretch(date(2020, 1, 1), TODAY)) if it.title == "六员"]
    assert sorted(it.detail.split("，")[0] for it in told) == ["公益事业促进员", "政策宣传员"]
    assert {who: len(tasks(cast.scope(who), AsOf.at())) for who in ("ann", "bo")} == before


def test_the_form_takes_several_roles_at_once(cast: Cast) -> None:
    ann = client(cast, "ann")
    new = reverse("entry-new", args=["six-role"]) + "?subject=BO"
    assert "不写个人的思想、信仰、健康、家庭情况" in ann.get(new).text
    form = {"parts": ["policy", "stability"], "happened": "2020-09-01", "field-where": "所在小区"}
    assert ann.post(new, form).status_code == 302
    assert sorted(Entry.objects.values_list("part", flat=True)) == ["policy", "stability"]
    assert "所在小区" in ann.get(reverse("entry-list", args=["six-role"])).text


def test_the_page_goes_on_where_there_is_one_branch_and_takes_the_table(cast: Cast) -> None:
    ann = client(cast, "ann")
    assert ann.get(URL).headers["Location"] == f"{URL}?subject=A"
    assert ann.post(URL + "?subject=A", {"table": TABLE}).status_code == 302
    assert Entry.objects.count() == 3


def test_a_role_that_is_over_says_so(cast: Cast) -> None:
    fields = {"where": "区图书馆", "until": "2020-08-31"}
    subject = cast.person["bo"].subject
    file_entry(cast.scope("ann"), subject, register="six-role", part="welfare", happened=TODAY, fields=fields)
    assert "已到期" in client(cast, "ann").get(reverse("entry-list", args=["six-role"])).text


def test_the_list_takes_as_many_queries_for_three_lines_as_for_twenty(cast: Cast) -> None:
    address, ann = reverse("entry-list", args=["six-role"]), client(cast, "ann")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ann.get(address).status_code == 200
        return len(queries)

    paste(cast, TABLE)
    asked()  # the first looks up words that are kept for the next
    few = asked()
    parts = [part.name for part in rulebook().entries["six-role"].parts]
    paste(cast, "".join(f"{who}\t{part}\t社区\t\n" for who in ("ann", "ben", "bai") for part in parts))
    assert asked() == few
