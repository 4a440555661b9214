"""Run one command module as the dispatcher does, and give back what it printed."""

import argparse
import json
from types import ModuleType
from typing import Any

import pytest


def run(module: ModuleType, *words: str) -> int:
    """The exit code of `dengming WORDS`."""
    parser = argparse.ArgumentParser(prog="dengming")
    module.add(parser.add_subparsers())
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


def answer(module: ModuleType, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command printed as JSON."""
    run(module, *words, "--json")
    return json.loads(capsys.readouterr().out)
