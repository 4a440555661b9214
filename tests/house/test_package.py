"""What is installed holds what is not Python too: a file that no pattern names would be missing outside a checkout."""

import tomllib
from pathlib import Path

from dengming.rulebook.places import packs_root

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


def test_every_file_that_is_not_python_is_packaged() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns: dict[str, list[str]] = settings["tool"]["setuptools"]["package-data"]
    packaged = {
        path
        for package, globs in patterns.items()
        for glob in globs
        for path in (SOURCE / package.replace(".", "/")).glob(glob)
    }
    there = {path for path in (SOURCE / "dengming").rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert there - packaged == set()


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in (SOURCE / "dengming").rglob("*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").is_file()} == set()


def test_a_checkout_reads_its_own_packs() -> None:
    assert packs_root() == ROOT / "institutions"
