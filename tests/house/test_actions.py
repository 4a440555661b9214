"""Every write is declared: one name, one Chinese label, a capability that exists."""

import ast
import importlib
import pkgutil
import re
from functools import cache

import dengming
from dengming.accounts.actions import REGISTRY
from dengming.accounts.capabilities import LABELS
from tests.house.tree import ROOT, nodes, python_files

_NAME = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PACKAGES = (
    "accounts",
    "editions",
    "orgs",
    "facts",
    "records",
    "ledgers",
    "dues",
    "standing",
    "reports",
    "web",
    "demo",
)


@cache
def import_everything() -> None:
    """So that the registry is whole; two actions of one name would fail here."""
    for package in _PACKAGES:
        path = [f"{next(iter(dengming.__path__))}/{package}"]
        for module in pkgutil.walk_packages(path, f"dengming.{package}."):
            importlib.import_module(module.name)


def declared_in_source() -> list[str]:
    """The first argument of every `@action(...)` and `declare(...)` call."""
    return [
        node.args[0].value
        for path in python_files(ROOT, "src")
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"action", "declare"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def test_names_are_used_once() -> None:
    names = declared_in_source()
    assert len(names) > 5
    assert sorted(names) == sorted(set(names))


def test_the_registry_holds_what_the_source_declares() -> None:
    import_everything()
    assert sorted(REGISTRY) == sorted(declared_in_source())


def test_names_labels_and_capabilities() -> None:
    import_everything()
    for declared in REGISTRY.values():
        assert _NAME.fullmatch(declared.name), declared
        assert _CHINESE.search(declared.label), declared
        assert declared.needs in LABELS, declared
