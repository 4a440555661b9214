"""The house rules as functions from a source tree to complaints, so that each can be tried on a tree that breaks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import lines_of, nodes, python_files, text_files

_FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "services", "misc", "base"}
# Written apart so that this file is not its own first find.
_MACHINE_PATH = re.compile(r"(?<![\w.\-])/(?:" + "|".join(("work", "tmp", "root", "Users")) + r")/\w")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)
_LONGEST_FUNCTION = 50


def too_long(root: Path) -> Iterator[str]:
    """Files over their limit: 300 lines of source, 200 of a template, 500 of a test."""
    limits = [(300, python_files(root, "src")), (500, python_files(root, "tests"))]
    limits.append((200, sorted((root / "src").rglob("*.html"))))
    for limit, files in limits:
        yield from (f"{path}: {lines_of(path)} lines, at most {limit}" for path in files if lines_of(path) > limit)


def long_functions(root: Path) -> Iterator[str]:
    """Functions that do not fit a glance."""
    for path in python_files(root, "src", "tests"):
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                length = node.end_lineno - node.lineno + 1
                if length > _LONGEST_FUNCTION:
                    yield f"{path}:{node.lineno} {node.name}: {length} lines"


def forbidden_names(root: Path) -> Iterator[str]:
    """Modules named for nothing in particular."""
    for path in python_files(root, "src", "tests"):
        named = path.parent.name if path.name == "__init__.py" else path.stem
        if named in _FORBIDDEN_NAMES:
            yield f"{path}: name it for what it holds"


def parent_imports(root: Path) -> Iterator[str]:
    """Relative imports that climb out of their package."""
    for path in python_files(root, "src", "tests"):
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom) and node.level > 1:
                yield f"{path}:{node.lineno} climbs {node.level - 1} up"


def managers_in_web(root: Path) -> Iterator[str]:
    """Pages ask `queries`, which take a scope; a manager used in a page takes none."""
    for path in python_files(root, "src/dengming/web"):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
                yield f"{path}:{node.lineno} uses .{node.attr}"


def machine_paths(root: Path) -> Iterator[str]:
    """Paths that exist on somebody's machine only."""
    for path in text_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _MACHINE_PATH.search(line):
                yield f"{path}:{number} {line.strip()[:80]}"


def broken_links(root: Path) -> Iterator[str]:
    """Relative links in the documentation to a file or heading that is not there."""
    for page in [*root.glob("*.md"), *(root / "docs").rglob("*.md")]:
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            if not file.exists() or (anchor and file.suffix == ".md" and anchor not in _anchors(file)):
                yield f"{page}: {target}"


def _anchors(page: Path) -> set[str]:
    """Headings as the addresses that a Markdown page gives them."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def packages_without_init(root: Path) -> Iterator[str]:
    """Directories of tests that are no packages: two files of one name in them would collide."""
    for path in python_files(root, "tests"):
        if not (path.parent / "__init__.py").exists():
            yield f"{path.parent}: has no __init__.py"
