"""Where the bytes of evidence and scanned papers lie: DENGMING_HOME/uploads, by digest, for nobody else (0600)."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from dengming.accounts.scope import NotVisible
from dengming.records.models import Evidence, Scan


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
    """Delete the bytes that no evidence and no scanned paper needs.

    Removed evidence is still needed while the record's facts rest on the time before the removal, a replaced scan
    while it is listed, which is always.
    """
    for digest in digests:
        if not needed().filter(digest=digest).exists() and not Scan.objects.filter(digest=digest).exists():
            path_of(digest).unlink(missing_ok=True)


def needed() -> QuerySet[Evidence]:
    """The evidence whose bytes must be kept."""
    still_resting = Q(record__confirmed_at__isnull=False, removed_at__gte=F("record__confirmed_at"))
    return Evidence.objects.filter(Q(removed_at=None) | still_resting)
