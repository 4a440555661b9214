"""A file that cannot be read as TOML: the encoding, the emptiness, the slip of the pen, each in one sentence."""

import codecs
from pathlib import Path

import pytest

from tests.rulebook.walk import GOOD, faults_in, faults_of, put

SLIPS = {
    "no equals sign": ('name = "走访"', 'name "走访"', "缺少“=”"),
    "Chinese quotation marks": ('name = "走访"', "name = “走访”", "英文引号"),
    "Chinese equals sign": ('name = "走访"', 'name ＝ "走访"', "中文等号"),
    "open quotation mark": ('name = "走访"', 'name = "走访', "引号没有收尾"),
    "open bracket": ('host = ["branch"]', 'host = ["branch"', "方括号没有收尾"),
    "no such day": ("from = 2020-01-01", "from = 2020-02-30", "没有这一天"),
    "a key twice": ('name = "走访"', 'name = "走访"\nname = "再访"', "同一个键写了两次"),
    "an open section": ("[[activity]]", "[[activity]", "方括号没有收尾"),
    "a bare line": ('name = "走访"', "走访", "既不是"),
    "two on a line": ('name = "走访"', 'name = "走访" "再访"', "一行写了两样"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_names_its_line_in_chinese(tmp_path: Path, name: str) -> None:
    old, new, words = SLIPS[name]
    broken = GOOD.replace(old, new, 1)
    (fault,) = faults_of(tmp_path, broken)
    first = next(
        n for n, pair in enumerate(zip(broken.splitlines(), GOOD.splitlines(), strict=False)) if len({*pair}) == 2
    )
    assert first < fault.line <= first + 3
    assert words in fault.message + fault.cure
    assert not any(word in str(fault) for word in ("Expected", "Invalid", "Cannot", "line"))


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    put(tmp_path, GOOD).write_bytes(GOOD.encode("gb18030"))
    (fault,) = faults_in(tmp_path)
    assert str(fault) == "national/walk.toml：不是 UTF-8 编码的文本。请用 UTF-8 编码另存。"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    put(tmp_path, GOOD).write_bytes(codecs.BOM_UTF8 + GOOD.encode())
    assert faults_in(tmp_path) == []


@pytest.mark.parametrize("text", ["", "\n\n  \n"])
def test_an_empty_file_is_one_fault(tmp_path: Path, text: str) -> None:
    (fault,) = faults_of(tmp_path, text)
    assert str(fault) == "national/walk.toml：文件是空的。请写上内容，或删去这个文件。"


def test_a_file_of_comments_lacks_what_every_file_has(tmp_path: Path) -> None:
    assert {fault.place for fault in faults_of(tmp_path, "# 待写")} == {"id", "name", "theme", "summary", "basis"}
