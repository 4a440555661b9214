"""A broken file is answered with file, place and cure; all faults of a run at once."""

import shutil
from pathlib import Path

import pytest

from dengming.rulebook.faults import Fault, RulebookError
from dengming.rulebook.library import load
from dengming.rulebook.places import packs_root

GOOD = """
id = "walk"
name = "走访"
theme = "组织生活"
summary = "每月走访一次。"
basis = [{ practice = "测试" }]

[[activity]]
id = "walk-day"
name = "走访日"
host = ["branch"]
proofs = ["minutes"]

[[duty]]
id = "hold-walk"
name = "每月走访"
owner = ["branch"]
counts = { activity = "walk-day", role = "host" }
every = "month"
  [[duty.term]]
  from = 2020-01-01

[[example]]
name = "没有走访"
on = 2020-02-02
expect = { duty = "hold-walk", subject = "b1", period = "2020-01", state = "overdue" }
"""


def faults_of(tmp_path: Path, text: str, second: str = "") -> list[Fault]:
    pack = tmp_path / "national"
    pack.mkdir(exist_ok=True)
    shutil.copy(packs_root() / "national" / "pack.toml", pack)
    (pack / "walk.toml").write_text(text, encoding="utf-8")
    if second:
        (pack / "zweite.toml").write_text(second, encoding="utf-8")
    try:
        load(tmp_path)
    except RulebookError as error:
        return error.faults
    return []


def test_the_good_file_loads(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD) == []


BREAKAGES = {
    "unknown key": (
        'name = "走访日"',
        'name = "走访日"\ncolour = "red"',
        "activity[walk-day].colour",
        "不认识的键",
        "请删去",
    ),
    "wrong word": ('every = "month"', 'every = "fortnight"', "duty[hold-walk].every", "不在词表里", "只能写"),
    "missing basis": ('basis = [{ practice = "测试" }]', "", "basis", "缺少“basis”", "请补上"),
    "two sources": (
        '{ practice = "测试" }',
        '{ practice = "测试", clause = "C04" }',
        "basis[1]",
        "只写一个来源",
        "请在",
    ),
    "no date": ("from = 2020-01-01", 'from = "januar"', "duty[hold-walk].term[1].from", "不是日期", "2020-01-31"),
    "dangling activity": (
        'activity = "walk-day",',
        'activity = "run-day",',
        "duty[hold-walk]",
        "没有名为“run-day”",
        "请改正",
    ),
    "dangling role": (
        'owner = ["branch"]',
        'owner = ["brunch"]',
        "duty[hold-walk].owner",
        "没有名为“brunch”",
        "请改正",
    ),
    "dangling proof": (
        'proofs = ["minutes"]',
        'proofs = ["seconds"]',
        "activity[walk-day].proofs",
        "“seconds”",
        "请改正",
    ),
    "unknown part": (
        'role = "host" }',
        'role = "host", part = "half" }',
        "duty[hold-walk]",
        "没有环节“half”",
        "可用的有",
    ),
    "unsorted terms": (
        "  from = 2020-01-01",
        "  from = 2020-01-01\n  [[duty.term]]\n  from = 2019-01-01",
        "duty[hold-walk].term",
        "没有按日期排列",
        "从早到晚",
    ),
    "cadence off a boundary": (
        "  from = 2020-01-01",
        '  from = 2020-01-01\n  [[duty.term]]\n  from = 2020-05-01\n  every = "quarter"',
        "duty[hold-walk].term",
        "改变周期",
        "2020-07-01",
    ),
    "no owner": ('owner = ["branch"]\n', "", "duty[hold-walk]", "没有责任主体", "owner"),
    "bad stretch": (
        'every = "month"',
        'every = "month"\nremind = "soon"',
        "duty[hold-walk]",
        "看不懂时长",
        "5 workdays",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_names_file_place_and_cure(tmp_path: Path, name: str) -> None:
    old, new, place, message, cure = BREAKAGES[name]
    assert old in GOOD
    found = faults_of(tmp_path, GOOD.replace(old, new, 1))
    assert [fault.file for fault in found] == ["national/walk.toml"]
    assert found[0].place == place
    assert message in found[0].message
    assert cure in found[0].message + found[0].cure


def test_the_line_of_a_fault_is_told(tmp_path: Path) -> None:
    text = GOOD.replace('every = "month"', 'every = "fortnight"')
    line = text.splitlines().index('every = "fortnight"') + 1
    assert faults_of(tmp_path, text)[0].line == line


def test_a_key_given_twice_is_told_with_its_line(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GOOD.replace('name = "走访"', 'name = "走访"\nname = "再访"'))
    assert len(found) == 1
    assert found[0].line > 0
    assert "写了两次" in found[0].message


def test_an_id_given_twice_names_the_other_file(tmp_path: Path) -> None:
    second = GOOD.replace('id = "walk"', 'id = "walk-two"')
    found = faults_of(tmp_path, GOOD, second)
    assert {fault.place for fault in found} == {"activity walk-day", "duty hold-walk"}
    assert all("national/walk.toml" in fault.message for fault in found)


def test_all_faults_of_a_file_come_in_one_run(tmp_path: Path) -> None:
    text = GOOD.replace('every = "month"', 'every = "fortnight"').replace('host = ["branch"]', "")
    assert len(faults_of(tmp_path, text)) == 2


def test_the_packs_have_no_fault_and_survive_being_stored() -> None:
    rulebook = load()
    again = type(rulebook).parse(rulebook.dump())
    assert again.digest == rulebook.digest
    assert again.duties == rulebook.duties


def test_the_national_pack_stands_alone(tmp_path: Path) -> None:
    shutil.copytree(packs_root() / "national", tmp_path / "national")
    assert load(tmp_path).duties


def test_the_line_of_a_missing_key_is_not_that_of_another_block(tmp_path: Path) -> None:
    text = GOOD.replace('basis = [{ practice = "测试" }]\n', "", 1)
    text = text.replace('owner = ["branch"]', 'owner = ["branch"]\nbasis = [{ practice = "测试" }]')
    assert [(fault.line, fault.place) for fault in faults_of(tmp_path, text)] == [(0, "basis")]


def test_a_clause_that_the_catalogue_lacks_is_told(tmp_path: Path) -> None:
    text = GOOD.replace('basis = [{ practice = "测试" }]', 'basis = [{ clause = "Z99" }]', 1)
    (fault,) = faults_of(tmp_path, text)
    assert fault.place == "institution:walk basis"
    assert "没有“Z99”" in fault.message


def test_one_id_for_two_institutions_is_told_without_its_consequences(tmp_path: Path) -> None:
    second = GOOD.replace("walk-day", "stroll").replace("hold-walk", "hold-stroll")
    assert [fault.place for fault in faults_of(tmp_path, GOOD, second)] == ["制度 walk"]


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    faults_of(tmp_path, GOOD)
    (tmp_path / "national" / "walk.toml").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(RulebookError, match="不是 UTF-8 编码的文本"):
        load(tmp_path)


def test_a_folder_without_packs_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="里面没有制度包"):
        load(tmp_path)


def test_one_pack_alone_stands_in_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    mine = Path(shutil.copytree(packs_root() / "district", tmp_path / "district"))
    (mine / "walk.toml").write_text(GOOD, encoding="utf-8")
    found = load(mine)
    assert found.duties.keys() == load().duties.keys() | {"hold-walk"}
