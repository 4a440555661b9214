"""`dengming export`: 完成情况, waivers and every declared register, of all or of one organisation."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from dengming.cli import export
from dengming.cli import main as entry
from dengming.ledgers import actions, waivers
from tests import cast as casting
from tests.cast import SYSTEM, Cast
from tests.cli.running import answer

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def exported(capsys: Capture, tmp_path: Path, *words: str) -> list[list[Any]]:
    """The rows of the workbook, the heading first; the command told how many."""
    file = tmp_path / "out.xlsx"
    told = answer(export, capsys, "export", *words, "-o", str(file))
    (sheet,) = CalamineWorkbook.from_path(str(file)).sheet_names
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name(sheet).to_python()
    assert told["rows"] == len(rows) - 1
    return rows


def test_a_register_has_its_fields_as_columns(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    for code in ("A", "C"):
        fields = {"volume": f"2020年 {code} 册", "keeper": "组织委员"}
        subject = cast.org[code].subject
        actions.file_entry(SYSTEM, subject, register="work-record-book", happened=date(2020, 1, 8), fields=fields)
    head, *lines = exported(capsys, tmp_path, "work-record-book")
    assert head[:6] == ["组织", "编号", "所属日期", "办理日期", "年度和册号", "保管人"]
    assert {line[4] for line in lines} == {"2020年 A 册", "2020年 C 册"}
    _, *own = exported(capsys, tmp_path, "work-record-book", "--org", "COMM")
    assert [line[1] for line in own] == ["A"]


def test_waivers_and_standing(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    grounds = waivers.Grounds("疫情防控", "机关党委会议", "1号")
    day, last = date(2020, 8, 1), date(2020, 8, 31)
    waivers.grant(SYSTEM, cast.org["A"].subject, duty="hold-theme-day", since=day, until=last, grounds=grounds)
    _, line = exported(capsys, tmp_path, "waivers")
    assert line[:3] == ["甲支部", "A", "每月开展主题党日"]
    head, *states = exported(capsys, tmp_path, "standing", "--org", "A")
    assert head[2] == "事项"
    assert ["甲支部", "A", "每月开展主题党日", "2020年8月"] in [state[:4] for state in states]
    assert "丙支部" not in {state[0] for state in states}


def test_cases_have_a_sheet_for_each_list_and_the_last_has_them_all(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    file = tmp_path / "out.xlsx"
    told = answer(export, capsys, "export", "rectification-task", "--org", "COMM", "-o", str(file))
    assert told["rows"] == 0
    assert CalamineWorkbook.from_path(str(file)).sheet_names == ["问题清单", "任务清单", "责任清单", "办理情况"]


def test_an_unknown_register_is_answered_with_those_there_are(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    assert entry.main(["export", "nothing", "-o", str(tmp_path / "a.xlsx")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("没有名为“nothing”的名册或台账")
    assert "training-plan（年度党员培训计划）" in said
    assert list(tmp_path.iterdir()) == []


def test_a_restricted_register_is_not_given_where_nobody_has_a_name(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    assert entry.main(["export", "sanction", "-o", str(tmp_path / "a.xlsx")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("没有名为“sanction”的名册或台账")
    assert "违纪党员处理" not in said
    assert list(tmp_path.iterdir()) == []
