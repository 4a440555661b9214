"""One small institution, 走访, to be broken in tests; and what is said of it."""

import re
from pathlib import Path

from dengming.rulebook.faults import Fault, RulebookError
from dengming.rulebook.library import load
from dengming.rulebook.places import packs_root

GOOD = """
id = "walk"
name = "走访"
theme = "组织生活"
summary = "每月走访一次。"
basis = [{ practice = "测试" }]

[[activity]]
id = "walk-day"
name = "走访日"
host = ["branch"]
proofs = ["minutes"]

[[duty]]
id = "hold-walk"
name = "每月走访"
owner = ["branch"]
counts = { activity = "walk-day", role = "host" }
every = "month"
  [[duty.term]]
  from = 2020-01-01

[[example]]
name = "没有走访"
on = 2020-02-02
expect = { duty = "hold-walk", subject = "b1", period = "2020-01", state = "overdue" }
"""


def put(root: Path, text: str, name: str = "walk.toml") -> Path:
    """Write a file into a national pack that has no other institutions."""
    pack = root / "national"
    pack.mkdir(exist_ok=True)
    shipped = (packs_root() / "national" / "pack.toml").read_text(encoding="utf-8")
    (pack / "pack.toml").write_text(re.sub(r"order = \[[^]]*\]\n", "", shipped), encoding="utf-8")
    (pack / name).write_text(text, encoding="utf-8")
    return pack / name


def faults_in(root: Path) -> list[Fault]:
    """What loading says, sorted by file and line."""
    try:
        load(root)
    except RulebookError as error:
        return error.faults
    return []


def faults_of(root: Path, text: str, second: str = "") -> list[Fault]:
    """What loading says of a national pack of this one file, or of two."""
    put(root, text)
    if second:
        put(root, second, "zweite.toml")
    return faults_in(root)
