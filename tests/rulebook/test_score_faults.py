"""A way of keeping points that contradicts itself is answered with file, line, place and cure."""

import re
from pathlib import Path

import pytest

from tests.rulebook.walk import GOOD, faults_of

PERSONAL = """
[[duty]]
id = "own-walk"
name = "每月走访"
owner = ["member"]
counts = { activity = "walk-day", role = "attend" }
every = "month"
  [[duty.term]]
  from = 2020-01-01
"""
POINTS = """
[[score]]
id = "points"
name = "积分"
owner = ["member"]

[[score.group]]
id = "life"
name = "组织生活"

[[score.rule]]
id = "walk"
name = "走访"
group = "life"
counts = { activity = "walk-day", role = "attend" }
  [[score.rule.term]]
  from = 2020-01-01
  points = 1
  cap = 4

[[score.rule]]
id = "missed"
name = "没有走访"
group = "life"
verdict = { duty = "own-walk" }
  [[score.rule.term]]
  from = 2020-01-01
  points = -1

[[score.link]]
id = "awards"
name = "评先"
without = ["walk"]

[[score.term]]
from = 2020-01-01
base = 60
floor = 0
ceiling = 100
caps = { life = 4 }
yellow = { below = 60, overdue = 1 }
red = { below = 50, overdue = 2 }
"""
KEPT = GOOD.replace("\n[[example]]", PERSONAL + POINTS + "\n[[example]]")
TERM = "score[points].term[1]"

# name: (what stands there, what is written instead, place, what is wrong, cure)
BREAKAGES = {
    "red above yellow": ("below = 50", "below = 70", TERM, "红色线 70 分高于黄色线 60 分", "不高于黄色线"),
    "red sooner than yellow": ("{ below = 60, overdue = 1", "{ below = 60, overdue = 3", TERM, "互相矛盾", "不少于"),
    "a colour without a line": ("{ below = 50, overdue = 2 }", "{}", f"{TERM}.red", "预警条件是空的", "请写 below"),
    "negative cap of a group": ("life = 4 }", "life = -1 }", f"{TERM}.caps.life", "超出范围", "不小于 0"),
    "negative cap of a rule": ("cap = 4", "cap = -4", "score[points].rule[walk].term[1].cap", "超出范围", "不小于 0"),
    "cap of no group": ("{ life = 4", "{ lift = 4", TERM, "没有名为“lift”的类别", "想写“life”"),
    "floor over base": ("floor = 0", "floor = 70", TERM, "floor 70 高于 base 60", "floor ≤ base ≤ ceiling"),
    "overlapping terms": (
        "[[score.term]]\nfrom = 2020-01-01",
        "[[score.term]]\nfrom = 2020-01-01\n[[score.term]]\nfrom = 2020-01-01",
        "score[points].term",
        "条款重叠",
        "同一天只写一条",
    ),
    "no points": ("  points = 1\n", "", "score[points].rule[walk]", "没有写分值", "请写 points"),
    "three decimals": ("points = 1\n", "points = 0.125\n", "score[points].rule[walk]", "超过两位小数", "最多写两位"),
    "a cap with three decimals": ("cap = 4\n", "cap = 4.555\n", "score[points].rule[walk]", "cap 4.555", "最多写两位"),
    "a base with three decimals": ("base = 60", "base = 60.555", TERM, "base 60.555 超过两位小数", "最多写两位"),
    "a floor with three decimals": ("floor = 0", "floor = 0.001", TERM, "floor 0.001 超过两位小数", "最多写两位"),
    "a ceiling with three decimals": ("= 100", "= 100.005", TERM, "ceiling 100.005 超过两位小数", "最多写两位"),
    "a group's cap with three decimals": ("{ life = 4", "{ life = 4.125", TERM, "caps.life 4.125", "最多写两位"),
    "a line with three decimals": ("{ below = 50", "{ below = 49.999", TERM, "red.below 49.999", "最多写两位"),
    "ranking without a document": ("base = 60", "base = 60\nranked = true", TERM, "排名没有写依据", "写明文号"),
    "no number at all": ("base = 60", "base = nan", f"{TERM}.base", "“base”不是一个数，现在是“nan”", "请写成普通的数"),
    "a number without end": ("below = 60", "below = inf", f"{TERM}.yellow.below", "不是一个数，现在是“inf”", "请写成"),
    "a number beyond all counting": (
        "base = 60",
        "base = 1e308",
        f"{TERM}.base",
        "“base”的数“1e+308”超出范围",
        "不大于",
    ),
    "unknown group": (
        'group = "life"\ncounts',
        'group = "live"\ncounts',
        "score[points].rule[walk]",
        "没有名为“live”",
        "life",
    ),
    "two reasons": (
        'verdict = { duty = "own-walk" }',
        'verdict = { duty = "own-walk" }\ncounts = { activity = "walk-day", role = "attend" }',
        "score[points].rule[missed]",
        "写且只写一个来由",
        "verdict",
    ),
    "points for nothing done": ("points = -1", "points = 1", "score[points].rule[missed]", "不能加分", "负的 points"),
    "an organisation's duty": (
        'duty = "own-walk" }',
        'duty = "hold-walk" }',
        "score[points].rule[missed].verdict",
        "不是党员个人",
        "组织的完成情况不折成",
    ),
    "unknown duty": (
        '"own-walk" }',
        '"own-wolk" }',
        "score[points].rule[missed].verdict",
        "没有名为“own-wolk”",
        "own-walk",
    ),
    "unknown activity": (
        'id = "walk"\nname = "走访"\ngroup = "life"\ncounts = { activity = "walk-day"',
        'id = "walk"\nname = "走访"\ngroup = "life"\ncounts = { activity = "walk-dya"',
        "score[points].rule[walk]",
        "没有名为“walk-dya”",
        "walk-day",
    ),
    "unknown role": (
        'owner = ["member"]\n\n[[score.g',
        'owner = ["membre"]\n\n[[score.g',
        "score[points].owner",
        "membre",
        "member",
    ),
    "a link without a rule": (
        'without = ["walk"]',
        'without = ["wolk"]',
        "score[points].link[awards]",
        "没有名为“wolk”的计分项",
        "walk",
    ),
    "twice the same rule": ('id = "missed"', 'id = "walk"', "score[points].rule[walk]", "写了两次", "换一个编号"),
}


def test_the_unbroken_file_is_clean(tmp_path: Path) -> None:
    assert faults_of(tmp_path, KEPT) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_is_named_with_its_cure(name: str, tmp_path: Path) -> None:
    before, after, place, said, cure = BREAKAGES[name]
    assert before in KEPT
    faults = faults_of(tmp_path, KEPT.replace(before, after, 1))
    found = [fault for fault in faults if fault.place.startswith(place) and said in fault.message]
    assert found, faults
    assert cure in found[0].cure
    assert found[0].line > 0
    assert re.search(r"[。）]$", found[0].message)
