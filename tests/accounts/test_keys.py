"""The secret keys: made once, closed to others, whole."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dengming.accounts.keys import open_keys
from dengming.refusal import Refusal


def test_keys_are_made_once_and_differ(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "keys")
    assert keys == open_keys(tmp_path / "keys")
    assert len({keys.signing, keys.data, keys.index, keys.journal}) == 4


def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    open_keys(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()} == {0o600}


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_keys(tmp_path / "keys"), range(16)))
    assert all(keys == opened[0] for keys in opened)
    assert len(list((tmp_path / "keys").iterdir())) == 4, "drafts are left behind"


@pytest.mark.parametrize("damage", ["", "abcd", "不是十六进制"])
def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path, damage: str) -> None:
    open_keys(tmp_path)
    (tmp_path / "data.key").write_text(damage, encoding="utf-8")
    with pytest.raises(Refusal, match=r"data\.key 已损坏"):
        open_keys(tmp_path)
    assert (tmp_path / "data.key").read_text(encoding="utf-8") == damage


def test_keys_do_not_show_in_their_text(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    assert keys.data.hex() not in repr(keys)
    assert repr(keys.data) not in repr(keys)
