"""A block of dues that contradicts itself is answered with file, line, place and cure."""

import re
from datetime import date
from pathlib import Path

import pytest

from dengming.rulebook.dues_examples import dues_complaints
from dengming.rulebook.examples import Example
from tests.rulebook.walk import GOOD, faults_of
from tests.shipped import rulebook

DUES = """
[[role]]
id = "asked"
name = "已核定"
of = "person"
sort = "condition"
[[role]]
id = "by-quarter"
name = "按季"
of = "person"
sort = "flag"
[[dues]]
id = "dues"
name = "党费"
assessed = "asked"
quarterly = "by-quarter"
basis = [{ practice = "试写" }]
unpaid = { basis = [{ practice = "试写" }] }
[[dues.item]]
id = "wage"
name = "工资"
way = "adds"
basis = [{ practice = "试写" }]
[[dues.category]]
id = "salaried"
name = "按月领取工资"
items = true
basis = [{ practice = "试写" }]
[[dues.category.term]]
from = 2020-01-01
bracket = [{ up_to = "3000", percent = "0.5" }, { percent = "1" }]
[[dues.category]]
id = "farmer"
name = "农民"
basis = [{ practice = "试写" }]
[[dues.category.term]]
from = 2020-01-01
least = "0.2"
most = "1"
[[dues.term]]
from = 2020-01-01
back_months = 6
unpaid_months = 6
rounding = "fen-nearest"
basis = [{ practice = "试写" }]
"""
CASES = [
    ('percent = "0.5"', "percent = 0.5", "带引号的数"),
    ('percent = "0.5"', 'percent = "半"', "带引号的数"),
    ('{ percent = "1" }', '{ up_to = "9000", percent = "1" }', "最后一档写了上限"),
    ('{ percent = "1" }', '{ up_to = "3000", percent = "1" }, { percent = "2" }', "没有从低到高"),
    ('{ percent = "1" }', '{ percent = "0.1" }', "比例反而低"),
    ('least = "0.2"', 'least = "2"', "下限高于上限"),
    ('least = "0.2"\n', "", "范围不完整"),
    ('least = "0.2"', 'flat = "1"\nleast = "0.2"', "只写一种"),
    ('way = "adds"', 'way = "takes-off"', "没有一个计入的项目"),
    ('id = "farmer"', 'id = "salaried"', "“salaried”写了两次"),
    ('quarterly = "by-quarter"', 'quarterly = "asked"', "同一个角色"),
    ('assessed = "asked"', 'assessed = "askd"', "没有名为“askd”的角色.*asked"),
    ('rounding = "fen-nearest"', 'rounding = "fen-nearest"\nlocal = ["round"]', "不认识“round”"),
]


def test_a_sound_block_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD + DUES) == []


@pytest.mark.parametrize(("old", "new", "sentence"), CASES, ids=[f"{case[1]!r}" for case in CASES])
def test_what_contradicts_itself_is_said(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in DUES
    found = faults_of(tmp_path, GOOD + DUES.replace(old, new, 1))
    assert [fault for fault in found if re.search(sentence, str(fault))]


def test_terms_stand_in_their_order(tmp_path: Path) -> None:
    again = DUES + DUES[DUES.index("[[dues.term]]") :].replace("2020", "2019")
    assert any("没有按日期排列" in str(fault) for fault in faults_of(tmp_path, GOOD + again))


def test_a_duty_counts_only_parts_that_dues_have(tmp_path: Path) -> None:
    duty = '[[duty]]\nid = "assess"\nname = "核定"\nowner = ["branch"]\ncounts = { dues = "dues", part = "%s" }\n'
    term = '[[duty.term]]\nfrom = 2020-01-01\nevery = "year"\n'
    assert faults_of(tmp_path, GOOD + DUES + duty % "assessed" + term) == []
    (fault,) = faults_of(tmp_path, GOOD + DUES + duty % "asessed" + term)
    assert re.search("没有环节“asessed”.*可用的有：assessed", str(fault))


def test_an_example_that_does_not_come_out_is_said() -> None:
    def complaint(**wanted: str) -> str:
        asked = {"dues": "party-dues", "category": "salaried", "base": "3000", "monthly": "16", **wanted}
        example = Example.model_validate({"name": "错的", "on": date(2020, 1, 1), "expect_dues": asked})
        return next(dues_complaints(rulebook(), example), "")

    assert complaint() == "salaried 每月应为 16 元，实为 15.00 元"
    assert "不能核定" in complaint(category="nobody")
    assert complaint(monthly="15") == ""
