"""Reading the repository's own files for the house rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PLACES = ("src", "tests", "docs", "institutions", "bench", ".ci")
_TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".svg", ".txt", ".json", ".yml", ".yaml", ".sh", ""}


def python_files(root: Path, *places: str) -> list[Path]:
    """The Python files under the places, migrations left out: Django writes those."""
    found = (path for place in places for path in sorted((root / place).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def text_files(root: Path) -> Iterator[Path]:
    """Every text file that is part of the project; `.git`, which is a file in a second work tree, is not."""
    beside = (path for path in sorted(root.glob("*")) if path.name != ".git")
    yield from (path for path in beside if path.is_file() and path.suffix in _TEXT)
    for place in _PLACES:
        for path in sorted((root / place).rglob("*")):
            if path.is_file() and path.suffix in _TEXT and "__pycache__" not in path.parts:
                yield path


def nodes(path: Path) -> Iterator[ast.AST]:
    """The syntax tree of a file, flattened."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())
