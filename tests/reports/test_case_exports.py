"""Cases on paper and in workbooks: three lists by the same numbers, names for codes, 督办单 for what is late."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible, Scope
from dengming.editions.actions import name_committee
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.reports.case_papers import lists_of, print_list, print_supervision
from dengming.reports.reached import whole_reach
from dengming.reports.registers import export_register
from tests import cast as casting
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook

REGISTER = "rectification-task"
PLAN = "rectification-plan"
SHEETS = ["问题清单", "任务清单", "责任清单", "办理情况"]
WORDING = "少数党支部推行党员“积分争先、双色预警”机制流于形式的问题"


@pytest.fixture
def cast(db: None) -> Cast:
    """Each of two organisations has claimed a problem and has a row; the one of 机关党委 is approved."""
    cast = casting.build()
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    name_committee(SYSTEM, name="中共某区委区直机关工作委员会")
    preset = next(it for it in rulebook().entries["problem"].preset if it.clause == "A07")
    problem = filed(cast, "WORK", "problem", preset.fields)
    move(problem, "published", paper="整改工作方案")
    for code in ("COMM", "ELSE"):
        claim = problem.children.get(subject=cast.org[code].subject)
        row(cast, code, move(claim, "claimed", shown="记录不全"), f"{code}二季度没有通报")
    plan = filed(cast, "COMM", PLAN, {"name": "2020年整改方案"})
    record = writing.confirmed(cast, on=TODAY)
    move(plan, "reviewed", meeting="机关党委会9月9日", deployed=str(record.uid))
    more = {"content": "补通报", "measure": "列入议程", "due": "2020-09-25", "responsible": "ANN", "duties": "督促"}
    move(Entry.objects.get(register=REGISTER, subject=cast.org["COMM"].subject), "approved", **more)
    return cast


def filed(cast: Cast, code: str, register: str, fields: dict[str, str], **more: Any) -> Entry:
    subject = cast.org[code].subject
    entry: Entry = file_entry(SYSTEM, subject, register=register, happened=TODAY, fields=fields, **more)
    return entry


def row(cast: Cast, code: str, claim: Entry, shown: str) -> Entry:
    fields = {"shown": shown, "source": "自查", "root": "责任意识不强"}
    return filed(cast, code, REGISTER, fields, part="immediate", parent=claim)


def move(entry: Entry, stage: str, **fields: str) -> Entry:
    moved: Entry = take(SYSTEM, entry, step=Step(stage, TODAY, fields), seen=entry.step)
    return moved


def workbook(cast: Cast, scope: Scope, register: str = REGISTER, org: str = "") -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet, by their headings."""
    target, organisations = io.BytesIO(), [cast.org[org]] if org else whole_reach(scope)
    export_register(scope, target, register=rulebook().entries[register], organisations=organisations)
    target.seek(0)
    book = CalamineWorkbook.from_filelike(target)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {name: [dict(zip(map(str, head), it, strict=True)) for it in rows] for name, (head, *rows) in sheets.items()}


def printed(cast: Cast, scope: Scope, name: str, register: str = REGISTER, org: str = "") -> bytes:
    organisations = [cast.org[org]] if org else whole_reach(scope)
    data: bytes = print_list(scope, register=rulebook().entries[register], name=name, organisations=organisations)
    return data


def supervised(cast: Cast, scope: Scope, org: str = "") -> bytes:
    organisations = [cast.org[org]] if org else whole_reach(scope)
    data: bytes = print_supervision(scope, register=rulebook().entries[REGISTER], organisations=organisations)
    return data


def words(data: bytes) -> list[str]:
    return [it.text for it in Document(io.BytesIO(data)).paragraphs if it.text]


