"""A bulletin that contradicts itself is answered with file, line, place and cure."""

import re
from pathlib import Path

import pytest

from tests.rulebook.walk import GOOD, faults_of

BULLETIN = """
[[bulletin]]
id = "quarterly"
name = "季通报"
about = ["direct"]
[[bulletin.part]]
id = "conduct"
name = "纪律作风"
[[bulletin.grade]]
id = "good"
name = "好"
at_least = 80
[[bulletin.grade]]
id = "poor"
name = "待改进"
[[bulletin.indicator]]
id = "content"
name = "满意率"
numerator = "满意票"
denominator = "有效票"
measured = "entered"
source = "测评"
[[bulletin.term]]
from = 2020-01-01
"""
CASES = [
    ("[[bulletin.term]]\nfrom = 2020-01-01", "[[bulletin.term]]\nfrom = 2020-01-01\nranked = true", "排名没有写依据"),
    ('source = "测评"\n', "", "“满意率”由人填报而没有写来源"),
    ('measured = "entered"', 'measured = "met"', "系统计数却写了来源"),
    ("at_least = 80", "at_least = 0", "不高于“待改进”的"),
    ('name = "待改进"', 'name = "待改进"\nat_least = 10', "最后一组没有从0起"),
    ("from = 2020-01-01\n", 'from = 2020-01-01\nlocal = ["grades"]\n', "不认识“grades”"),
]


def test_a_sound_bulletin_has_no_fault(tmp_path: Path) -> None:
    ranked = BULLETIN + 'ranked = true\ndocument = "区直工委〔2020〕1号"\n'
    for told in (BULLETIN, ranked):
        assert faults_of(tmp_path, GOOD + told) == []


@pytest.mark.parametrize(("old", "new", "sentence"), CASES, ids=[case[2] for case in CASES])
def test_what_contradicts_itself_is_said(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in BULLETIN
    found = faults_of(tmp_path, GOOD + BULLETIN.replace(old, new))
    assert [fault for fault in found if re.search(sentence, str(fault))]
