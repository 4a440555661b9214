"""更名、调整隶属、合并、分设、撤销 by form: done with their papers, each refusal one sentence, history kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.orgs.models import Organisation
from dengming.orgs.queries import members_of
from tests.cast import SYSTEM, TODAY, Cast, build
from tests.web.desk import as_user, lines_of

pytestmark = pytest.mark.django_db
PAPER = "区直工委〔2020〕6号"


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def eve(cast: Cast) -> Client:
    return as_user(cast, "eve")


def change(client: Client, code: str, what: str, /, **form: Any) -> Any:
    return client.post(reverse("org-edit", args=[code, what]), form)


def events(client: Client, code: str) -> list[str]:
    return [event["title"] for event in client.get(reverse("org-detail", args=[code])).context["events"]]


def people(cast: Cast, code: str) -> set[str]:
    return {member.name for member in members_of(SYSTEM, Organisation.objects.get(subject__code=code))}


def test_a_new_name_keeps_the_old_one_in_the_history(eve: Client) -> None:
    assert change(eve, "A", "rename", name="甲新支部", since="2020-09-01", paper=PAPER).status_code == 302
    page = eve.get(reverse("org-detail", args=["A"])).content.decode()
    for words in ("甲新支部", "更名为“甲新支部”", "成立“甲支部”", PAPER):
        assert words in page
    assert len(lines_of("organisation.renamed")) == 1


def test_a_move_shows_who_stood_where(eve: Client) -> None:
    change(eve, "B", "move", parent="ELSE", on="2020-05-01", paper=PAPER)
    assert "隶属“外单位党委”" in events(eve, "B")
    then = {
        day: eve.get(reverse("org-detail", args=["COMM"]), {"on": day}).context for day in ("2020-04-30", "2020-05-01")
    }
    assert {day: page["page"].paginator.count for day, page in then.items()} == {"2020-04-30": 9, "2020-05-01": 5}
    assert [[node.code for node in page["below"]] for page in then.values()] == [["A", "B"], ["A"]]


def test_a_merger_takes_the_members_over_and_ends_the_other(cast: Cast, eve: Client) -> None:
    assert change(eve, "A", "merge", sources=["B"], on="2020-09-01", paper=PAPER).status_code == 302
    assert people(cast, "A") == {"ann", "bo", "ben", "bai", "pei", "yi", "di", "long", "lin"}
    assert "已于2020年8月31日撤销" in eve.get(reverse("org-detail", args=["B"])).content.decode()
    before = eve.get(reverse("org-detail", args=["B"]), {"on": "2020-08-31"})
    assert before.context["page"].paginator.count == 4


def test_a_split_takes_the_chosen_members(cast: Cast, eve: Client) -> None:
    form = {"name": "甲二支部", "code": "A-2", "founded": "2020-09-01", "people": ["BEN", "BAI"], "paper": PAPER}
    assert change(eve, "A", "split", **form).status_code == 302
    assert people(cast, "A-2") == {"ben", "bai"}
    assert people(cast, "A") == {"ann", "bo", "pei"}
    assert "成立“甲二支部”" in events(eve, "A-2")


def test_an_empty_branch_is_ended(eve: Client) -> None:
    change(eve, "A", "merge", sources=["B"], on="2020-09-01")
    form = {"kind": "branch", "parent": "COMM", "name": "丁支部", "code": "D", "founded": "2020-08-01"}
    assert eve.post(reverse("org-new"), form).status_code == 302
    assert change(eve, "D", "end", on="2020-09-05", paper=PAPER).status_code == 302
    assert Organisation.objects.get(subject__code="D").ended is not None


@pytest.mark.parametrize(
    ("code", "what", "form", "sentence"),
    [
        ("A", "rename", {"name": "甲支部", "since": "2020-09-01"}, "请填写与现名不同的新名称。"),
        ("A", "rename", {"name": "", "since": "2020-09-01"}, "请填写新名称。"),
        ("A", "rename", {"name": "甲新支部", "since": "2020-09-11"}, "晚于今天"),
        ("A", "rename", {"name": "甲新支部", "since": "上周"}, "看不懂启用日期"),
        ("A", "move", {"parent": "COMM", "on": "2020-09-01"}, "不用调整。"),
        ("A", "move", {"parent": "B", "on": "2020-09-01"}, "新的上级党组织不在可选的范围内"),
        ("A", "merge", {"on": "2020-09-01"}, "请选择并入的组织。"),
        ("A", "merge", {"sources": ["B"], "on": "2014-01-01"}, "早于“甲支部”的成立日期"),
        ("A", "split", {"name": "新", "code": "B", "founded": "2020-09-01", "people": ["BO"]}, "编号“B”已被使用"),
        ("A", "split", {"name": "新", "code": "N", "founded": "2020-09-01"}, "请选择转入新支部的党员。"),
        ("A", "end", {"on": "2020-09-01"}, "还有 5 名党员"),
        ("COMM", "end", {"on": "2020-09-01"}, "还有 2 个下级组织"),
        ("A", "approval", {"approval": ""}, "请填写设置批复文号。"),
        ("A", "condition", {"condition": "", "since": "2020-09-01"}, "请选择情况。"),
    ],
)
def test_each_refusal_is_a_sentence_and_changes_nothing(
    eve: Client, code: str, what: str, form: dict[str, Any], sentence: str
) -> None:
    before = events(eve, code)
    page = change(eve, code, what, **form)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert events(eve, code) == before


def test_who_may_not_appoint_may_not_change(cast: Cast) -> None:
    for name, status in (("di", 403), ("ann", 403), ("charlie", 404)):
        form = {"name": "甲新支部", "since": "2020-09-01"}
        assert change(as_user(cast, name), "A", "rename", **form).status_code == status
    assert "办理" not in str(as_user(cast, "ann").get(reverse("org-detail", args=["A"])).context["tasks"])


def test_no_such_change(eve: Client) -> None:
    assert change(eve, "A", "paint").status_code == 404
    assert TODAY.isoformat() in eve.get(reverse("org-edit", args=["A", "rename"])).content.decode()
