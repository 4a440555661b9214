"""Where the bytes of evidence lie: DENGMING_HOME/uploads, by digest, readable by nobody else on the machine (0600)."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from dengming.records.models import Evidence


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


def path_of(digest: str) -> Path:
    """Where the bytes with this digest are."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def release_later(digests: Iterable[str]) -> None:
    """Once the transaction holds, delete the bytes that no record needs any more."""
    found = set(digests)
    transaction.on_commit(lambda: release(found))


def release(digests: Iterable[str]) -> None:
    """Delete the bytes that no evidence needs.

    Removed evidence is still needed while the record's facts rest on the time before the removal.
    """
    for digest in digests:
        if not needed().filter(digest=digest).exists():
            path_of(digest).unlink(missing_ok=True)


def needed() -> QuerySet[Evidence]:
    """The evidence whose bytes must be kept."""
    still_resting = Q(record__confirmed_at__isnull=False, removed_at__gte=F("record__confirmed_at"))
    return Evidence.objects.filter(Q(removed_at=None) | still_resting)
