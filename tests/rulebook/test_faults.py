"""A broken file is answered with file, line, place and cure; all faults of a run at once."""

import shutil
from pathlib import Path

import pytest

from dengming.rulebook.faults import RulebookError
from dengming.rulebook.library import load
from dengming.rulebook.places import packs_root
from tests.rulebook.walk import GOOD, faults_in, faults_of, put

TERM = "  from = 2020-01-01"
COUNTS = 'role = "host" }'
MONTH = 'every = "month"'
BASIS = 'basis = [{ practice = "测试" }]'

# name: (what stands there, what is written instead, the line that is named, place, what is wrong, cure)
BREAKAGES = {
    "unknown key": ("name = ", 'colour = "red"\nname = ', 'colour = "red"', "colour", "不认识的键“colour”", "可以写"),
    "typo in a key": (MONTH, 'evry = "month"', "evry", "duty[hold-walk].evry", "不认识的键“evry”", "想写“every”"),
    "typo in a key of a list": (
        COUNTS,
        'rol = "host" }',
        "counts",
        "duty[hold-walk].counts.rol",
        "不认识的键“rol”",
        "想写“role”",
    ),
    "word not in the list": (
        MONTH,
        'every = "monthly"',
        "every",
        "duty[hold-walk].every",
        "“monthly”不在词表里",
        "想写“month”",
    ),
    "missing basis": (BASIS, "", "", "basis", "缺少“basis”", "请补上"),
    "two sources in one": (
        '{ practice = "测试" }',
        '{ practice = "测试", clause = "C04" }',
        "basis",
        "basis[1]",
        "只写一个来源",
        "写且只写一个",
    ),
    "no date": (TERM, '  from = "januar"', "from", "duty[hold-walk].term[1].from", "“januar”不是日期", "2020-01-31"),
    "text for a number": (
        MONTH,
        MONTH + '\ngrace_days = "5"',
        "grace_days",
        "duty[hold-walk].grace_days",
        "应当是整数",
        "不加引号",
    ),
    "text for a list": (
        'host = ["branch"]',
        'host = "branch"',
        "host",
        "activity[walk-day].host",
        "应当是一列",
        "方括号",
    ),
    "text for true": (
        MONTH,
        MONTH + '\nwaivable = "yes"',
        "waivable",
        "duty[hold-walk].waivable",
        "只能是真或假",
        "true",
    ),
    "below zero": (
        MONTH,
        MONTH + "\ngrace_days = -1",
        "grace_days",
        "duty[hold-walk].grace_days",
        "超出范围",
        "不小于 0",
    ),
    "dangling activity": (
        'activity = "walk-day",',
        'activity = "wlak-day",',
        "[[duty]]",
        "duty[hold-walk]",
        "没有名为“wlak-day”的活动",
        "想写“walk-day”",
    ),
    "dangling role": (
        'owner = ["branch"]',
        'owner = ["nobody-here"]',
        "owner",
        "duty[hold-walk].owner",
        "没有名为“nobody-here”的角色",
        "请改正编号",
    ),
    "dangling proof": (
        'proofs = ["minutes"]',
        'proofs = ["minuets"]',
        "proofs",
        "activity[walk-day].proofs",
        "没有名为“minuets”的佐证",
        "想写“minutes”",
    ),
    "unknown part": (
        COUNTS,
        'role = "host", part = "half" }',
        "[[duty]]",
        "duty[hold-walk]",
        "没有环节“half”",
        "可用的有",
    ),
    "unknown theme": ('"组织生活"', '"组织活动"', "theme", "theme", "没有“组织活动”这个主题", "组织生活"),
    "unknown clause": (BASIS, 'basis = [{ clause = "Z99" }]', "basis", "basis", "没有“Z99”", "clauses.json"),
    "words that the clause does not say": (
        BASIS,
        'basis = [{ clause = "C04", says = "每月召开党委会议" }]',
        "basis",
        "basis",
        "不是讲话 C04 的原话",
        "全面规范党委会议制度",
    ),
    "unsorted terms": (
        TERM,
        TERM + "\n  [[duty.term]]\n  from = 2019-01-01",
        "[[duty]]",
        "duty[hold-walk].term",
        "2020-01-01 写在 2019-01-01 之前",
        "从早到晚",
    ),
    "cadence off a boundary": (
        TERM,
        TERM + '\n  [[duty.term]]\n  from = 2020-05-01\n  every = "quarter"',
        "[[duty]]",
        "duty[hold-walk].term",
        "改变周期",
        "2020-07-01",
    ),
    "no owner": ('owner = ["branch"]\n', "", "[[duty.term]]", "duty[hold-walk].term[1]", "没有责任主体", "owner"),
    "bad stretch": (MONTH, MONTH + '\nremind = "soon"', "[[duty]]", "duty[hold-walk]", "看不懂时长", "5 workdays"),
    "a month of no year": (
        MONTH,
        MONTH + "\ndue = { month = 3 }",
        "[[duty.term]]",
        "duty[hold-walk].term[1]",
        "周期却不是每年",
        "month",
    ),
    "unknown word in local": (
        TERM,
        TERM + '\n  local = ["grace_day"]',
        "local",
        "duty[hold-walk].term[1].local",
        "不认识“grace_day”",
        "想写“grace_days”",
    ),
    "an excuse without an article that leaves room": (
        TERM,
        TERM + "\n  waivable = true",
        "[[duty.term]]",
        "duty[hold-walk].term[1]",
        "没有写“一般”的条文",
        "删去 waivable",
    ),
    "a repeal without a document": (
        TERM,
        TERM + "\n  [[duty.term]]\n  from = 2021-01-01\n  repeal = true",
        "[[duty.term]]",
        "duty[hold-walk].term[2]",
        "停止执行没有写依据",
        "document",
    ),
    "no example": (GOOD[GOOD.index("[[example]]") :], "", "", "example", "没有例子", "至少写一个"),
    "an example of an unknown duty": (
        '{ duty = "hold-walk"',
        '{ duty = "hold-wlak"',
        "[[example]]",
        "example[没有走访]",
        "没有名为“hold-wlak”的应办事项",
        "想写“hold-walk”",
    ),
}


