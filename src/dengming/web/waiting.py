"""An uploaded list between its preview and its import: one a session and kind, beside the data, never for long.

The preview's token stands for the file and for all that the preview said; an import that would do anything else is
refused and shown again.
"""

import hashlib
import json
import time
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dengming.orgs.importing.results import Plan
from dengming.web.request_scope import ScopedRequest

_KEPT_SECONDS: Final = 2 * 3600
ROSTER: Final = "roster"


def keep(request: ScopedRequest, file: UploadedFile, kind: str = ROSTER) -> Path:
    """Keep this session's upload in place of any before; those that others have left lying are removed."""
    forget_old()
    path = place(request, kind)
    path.touch(mode=0o600)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path


def place(request: ScopedRequest, kind: str = ROSTER) -> Path:
    """Where this session's upload waits, or would."""
    if not request.session.session_key:
        request.session.create()
    return _folder() / f"{request.session.session_key}.{kind}"


def forget_old() -> None:
    """Remove uploads that nobody has imported within two hours: lists of people do not lie about."""
    for path in _folder().glob("*.*"):
        if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
            path.unlink(missing_ok=True)


def token(path: Path, plan: Plan) -> str:
    """The same only for the same file and the same report, row by row."""
    rows = [(row.row, row.name, row.branch, row.outcome) for row in plan.rows]
    said: dict[str, Any] = plan.as_json() | {"rows": rows}
    text = json.dumps(said, ensure_ascii=False, default=str, sort_keys=True)
    return stands_for(path, text)


def stands_for(path: Path, said: str) -> str:
    """The token of a file and what was said of it."""
    return hashlib.sha256(path.read_bytes() + said.encode()).hexdigest()


def _folder() -> Path:
    folder = Path(settings.DENGMING_HOME) / "uploads" / "pending"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
