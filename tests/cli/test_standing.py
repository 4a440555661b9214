"""`dengming standing`: shapes, what is known later does not change what was known before, and bad input."""

from datetime import date
from typing import Any

import pytest

from dengming.cli import main as entry
from dengming.cli import standing
from tests import cast as casting
from tests.cast import Cast
from tests.cli.running import answer
from tests.records import writing

Capture = pytest.CaptureFixture[str]
KEYS = {"duty", "subject", "period", "state", "done", "needed", "due", "basis", "needs"}


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build(date(2020, 3, 20))


def asked(capsys: Capture, on: str, known: str = "", *more: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The command's answer by (duty, subject, period)."""
    words = ["--on", on, *(("--known", known) if known else ()), *more]
    rows = answer(standing, capsys, "standing", *words)
    return {(row["duty"], row["subject"], row["period"]): row for row in rows}


def state(capsys: Capture, on: str, known: str = "") -> str:
    """The state of branch A's meeting of the first quarter."""
    return str(asked(capsys, on, known)["hold-branch-meeting", "A", "2020-Q1"]["state"])


def test_every_row_has_the_shape_of_the_contract(cast: Cast, capsys: Capture) -> None:
    rows = asked(capsys, "2020-04-11")
    assert all(row.keys() >= KEYS for row in rows.values())
    row = rows["hold-branch-meeting", "A", "2020-Q1"]
    assert (row["state"], row["done"], row["needed"], row["due"]) == ("overdue", 0, 1, "2020-03-31")
    assert any(item.get("article") == "第十一条" for item in row["basis"])
    assert row["needs"][0] | {"done": 0, "needed": 1, "met": False} == row["needs"][0]


def test_what_is_entered_late_was_not_known_before(cast: Cast, capsys: Capture) -> None:
    casting.set_clock(date(2020, 4, 15))
    writing.confirmed(cast, on=date(2020, 3, 20))
    assert state(capsys, "2020-04-20") == "met"
    assert state(capsys, "2020-04-11") == "overdue"
    assert state(capsys, "2020-04-20", "2020-04-14") == "overdue"
    assert state(capsys, "2020-04-11", "2020-04-15") == "met"
    row = asked(capsys, "2020-04-20")["hold-branch-meeting", "A", "2020-Q1"]
    assert row["entered_late"] is True


def test_what_is_withdrawn_stays_in_what_was_known_before(cast: Cast, capsys: Capture) -> None:
    record = writing.confirmed(cast, on=date(2020, 3, 20))
    before = asked(capsys, "2020-04-11")
    casting.set_clock(date(2020, 5, 6))
    writing.step(cast, "withdraw", record, reason="会没有开成")
    assert state(capsys, "2020-05-06") == "overdue"
    assert state(capsys, "2020-05-06", "2020-05-05") == "met"
    assert asked(capsys, "2020-04-11") == before


def test_a_subtree_holds_its_organisations_and_their_members_only(cast: Cast, capsys: Capture) -> None:
    subjects = {subject for _, subject, _ in asked(capsys, "2020-04-11", "", "--org", "A")}
    assert {"A", "A1"} <= subjects
    assert not {"B", "C", "COMM", "CHARLIE"} & subjects
    everybody = {subject for _, subject, _ in asked(capsys, "2020-04-11")}
    assert {"A", "B", "C", "COMM"} <= everybody


def test_a_pipe_gets_the_same_as_plain_lines(cast: Cast, capsys: Capture) -> None:
    assert entry.main(["standing", "--on", "2020-04-11", "--org", "A"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["主体", "应办", "周期", "状态", "完成", "期限"]
    assert "甲支部\t每季度召开支部党员大会\t2020-Q1\t逾期未完成\t0/1\t2020-03-31" in lines


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--on", "2020-04-31"], "--on 的日期“2020-04-31”不存在：请核对年、月、日。"),
        (["--known", "昨天"], "--known 的日期“昨天”看不懂：请写成 2020-03-31。"),
        (["--on", "9999-12-31"], "--on 的日期“9999-12-31”超出范围"),
        (["--on", "1850-01-01"], "--on 的日期“1850-01-01”超出范围"),
        (["--org", "NOPE"], "没有编号为“NOPE”的组织：请核对 --org。"),
    ],
)
def test_bad_input_is_one_sentence(cast: Cast, capsys: Capture, words: list[str], sentence: str) -> None:
    assert entry.main(["standing", *words, "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(sentence)
    assert (printed.err.count("\n"), printed.out) == (1, "")
