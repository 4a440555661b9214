"""`dengming rulebook`: the packs as shipped, and packs with one fault planted."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dengming.cli import rulebook
from dengming.refusal import Refusal
from dengming.rulebook.places import packs_root
from tests.cli.running import answer, run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packs_root(), tmp_path / "institutions"))


def mend(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_shipped_packs_are_clean(capsys: Capture) -> None:
    assert run(rulebook, "rulebook", "check") == 0
    assert "没有错误" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "place", "cure"),
    [
        (lambda text: text.replace('theme = "', 'colour = "red"\ntheme = "', 1), "three-meetings.toml:", "请删去"),
        (lambda text: text.replace("basis = [", "grounds = [", 1), "缺少“basis”", "请补上"),
        (lambda text: text.replace('owner = ["branch"]', 'owner = ["brunch"]', 1), ".owner", "想写“branch”"),
    ],
    ids=["unknown key", "missing basis", "dangling role"],
)
def test_a_fault_names_file_place_and_cure(
    packs: Path, capsys: Capture, change: Callable[[str], str], place: str, cure: str
) -> None:
    mend(packs / "national" / "three-meetings.toml", change)
    assert run(rulebook, "rulebook", "check", str(packs)) == 1
    said = capsys.readouterr().err
    assert "national/three-meetings.toml" in said
    assert place in said
    assert cure in said


def test_an_example_that_does_not_come_out_is_a_fault(packs: Path, capsys: Capture) -> None:
    mend(packs / "national" / "three-meetings.toml", lambda text: text.replace('state = "overdue"', 'state = "met"', 1))
    assert run(rulebook, "rulebook", "check", str(packs)) == 1
    said = capsys.readouterr().err
    assert "例子没有得到应有的结果" in said
    assert re.search(r"national/three-meetings\.toml:\d+ example", said)


def test_a_slip_in_a_name_of_an_example_is_a_fault(packs: Path, capsys: Capture) -> None:
    mend(packs / "national" / "cadre-assembly.toml", lambda text: text.replace('subject = "b1"', 'subject = "bb1"', 1))
    assert run(rulebook, "rulebook", "check", str(packs)) == 1
    assert "没有“bb1”这个组织或人员" in capsys.readouterr().err


def test_a_demand_that_relief_rules_restrict_is_warned_about(packs: Path, capsys: Capture) -> None:
    file = packs / "national" / "theme-party-day.toml"
    mend(file, lambda text: text.replace('proofs = ["minutes", "attendance"] }', 'proofs = ["minutes", "photo"] }', 1))
    run(rulebook, "rulebook", "check", str(packs))
    assert "把照片作为完成的条件" in capsys.readouterr().err


def test_list_names_every_institution(capsys: Capture) -> None:
    found = answer(rulebook, capsys, "rulebook", "list")
    assert {"id": "three-meetings", "name": "三会一课", "pack": "national"} in found
    assert all(set(item) == {"id", "name", "pack"} for item in found)


def test_show_tells_of_repeal_and_document(capsys: Capture) -> None:
    assert run(rulebook, "rulebook", "show", "three-workdays", "--on", "2024-09-01") == 0
    said = capsys.readouterr().out
    assert "【已停止执行】" in said
    assert "整治形式主义为基层减负若干规定" in said


def test_show_refuses_an_unknown_institution() -> None:
    with pytest.raises(Refusal, match=r"没有编号为“nope”的制度：请用"):
        run(rulebook, "rulebook", "show", "nope")


def test_coverage_says_what_covers_a_clause_and_fails_while_any_is_uncovered(capsys: Capture) -> None:
    found = {row["clause"]: row["covered_by"] for row in answer(rulebook, capsys, "rulebook", "coverage")}
    assert "duty:one-gathering-two-reports" in found["C07a"]
    uncovered = [clause for clause, covered_by in found.items() if not covered_by]
    assert run(rulebook, "rulebook", "coverage") == int(bool(uncovered))
