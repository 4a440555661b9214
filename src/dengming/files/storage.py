"""Where the bytes of uploaded files lie: DENGMING_HOME/uploads, by digest, for nobody else (0600).

Rooms above whose rows name a digest say by `provide`, once, when the application starts, which bytes they need.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction

from dengming.accounts.scope import NotVisible

Need = Callable[[str], bool]
"""Whether a room needs the bytes with this digest."""
NEEDS: Final[list[Need]] = []


def provide(*needs: Need) -> None:
    """Add tests by rows that this room does not know."""
    NEEDS.extend(need for need in needs if need not in NEEDS)


def put(data: bytes) -> str:
    """Keep the bytes and give their SHA-256 digest. What is there already is not written again."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(path, data)
    return digest


def _write_whole(path: Path, data: bytes) -> None:
    """Either the whole file or none: written beside and moved into place. `mkstemp` makes it 0600."""
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def put_surely(data: bytes) -> str:
    """As `put`, and once more when the transaction holds: a removal may delete the same bytes in between."""
    transaction.on_commit(partial(put, data))
    return put(data)


def path_of(digest: str) -> Path:
    """Where the bytes with this digest are."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def stream(digest: str) -> IO[bytes]:
    """The bytes. Raises NotVisible, with what to do, where they are gone."""
    try:
        return path_of(digest).open("rb")
    except FileNotFoundError as error:
        raise NotVisible("文件不在了：请联系系统管理员从备份恢复。") from error


def release_later(digests: Iterable[str]) -> None:
    """Once the transaction holds, delete the bytes that nothing needs any more."""
    found = set(digests)
    transaction.on_commit(lambda: release(found))


def release(digests: Iterable[str]) -> None:
    """Delete the bytes that no room needs."""
    for digest in digests:
        if not any(needs(digest) for needs in NEEDS):
            path_of(digest).unlink(missing_ok=True)
