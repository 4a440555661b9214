"""The documentation says what is so: generated pages are fresh, every path and every name in it exists."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dengming.calendar.workdays import packaged_table
from dengming.cli.main import COMMANDS
from dengming.cli.rulebook import VERBS
from dengming.editions.rules import Parameters, Rules
from dengming.reports.institutions import COMMAND, institutions_page
from dengming.rulebook.library import load
from dengming.rulebook.places import packs_root
from dengming.rulebook.schema import Institution
from dengming.standing.examples import failures
from tests.house.tree import ROOT
from tests.shipped import rulebook

_ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<english>[^|]+) \| `(?P<code>[^`]+)` \|", re.MULTILINE)
_SPOKEN = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.\-]+(/[\w.\-]*)+|[\w\-]+\.(py|md|toml|json|lock)")
_MAPS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/rulebook.md", "docs/ui.md", "docs/glossary.md")
_WEB = "src/dengming/web"
_BESIDE = (
    "",
    "src/dengming",
    _WEB,
    f"{_WEB}/templates",
    f"{_WEB}/static/dengming",
    "institutions",
    "institutions/national",
)
"""Where a path may start that a page names: the root, or the folder that the page is about."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def glossary() -> list[tuple[str, str]]:
    """(term, code) of each row; a cell may hold two terms."""
    rows = [(row["term"].strip(), row["code"]) for row in _ROW.finditer(text("docs/glossary.md"))]
    return [(term, code) for cell, code in rows for term in cell.split("、")]


def test_the_institutions_page_is_what_the_packs_say() -> None:
    fresh = institutions_page(Rules(rulebook(), packaged_table(), Parameters()))
    assert text("docs/institutions.md") == fresh, f"docs/institutions.md is not what the packs say: run `{COMMAND}`"


def test_a_chinese_term_stands_once_in_the_glossary() -> None:
    found = Counter(term for term, _ in glossary())
    assert len(found) > 80
    assert [term for term, count in found.items() if count > 1] == []


def test_every_name_in_the_glossary_is_in_the_code() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "institutions").rglob("*.toml")]
    whole = "\n".join(file.read_text(encoding="utf-8") for file in files)
    unknown = [code for _, code in glossary() if not re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", whole)]
    assert unknown == []


@pytest.mark.parametrize("page", _MAPS)
def test_every_path_that_a_page_names_exists(page: str) -> None:
    gone = [path for path in named_paths(text(page)) if not exists(path)]
    assert gone == []


def named_paths(page: str) -> list[str]:
    """What is written as code and looks like a path of the repository, without patterns and examples."""
    spoken = {match for match in _SPOKEN.findall(page) if _PATH.fullmatch(match)}
    return sorted(path for path in spoken if not path.startswith((".venv/", "build/", "/")))


def exists(path: str) -> bool:
    return any((ROOT / folder / path).exists() for folder in _BESIDE)


def test_a_path_that_is_not_there_is_found() -> None:
    assert named_paths("see `src/dengming/gone.py`, `a | b`, `/url/`") == ["src/dengming/gone.py"]
    assert not exists("src/dengming/gone.py")
    assert exists("records/emission.py")


def test_no_commands_but_those_there_are() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        written = page.read_text(encoding="utf-8")
        for command, verb in re.findall(r"(?:^|[`/ ])dengming ([a-z]+)(?: ([a-z]+))?", written, re.MULTILINE):
            assert command in COMMANDS, f"{relative(page)}: dengming {command}"
            assert command != "rulebook" or not verb or verb in VERBS, f"{relative(page)}: dengming rulebook {verb}"


def relative(page: Path) -> Path:
    return page.relative_to(ROOT)


def test_the_institution_of_the_contributing_page_works(tmp_path: Path) -> None:
    packs = Path(shutil.copytree(packs_root(), tmp_path / "packs"))
    written = re.findall(r"^```toml\n(.*?)^```", text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    (packs / "district" / "reading-day.toml").write_text(written[0], encoding="utf-8")
    rulebook = load(packs)
    assert "hold-reading-day" in rulebook.duties
    only = replace(rulebook, files=tuple(without_examples(file) for file in rulebook.files))
    assert list(failures(only)) == []


def without_examples(file: Institution) -> Institution:
    """The other institutions without their examples: those run elsewhere."""
    return file if file.id == "reading-day" else file.model_copy(update={"example": ()})


def test_the_trail_from_fact_to_state_names_functions_that_are_there() -> None:
    steps = re.findall(r"^\d+\. `(src/[^`]+\.py)` 的 `(\w+)`", text("README.md"), re.MULTILINE)
    assert len(steps) > 5
    gone = [(path, name) for path, name in steps if f"\ndef {name}(" not in text(path)]
    assert gone == []
