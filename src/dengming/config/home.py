"""DENGMING_HOME: the one directory with everything an installation owns."""

import os
from pathlib import Path

from dengming.refusal import Refusal


def open_home() -> Path:
    """The data directory, created on first use and closed to other users of the machine (mode 0700)."""
    home = Path(os.environ.get("DENGMING_HOME") or "data").expanduser().resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("uploads", "static"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refusal(f"不能建立数据目录 {home}：{error.strerror}；请用 DENGMING_HOME 指定一个可写的目录。") from error
    return home
