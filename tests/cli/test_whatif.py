"""`dengming whatif`: a draft with a stricter duty and a changed line, beside today's; nothing is written."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from dengming.cli import whatif
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook.places import packs_root
from tests import cast as casting
from tests.cast import Cast
from tests.cli.running import answer, run
from tests.records import writing
from tests.standing.points.absences import absent

Capture = pytest.CaptureFixture[str]
DAY = ["--on", "2020-09-10"]


@pytest.fixture
def cast(db: None) -> Cast:
    """Branch A held one meeting in the first quarter, where Ben was; Bo was absent from a theme day (yellow)."""
    cast = casting.build(date(2020, 3, 20))
    writing.confirmed(cast, on=date(2020, 3, 20))
    casting.set_clock()
    absent(cast.person["bo"], date(2020, 3, 5))
    return cast


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The shipped packs, to be changed."""
    return Path(shutil.copytree(packs_root(), tmp_path / "packs"))


def change(draft: Path, name: str, before: str, after: str) -> None:
    path = draft / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def rows() -> Counter[str]:
    """How many rows every table has."""
    return Counter({model._meta.label: model._default_manager.count() for model in apps.get_models()})


def test_the_same_rules_change_nothing(cast: Cast, draft: Path, capsys: Capture) -> None:
    found: dict[str, Any] = answer(whatif, capsys, "whatif", str(draft), *DAY)
    assert found["counts"] == {"states": 0, "colours": 0, "subjects": 0, "points": 0}


def test_a_changed_line_and_a_stricter_duty_say_who_changes(cast: Cast, draft: Path, capsys: Capture) -> None:
    change(draft, "district/member-points.toml", "yellow = { below = 60,", "yellow = { below = 62,")
    change(draft, "national/three-meetings.toml", "at_least = 1", "at_least = 2")
    before = rows()
    found: dict[str, Any] = answer(whatif, capsys, "whatif", str(draft), *DAY)
    assert rows() == before
    changed = {(it["duty"], it["subject"], it["period"]): (it["before"], it["after"]) for it in found["states"]}
    assert changed["hold-branch-meeting", "A", "2020-Q1"] == ("met", "overdue")
    today = [it for it in found["colours"] if it["on"] == "2020-09-10"]
    moved = {it["subject"]: (it["before"], it["after"], it["points_before"], it["points_after"]) for it in today}
    assert moved["BEN"] == ("none", "yellow", 61, 61)
    assert "BO" not in moved
    assert found["counts"]["states"] == len(found["states"])
    Subject.objects.filter(code="YI").update(name="ben")
    run(whatif, "whatif", str(draft), *DAY)
    said = capsys.readouterr().out
    assert "    ben（甲支部，BEN）  2020-09-10：不预警 → 黄色预警（61分 → 61分）" in said
    assert "没有写入任何数据" in said


def test_what_is_not_owed_any_more_is_said(cast: Cast, draft: Path, capsys: Capture) -> None:
    owner = 'name = "每季度召开支部党员大会"\nowner = ["branch"]\nexcept = ["temporary-branch"'
    change(draft, "national/three-meetings.toml", owner, owner + ', "without-committee"')
    run(whatif, "whatif", str(draft), *DAY)
    assert "    甲支部  每季度召开支部党员大会 2020年第一季度：已完成 → 不欠" in capsys.readouterr().out


def test_a_single_pack_stands_for_the_shipped_one_wherever_it_lies(
    cast: Cast, draft: Path, tmp_path: Path, capsys: Capture
) -> None:
    change(draft, "district/member-points.toml", "points = -2", "points = -3")
    moved = Path(shutil.move(draft / "district", tmp_path / "草案"))
    found: dict[str, Any] = answer(whatif, capsys, "whatif", str(moved), *DAY)
    assert (found["counts"]["points"], found["counts"]["colours"]) == (2, 0)  # Bo, and Pei at the meeting


def test_what_only_the_draft_knows_is_not_stored(cast: Cast, draft: Path, capsys: Capture) -> None:
    change(draft, "national/three-meetings.toml", 'id = "branch-meeting"', 'id = "assembly-of-the-branch"')
    for path in draft.glob("*/*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"branch-meeting"', '"assembly-of-the-branch"'), encoding="utf-8")
    before = rows()
    found: dict[str, Any] = answer(whatif, capsys, "whatif", str(draft), *DAY)
    assert rows() == before
    assert ("met", "overdue") in {(it["before"], it["after"]) for it in found["states"]}


@pytest.mark.parametrize(
    ("break_", "sentence"),
    [("below = 54", "红色线 70 分高于黄色线 60 分"), ("cap = 20", "超出范围"), ("points = -2\n", "没有写分值")],
)
def test_a_draft_that_contradicts_itself_is_named(cast: Cast, draft: Path, break_: str, sentence: str) -> None:
    wrong = {"below = 54": "below = 70", "cap = 20": "cap = -20", "points = -2\n": ""}[break_]
    change(draft, "district/member-points.toml", break_, wrong)
    with pytest.raises(Refusal, match=sentence):
        run(whatif, "whatif", str(draft), *DAY)


def test_a_folder_that_is_not_there_is_named(cast: Cast) -> None:
    with pytest.raises(Refusal, match="没有制度包目录"):
        run(whatif, "whatif", "nowhere", *DAY)
