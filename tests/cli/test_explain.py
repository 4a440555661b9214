"""`dengming explain`: facts, the term in force and its source behind one state, and bad input."""

from datetime import date
from typing import Any

import pytest

from dengming.cli import explain
from dengming.cli import main as entry
from dengming.ledgers.actions import file_entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.spans import NewSpan, add
from dengming.refusal import Refusal
from tests import cast as casting
from tests.cast import Cast
from tests.cli.running import answer, run
from tests.records import writing

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build(date(2020, 3, 20))


def words(subject: str = "A", duty: str = "hold-branch-meeting", period: str = "2020-Q1") -> list[str]:
    return ["explain", "--subject", subject, "--duty", duty, "--period", period, "--on", "2020-04-11"]


def test_it_names_fact_term_and_article(cast: Cast, capsys: Capture) -> None:
    record = writing.confirmed(cast, on=date(2020, 3, 20))
    found: dict[str, Any] = answer(explain, capsys, *words())
    assert (found["duty"], found["subject"], found["period"], found["state"]) == (
        "hold-branch-meeting", "A", "2020-Q1", "met",
    )  # fmt: skip
    (need,) = found["needs"]
    (fact,) = need["facts"]
    assert (fact["happened"], fact["counts"]) == ("2020-03-20", True)
    assert str(record.uid) in str(fact)
    assert any(item.get("article") == "第十一条" for item in found["basis"])
    run(explain, *words())
    said = capsys.readouterr().out
    assert "2020-03-20" in said
    assert "计入" in said
    assert "《中国共产党支部工作条例（试行）》 第十一条" in said


def test_it_tells_why_nothing_is_owed(cast: Cast, capsys: Capture) -> None:
    found = answer(explain, capsys, *words(duty="hold-branch-committee-meeting", period="2020-03"))
    assert found["needs"] == []
    assert found["sentence"]


def test_a_withdrawn_record_is_still_the_reason_of_then(cast: Cast, capsys: Capture) -> None:
    record = writing.confirmed(cast, on=date(2020, 3, 20))
    casting.set_clock(date(2020, 5, 6))
    writing.step(cast, "withdraw", record, reason="会没有开成")
    assert answer(explain, capsys, *words(), "--known", "2020-05-05")["state"] == "met"
    assert answer(explain, capsys, *words(), "--known", "2020-05-06")["state"] == "overdue"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (words(subject="NOPE"), "没有编号为“NOPE”的组织或党员"),
        (words(duty="nope"), "没有名为“nope”的事项"),
        (words(period="2020-Q5"), "看不懂周期“2020-Q5”"),
        (words(period="2020-03"), "没有“2020-03”这个周期"),
    ],
)
def test_bad_input_is_one_sentence(cast: Cast, capsys: Capture, asked: list[str], sentence: str) -> None:
    assert entry.main([*asked, "--json"]) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert (printed.err.count("\n"), printed.out) == (1, "")


def test_it_explains_points_row_by_row(cast: Cast, capsys: Capture) -> None:
    record = writing.confirmed(cast, on=date(2020, 3, 20))
    words = ["explain", "--subject", "PEI", "--duty", "member-points", "--period", "2020"]
    found: dict[str, Any] = answer(explain, capsys, *words)
    assert (found["points"], found["base"], found["sum"], found["colour"]) == (58, 60, -2, "yellow")
    (row,) = found["rows"]
    assert (row["rule"], row["paid"], row["about"], row["source"]["sort"]) == ("absent", -2, "2020-03-20", "record")
    assert (row["source"]["uid"], row["source"]["title"]) == (str(record.uid), "支部党员大会")
    assert "C22" in {basis.get("clause") for basis in row["basis"]}
    assert found["lifted_when"] == ["积分回到 60 分（还差 2 分）"]
    run(explain, *words)
    said = capsys.readouterr().out
    assert "从60分起，加0分、减2分，现有58分；黄色预警（积分 58 分，低于 60 分）。" in said
    assert f"纪实“支部党员大会”（{record.uid}）" in said
    assert "每次减2分，每年最多减20分（讲话 C22、本地参数、本系统做法）" in said


def test_points_given_by_hand_name_their_line_and_who_gave_them(cast: Cast, capsys: Capture) -> None:
    casting.set_clock()
    fields = {"matter": "社区值守", "evidence": "登记表"}
    pei, day = cast.person["pei"].subject, date(2020, 7, 1)
    line = file_entry(cast.scope("di"), pei, register="merit", part="service", happened=day, fields=fields)
    take(cast.scope("ann"), line, step=Step("approved", casting.TODAY), seen=0)
    run(explain, "explain", "--subject", "PEI", "--duty", "member-points", "--period", "2020")
    assert f"台账“社区值守；登记表（di登记，ann审核）”（{line.uid}）" in capsys.readouterr().out


def test_overdue_duties_behind_a_colour_are_named(cast: Cast, capsys: Capture) -> None:
    add(NewSpan(cast.person["pei"].pk, "leading-cadre", casting.SINCE), entered=0)
    casting.set_clock(date(2020, 3, 31))
    words = ["explain", "--subject", "PEI", "--duty", "member-points", "--period", "2020"]
    found: dict[str, Any] = answer(explain, capsys, *words)
    assert found["overdue"][-1]["duty_name"] == "每月一集中、两报告"
    run(explain, *words)
    said = capsys.readouterr().out
    assert said.count("逾期的本人应办：") == len(found["overdue"]) > 0
    assert "每月一集中、两报告，2020年1月（讲话 C" in said


def test_a_period_that_has_not_begun_has_no_points(cast: Cast) -> None:
    with pytest.raises(Refusal, match="2021年还没有开始，没有积分可查"):
        run(explain, "explain", "--subject", "PEI", "--duty", "member-points", "--period", "2021")


def test_points_are_asked_by_their_own_period(cast: Cast) -> None:
    with pytest.raises(Refusal, match="每年计一次：--period 请写成 2020 的样子"):
        run(explain, "explain", "--subject", "PEI", "--duty", "member-points", "--period", "2020-Q1")
