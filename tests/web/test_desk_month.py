"""本月小结: its figures are those of the records, the states and the urgings; on paper and as a workbook."""

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.records import actions
from dengming.records.drafts import PersonDraft
from dengming.standing.month import Line
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def di(cast: Cast) -> Client:
    return as_user(cast, "di")


def month(di: Client, **query: str) -> Any:
    return di.get(reverse("desk-month"), query)


def lines(page: Any) -> dict[str, Line]:
    return {line.organisation.code: line for line, _ in page.context["lines"]}


def test_what_was_held_is_counted_from_the_records(cast: Cast, di: Client) -> None:
    writing.confirmed(cast, writing.MEETING, writing.THEME)
    writing.filed(cast, on=date(2020, 9, 3))
    page = month(di)
    branch = lines(page)["A"]
    assert (branch.records, dict(branch.kinds)) == (1, {writing.MEETING: 1, writing.THEME: 1})
    assert page.context["summary"].records == 1
    for words in ("本月已确认纪实 1 条", "主题党日1次", "支部党员大会1次"):
        assert words in page.content.decode()
    assert "没有补录" in page.content.decode()


def test_a_joint_record_counts_for_each_host_and_once_in_all(cast: Cast, di: Client) -> None:
    record = writing.save(cast, writing.draft(cast, writing.THEME, who="di"), who="di", hosts=["A", "B"])
    people = {**writing.A_PEOPLE, **{code: PersonDraft("attend") for code in ("YI", "DI", "LONG", "LIN")}}
    words, texts = {"counted_present": "7"}, {"minutes": "学习讨论。"}
    record = writing.save(cast, record, who="di", people=people, words=words, texts=texts)
    writing.step(cast, "file", record, who="di")
    writing.step(cast, "confirm", record)
    found = lines(month(di))
    assert (found["A"].records, found["B"].records) == (1, 1)
    assert month(di).context["summary"].records == 1


def test_what_was_entered_late_is_named(cast: Cast, di: Client) -> None:
    record = writing.confirmed(cast, on=date(2020, 9, 1))
    page = month(di)
    assert [row["on"] for row in page.context["late"]] == [date(2020, 9, 1)]
    assert "其中补录 1 条" in page.content.decode()
    assert lines(page)["A"].late == 1
    assert actions.withdraw(cast.scope("ann"), record, version=_version(record), reason="重复").status == "withdrawn"
    assert month(di).context["late"] == []


def _version(record: Any) -> int:
    record.refresh_from_db()
    return int(record.version)


def test_what_fell_due_equals_the_states(cast: Cast, di: Client) -> None:
    writing.confirmed(cast, writing.THEME)
    page = month(di)
    listed = di.get(reverse("standing-export"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(listed.content)).get_sheet_by_index(0).to_python()[1:]
    september = [row for row in rows if str(row[4]).startswith("2020-09") and row[7] != "免办"]
    totals = page.context["totals"]
    assert totals["owed"] == len(september) > 0
    assert totals["done"] == sum(row[7] in ("已完成", "逾期完成") for row in september) > 0
    overdue = [row for row in rows if row[7] == "逾期未完成"]
    assert totals["own_overdue"] + totals["members_overdue"] == len(overdue)
    assert "每季度召开支部党员大会" in {duty for group in page.context["overdue"] for duty, _ in group["rows"]}


def test_a_party_group_stands_after_its_branch(cast: Cast, di: Client) -> None:
    names = [group["name"] for group in month(di).context["overdue"]]
    assert names.index("甲一小组") == names.index("甲支部") + 1
    assert len(names) == len(set(names))


def test_who_urged_is_told(cast: Cast, di: Client) -> None:
    assert "本月没有催办" in month(di).content.decode()
    di.post(reverse("desk-urge"), {"pick": ["A|hold-branch-meeting", "B|hold-branch-meeting"], "note": "请抓紧"})
    text = month(di).content.decode()
    assert "本月催办 8 项" in text
    assert "8 项，涉及 2 个组织。附言：请抓紧" in text
    assert cast.user["di"].name in text
    assert "本月没有催办" in month(di, month="2020-08").content.decode()


def test_a_month_that_is_over_is_judged_at_its_end_by_what_is_entered_today(cast: Cast, di: Client) -> None:
    writing.confirmed(cast, on=date(2020, 8, 20))
    page = month(di, month="2020-08")
    assert page.context["as_of"] == date(2020, 8, 31)
    assert "截至2020年8月31日，按2020年9月10日所录" in page.content.decode()
    assert lines(page)["A"].records == 1
    assert lines(month(di))["A"].records == 0


def test_one_branch_alone(cast: Cast, di: Client) -> None:
    writing.confirmed(cast)
    assert set(lines(month(di, org="A"))) == {"A"}
    assert month(di, org="B").context["summary"].records == 0


def test_the_workbook_has_the_lines_of_the_paper(cast: Cast, di: Client) -> None:
    writing.confirmed(cast, writing.THEME)
    answer = di.get(reverse("desk-month-workbook"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["组织", "编号", "开展活动（条纪实）", "活动类别"]
    on_paper = lines(month(di))
    assert [row[1] for row in rows[1:]] == list(on_paper)
    branch = next(row for row in rows if row[1] == "A")
    assert branch[2:5] == [1, "主题党日1次", 0]
    assert branch[5:9] == [getattr(on_paper["A"].due, name) for name in ("owed", "done", "pending", "overdue")]
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
