"""The repository keeps the house rules, and every rule finds a planted fault."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house import rules
from tests.house.tree import ROOT

Rule = Callable[[Path], Iterator[str]]

RULES: list[Rule] = [
    rules.too_long,
    rules.long_functions,
    rules.forbidden_names,
    rules.parent_imports,
    rules.managers_in_web,
    rules.machine_paths,
    rules.broken_links,
    rules.packages_without_init,
]

FAULTS: list[tuple[Rule, str, str]] = [
    (rules.too_long, "src/a.py", "x = 1\n" * 301),
    (rules.too_long, "src/a.html", "<p>\n" * 201),
    (rules.too_long, "tests/a.py", "x = 1\n" * 501),
    (rules.long_functions, "src/a.py", "def f():\n" + "    x = 1\n" * 50),
    (rules.forbidden_names, "src/utils.py", ""),
    (rules.forbidden_names, "src/helpers/__init__.py", ""),
    (rules.parent_imports, "src/a.py", "from ..b import c\n"),
    (rules.managers_in_web, "src/dengming/web/a.py", "rows = User.objects.all()\n"),
    (rules.machine_paths, "docs/a.md", "see /" + "work/main\n"),
    (rules.machine_paths, "Makefile", "X = /" + "tmp/x\n"),
    (rules.broken_links, "README.md", "[gone](docs/gone.md)\n"),
    (rules.broken_links, "docs/a.md", "# Here\n[there](#there)\n"),
    (rules.packages_without_init, "tests/a/test_a.py", ""),
]

ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.too_long, "src/migrations/a.py", "x = 1\n" * 301),
    (rules.long_functions, "src/a.py", "def f():\n" + "    x = 1\n" * 49),
    (rules.parent_imports, "src/a.py", "from .b import c\n"),
    (rules.machine_paths, "docs/a.md", "https://example.org/tmp/x and homework/main\n"),
    (rules.broken_links, "docs/a.md", "# 组织 Here\n[here](#组织-here) [out](https://example.org)\n"),
]


def plant(root: Path, name: str, text: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_repository_keeps(rule: Rule) -> None:
    complaints = [complaint.replace(f"{ROOT}/", "") for complaint in rule(ROOT)]
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(("rule", "name", "text"), FAULTS, ids=lambda it: getattr(it, "__name__", None))
def test_a_planted_fault_is_found(tmp_path: Path, rule: Rule, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert len(list(rule(tmp_path))) == 1


@pytest.mark.parametrize(("rule", "name", "text"), ALLOWED, ids=lambda it: getattr(it, "__name__", None))
def test_what_is_allowed_passes(tmp_path: Path, rule: Rule, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert list(rule(tmp_path)) == []