def tables(data: bytes) -> list[list[list[str]]]:
    found = Document(io.BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def test_the_sheets_refer_to_one_another_by_the_same_number(cast: Cast) -> None:
    found = workbook(cast, cast.scope("eve"))
    assert list(found) == SHEETS
    for name in SHEETS:
        assert [(it["序号"], it["组织"]) for it in found[name]] == [(1, "机关党委"), (2, "外单位党委")]
        assert {it["所属的问题"] for it in found[name]} == {WORDING}
    assert [it["问题表现"] for it in found["问题清单"]] == ["COMM二季度没有通报", "ELSE二季度没有通报"]
    assert found["任务清单"][0]["完成时限"] == date(2020, 9, 25)
    assert [it["责任人"] for it in found["责任清单"]] == ["ann", ""]
    stands = found["办理情况"][0]
    assert (stands["阶段"], stands["期限"], stands["承办人"]) == ("整改中", date(2020, 9, 25), "ann")
    assert stands["办理经过"] == "2020年9月10日 整改中"


def test_a_withdrawn_case_has_no_number_and_says_why(cast: Cast) -> None:
    withdraw_entry(SYSTEM, Entry.objects.get(register=REGISTER, subject=cast.org["COMM"].subject), reason="重复登记")
    found = workbook(cast, cast.scope("eve"))
    assert [it["组织"] for it in found["问题清单"]] == ["外单位党委"]
    last = found["办理情况"][-1]
    assert (last["序号"], last["阶段"], last["撤回原因"]) == ("", "已撤回", "重复登记")


def test_a_register_without_lists_is_one_sheet_and_names_its_records(cast: Cast) -> None:
    (plan,) = workbook(cast, cast.scope("di"), PLAN)["整改方案"]
    assert plan["书记亲自部署（已有记录）"] not in ("", "记录")
    assert (plan["阶段"], plan["方案名称"]) == ("党委会已审定", "2020年整改方案")
    assert lists_of(rulebook().entries[PLAN]) == ["整改方案"]


def test_what_was_asked_for_keeps_its_column_and_what_was_not_takes_no_room(cast: Cast) -> None:
    filed(cast, "ELSE", PLAN, {"name": "ELSE整改方案"})  # not reviewed yet: its secretary was asked for nothing
    head, reviewed, drafted = tables(printed(cast, cast.scope("eve"), "整改方案", PLAN))[0]
    by_head = {name: (first, second) for name, first, second in zip(head, reviewed, drafted, strict=True)}
    for name in ("书记亲自过问（已有记录）", "书记亲自指导（已有记录）", "书记亲自修改（修改稿存放处）"):
        assert by_head[name] == ("—", "")
    assert by_head["审定的党委会（日期和名称）"] == ("机关党委会9月9日", "")
    assert not {"报备文号", "盖章件存放处"} & set(head)  # no plan has come to its filing
    assert head[-2:] == ["阶段", "期限"]


def test_what_was_sent_back_is_not_asked_for_any_more(cast: Cast) -> None:
    plan = Entry.objects.get(register=PLAN)
    send_back(SYSTEM, plan, to="drafted", reason="重新讨论", seen=plan.step)
    head = tables(printed(cast, cast.scope("eve"), "整改方案", PLAN))[0][0]
    assert head == ["序号", "组织", "方案名称", "阶段", "期限"]


def test_the_plan_is_printed_with_its_lists_behind_it_as_each_is_by_itself(cast: Cast) -> None:
    eve = cast.scope("eve")
    data = printed(cast, eve, "整改方案", PLAN)
    plan, *lists = tables(data)
    assert plan[1][:3] == ["1", "机关党委", "2020年整改方案"]
    assert lists == [tables(printed(cast, eve, name))[0] for name in SHEETS[:3]]
    titles = [it for it in Document(io.BytesIO(data)).paragraphs if it.text == words(data)[0]]
    assert [bool(it.paragraph_format.page_break_before) for it in titles[::2]] == [False, True, True, True]
    plan, *lists = tables(printed(cast, eve, "整改方案", PLAN, org="COMM"))
    assert [len(it) for it in (plan, *lists)] == [2, 2, 2, 2]  # of the same organisation alone


def test_the_workbook_of_the_plan_has_the_same_sheets_and_counts_the_plans(cast: Cast) -> None:
    eve = cast.scope("eve")
    found, alone = workbook(cast, eve, PLAN), workbook(cast, eve)
    assert list(found) == ["整改方案", *SHEETS[:3]]
    assert [found[name] for name in SHEETS[:3]] == [alone[name] for name in SHEETS[:3]]
    register, organisations = rulebook().entries[PLAN], whole_reach(eve)
    assert export_register(eve, io.BytesIO(), register=register, organisations=organisations) == 1


def test_a_plan_without_rows_is_printed_alone(cast: Cast) -> None:
    withdraw_entry(SYSTEM, Entry.objects.get(register=REGISTER, subject=cast.org["COMM"].subject), reason="重复登记")
    assert len(tables(printed(cast, cast.scope("di"), "整改方案", PLAN))) == 1
    assert list(workbook(cast, cast.scope("di"), PLAN)) == ["整改方案"]
    with pytest.raises(Refusal, match="“整改方案”里还没有"):
        printed(cast, cast.scope("eve"), "整改方案", PLAN, org="ELSE")  # rows without a plan are no plan


def test_nobody_gets_more_than_the_page_shows(cast: Cast) -> None:
    assert [it["组织"] for it in workbook(cast, cast.scope("di"))["问题清单"]] == ["机关党委"]
    assert [it["责任人"] for it in workbook(cast, cast.scope("ann"))["责任清单"]] == ["ann"]  # it came to her
    assert workbook(cast, cast.scope("ann"), org="A1")["责任清单"] == []
    assert workbook(cast, cast.scope("charlie"))["责任清单"] == []
    for act in (workbook, supervised):
        with pytest.raises(NotVisible):
            act(cast, cast.scope("charlie"), org="COMM")
    with pytest.raises(NotVisible):
        printed(cast, cast.scope("di"), "问题清单", org="ELSE")


def test_a_case_at_an_inner_stage_is_exported_for_the_committee_alone(cast: Cast) -> None:
    fields = {"number": "2", "wording": "待发布的问题", "source": "自查", "reach": "个性", "span": "阶段性"}
    filed(cast, "WORK", "problem", fields)
    assert "待发布的问题" in {it["问题"] for it in workbook(cast, cast.scope("eve"), "problem")["整改问题目录"]}
    assert workbook(cast, cast.scope("di"), "problem")["整改问题目录"] == []


def test_each_file_leaves_one_line_in_the_journal(cast: Cast) -> None:
    set_clock(date(2020, 10, 8))
    eve, before = cast.scope("eve"), Line.objects.count()
    workbook(cast, eve)
    printed(cast, eve, "问题清单")
    printed(cast, eve, "整改方案", PLAN)
    supervised(cast, eve)
    lines = Line.objects.order_by("pk")[before:]
    assert [it.action.removeprefix("register.") for it in lines] == ["exported", "printed", "printed", "supervised"]
    assert "基层党建问题整改责任清单" in lines[2].note


def test_a_list_says_whose_it_is_and_has_the_columns_of_its_sheet(cast: Cast) -> None:
    data = printed(cast, cast.scope("eve"), "责任清单")
    assert words(data)[:2] == ["中共某区委区直机关工作委员会", "基层党建问题整改责任清单"]
    assert "序号与问题清单、任务清单的相同" in words(data)[2]
    ((head, first, _),) = tables(data)
    assert head == ["序号", "组织", "所属的问题", "类别", "牵头领导", "责任岗位", "责任人", "责任人职责"]
    assert (first[3], first[6]) == ("立行立改", "ann")
    assert words(printed(cast, cast.scope("eve"), "任务清单", org="COMM"))[0] == "机关党委"


def test_a_list_names_nobody_who_has_nothing_on_it(cast: Cast) -> None:
    organisations = [cast.org["COMM"], cast.org["C"]]  # such as a contact point that one reads too
    data: bytes = print_list(
        SYSTEM, register=rulebook().entries[REGISTER], name="责任清单", organisations=organisations
    )
    assert words(data)[0] == "机关党委"


def test_a_list_lies_across_with_its_head_on_every_page(cast: Cast) -> None:
    paper = Document(io.BytesIO(printed(cast, cast.scope("eve"), "任务清单")))
    section = paper.sections[0]
    assert [round(it.mm) for it in (section.page_width, section.page_height)] == [297, 210]  # type: ignore[union-attr]
    assert paper.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    widths = [column.width.mm for column in paper.tables[0].columns]
    assert round(sum(widths)) == 225


def test_an_empty_list_is_not_printed(cast: Cast) -> None:
    with pytest.raises(Refusal, match="还没有可以打印的条目"):
        printed(cast, cast.scope("charlie"), "问题清单")


def test_the_committee_writes_to_each_organisation_what_is_late(cast: Cast) -> None:
    eve = cast.scope("eve")
    with pytest.raises(Refusal, match="没有超过时限"):
        supervised(cast, eve)
    set_clock(date(2020, 10, 8))
    data = supervised(cast, eve)
    said = words(data)
    assert said[0] == "中共某区委区直机关工作委员会"
    assert "机关党委：" in said
    assert "外单位党委：" not in said  # its row has no day yet
    ((_, case),) = tables(data)
    assert case == ["1", "COMM二季度没有通报", "ann", "2020年9月25日", "13天", "　月　日前"]
    assert words(supervised(cast, cast.scope("di")))[0] == "机关党委"


def test_what_is_done_is_not_late(cast: Cast) -> None:
    Entry.objects.filter(register=REGISTER).update(stage="closed")
    set_clock(date(2020, 10, 8))
    with pytest.raises(Refusal, match="没有超过时限"):
        supervised(cast, cast.scope("eve"))


def test_the_same_content_has_the_same_bytes(cast: Cast) -> None:
    set_clock(date(2020, 10, 8))
    eve = cast.scope("eve")
    assert printed(cast, eve, "问题清单") == printed(cast, eve, "问题清单")
    assert supervised(cast, eve) == supervised(cast, eve)


def test_whoever_reaches_nothing_gets_nothing(cast: Cast) -> None:
    with pytest.raises((NotVisible, PermissionDenied)):
        workbook(cast, cast.scope("bo"))


def test_lines_that_are_only_filed_are_printed_as_one_list(cast: Cast) -> None:
    """In the official order, without those withdrawn, with no column that nothing stands in."""
    plans = {code: filed(cast, code, "training-plan", {"title": f"{code}计划"}) for code in ("ELSE", "COMM", "A")}
    withdraw_entry(SYSTEM, plans["A"], reason="重复")
    (table,) = Document(io.BytesIO(printed(cast, SYSTEM, "年度党员培训计划", "training-plan"))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "组织", "所属日期", "办理日期", "计划名称"],
        ["1", "机关党委", "2020年9月10日", "2020年9月10日", "COMM计划"],
        ["2", "外单位党委", "2020年9月10日", "2020年9月10日", "ELSE计划"],
    ]
    assert '"lines":2' in Line.objects.order_by("-seq")[0].note
