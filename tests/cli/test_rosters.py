"""`dengming import members` and `dengming export members`."""

import io
from pathlib import Path
from typing import Any

import pytest

from dengming.cli import export, import_
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from tests.cli.running import answer, run
from tests.orgs.conftest import District, district
from tests.orgs.importing import workbooks as books

__all__ = ["district"]


def saved(path: Path, content: io.BytesIO) -> str:
    path.write_bytes(content.getvalue())
    return str(path)


def test_a_dry_run_writes_nothing_and_the_import_all(
    district: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path / "roster.xlsx", books.as_xlsx(books.people(20)))
    counts = {"new": 20, "changed": 0, "unchanged": 0, "errors": []}
    told: dict[str, Any] = answer(import_, capsys, "import", "members", file, "--dry-run")
    assert told.items() >= counts.items()
    assert told["undated"] == {"count": 20, "enrolled_from": "2020-09-10"}
    assert not Member.objects.exists()
    assert answer(import_, capsys, "import", "members", file).items() >= counts.items()
    again: dict[str, Any] = answer(import_, capsys, "import", "members", file)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 20)


def test_errors_name_row_column_value_and_cure(
    district: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = books.people(5)
    rows[3][books.CATEGORY] = "群众"
    file = saved(tmp_path / "roster.xls", books.as_xls(rows))
    (error,) = answer(import_, capsys, "import", "members", file)["errors"]
    message = "看不懂人员类别“群众”，请填“正式党员”“预备党员”或“停止党籍”。"
    assert error == {"row": 8, "column": "人员类别", "value": "群众", "message": message}
    assert run(import_, "import", "members", file) == 1
    printed = capsys.readouterr()
    assert "看不懂人员类别" in printed.out
    assert printed.err == "名册有 1 处错误，没有导入任何一行：请按报告改正后再导入。\n"
    assert not Member.objects.exists()


def test_the_import_says_what_it_did(district: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = books.people(3)
    assert run(import_, "import", "members", saved(tmp_path / "a.xlsx", books.as_xlsx(rows))) == 0
    printed = capsys.readouterr().out
    assert "导入完成：工作表“名册”新增 3 人" in printed
    assert "3 人没有进入支部日期，按 2020-09-10 编入；知道日期的，请在表里补上。" in printed
    rows[0][books.JOB] = "科长"
    assert run(import_, "import", "members", saved(tmp_path / "a.xlsx", books.as_xlsx(rows)), "--dry-run") == 0
    printed = capsys.readouterr().out
    assert "工作岗位：科员 → 科长" in printed
    assert "预检通过：工作表“名册”新增 0 人，变更 1 人，未变 2 人" in printed


@pytest.mark.parametrize("command", ["import", "export"])
def test_files_that_cannot_be_used_are_refused(district: District, tmp_path: Path, command: str) -> None:
    if command == "import":
        with pytest.raises(Refusal, match="没有文件"):
            run(import_, "import", "members", str(tmp_path / "none.xlsx"))
        return
    with pytest.raises(Refusal, match=r"应以 \.xlsx 结尾"):
        run(export, "export", "members", "-o", str(tmp_path / "a.csv"))
    with pytest.raises(Refusal, match="没有目录"):
        run(export, "export", "members", "-o", str(tmp_path / "none" / "a.xlsx"))
    with pytest.raises(Refusal, match="没有编号为“NONE”的组织"):
        run(export, "export", "members", "--org", "NONE", "-o", str(tmp_path / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_the_export_is_what_the_import_takes(
    district: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(import_, "import", "members", saved(tmp_path / "a.xlsx", books.as_xlsx(books.people(40))))
    capsys.readouterr()
    out = tmp_path / "b.xlsx"
    assert answer(export, capsys, "export", "members", "-o", str(out))["rows"] == 40
    again = answer(import_, capsys, "import", "members", str(out))
    assert (again["unchanged"], again["errors"]) == (40, [])
    assert answer(export, capsys, "export", "members", "--org", "CZ", "-o", str(out))["rows"] == 20