def test_the_good_file_loads(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD) == []


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_breakage_names_file_line_place_and_cure(tmp_path: Path, name: str) -> None:
    old, new, line, place, message, cure = BREAKAGES[name]
    assert old in GOOD
    broken = GOOD.replace(old, new, 1)
    (fault,) = faults_of(tmp_path, broken)
    assert fault.file == "national/walk.toml"
    assert fault.place == place
    assert message in fault.message
    assert cure in fault.cure + fault.message
    if line:
        assert broken.splitlines()[fault.line - 1].strip().startswith(line)
    assert str(fault).count("\n") == 0


def test_the_second_of_two_terms_is_the_one_whose_line_is_told(tmp_path: Path) -> None:
    text = GOOD.replace(TERM, TERM + "\n  [[duty.term]]\n  from = 2021-01-01\n  repeal = true")
    (fault,) = faults_of(tmp_path, text)
    assert text.splitlines()[fault.line] == "  from = 2021-01-01"


def test_ids_given_twice_name_the_other_file(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GOOD, GOOD.replace('id = "walk"', 'id = "walk-two"'))
    assert {fault.place for fault in found} == {"activity[walk-day].id", "duty[hold-walk].id"}
    assert all("national/walk.toml" in fault.message and fault.line for fault in found)


def test_one_id_for_two_institutions_is_told_without_its_consequences(tmp_path: Path) -> None:
    second = GOOD.replace("walk-day", "stroll").replace("hold-walk", "hold-stroll")
    (fault,) = faults_of(tmp_path, GOOD, second)
    assert (fault.file, fault.place) == ("national/zweite.toml", "id")


def test_faults_of_all_sorts_in_several_files_come_in_one_run(tmp_path: Path) -> None:
    put(tmp_path, GOOD.replace(MONTH, 'every = "fortnight"').replace('host = ["branch"]', ""))
    put(tmp_path, "theme = “组织生活”", "syntax.toml")
    other = GOOD.replace("walk", "stroll").replace(BASIS, 'basis = [{ clause = "Z99" }]')
    put(tmp_path, other.replace(TERM, TERM + "\n  waivable = true"), "stroll.toml")
    found = [(fault.file.removeprefix("national/"), fault.place) for fault in faults_in(tmp_path)]
    assert found == [
        ("stroll.toml", "basis"),
        ("stroll.toml", "duty[hold-stroll].term[1]"),
        ("syntax.toml", ""),
        ("walk.toml", "activity[walk-day].host"),
        ("walk.toml", "duty[hold-walk].every"),
    ]


def test_the_line_of_a_missing_key_is_not_that_of_another_block(tmp_path: Path) -> None:
    text = GOOD.replace(BASIS + "\n", "", 1)
    text = text.replace('owner = ["branch"]', f'owner = ["branch"]\n{BASIS}')
    assert [(fault.line, fault.place) for fault in faults_of(tmp_path, text)] == [(0, "basis")]


def test_an_order_that_names_what_is_not_there_is_told(tmp_path: Path) -> None:
    pack = put(tmp_path, GOOD).with_name("pack.toml")
    pack.write_text(
        pack.read_text(encoding="utf-8").replace("note = ", 'order = ["wakl"]\nnote = ', 1), encoding="utf-8"
    )
    (fault,) = faults_in(tmp_path)
    assert (fault.file, fault.place) == ("national/pack.toml", "order")
    assert fault.line
    assert "想写“walk”" in fault.cure


def test_the_packs_have_no_fault_and_survive_being_stored() -> None:
    rulebook = load()
    again = type(rulebook).parse(rulebook.dump())
    assert again.digest == rulebook.digest
    assert again.duties == rulebook.duties


def test_the_national_pack_stands_alone(tmp_path: Path) -> None:
    shutil.copytree(packs_root() / "national", tmp_path / "national")
    assert load(tmp_path).duties


def test_a_folder_without_packs_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="里面没有制度包"):
        load(tmp_path)


def test_one_pack_alone_stands_in_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    mine = Path(shutil.copytree(packs_root() / "district", tmp_path / "district"))
    (mine / "walk.toml").write_text(GOOD, encoding="utf-8")
    found = load(mine)
    assert found.duties.keys() == load().duties.keys() | {"hold-walk"}


def test_a_paper_opens_what_is_owed_once_and_names_a_register(tmp_path: Path) -> None:
    found = faults_of(tmp_path, GOOD.replace(MONTH, MONTH + '\npermit = "no-such"', 1))
    assert {fault.place for fault in found} == {"duty[hold-walk].permit"}
    assert sorted(fault.message[:8] for fault in found) == ["没有名为“no-", "随批准依据执行的"]
