"""Scanned sealed copies of official papers: kept after the inspection that evidence passes, replaced with a trace.

Who may upload and who may open is said by the paper's own package; here is what holds for any paper.
"""

from typing import IO, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.files import storage
from dengming.files.inspection import Inspected, inspect
from dengming.reasons import reason_of
from dengming.records.models import Scan
from dengming.refusal import Refusal

KINDS: Final = ("pdf", "ofd", "jpg", "png")
KINDS_LABEL: Final = "PDF、OFD 或 JPG、PNG 图片"


def scans_of(paper: UUID) -> list[Scan]:
    """All copies of a paper, the one that counts first."""
    return list(Scan.objects.filter(paper=paper).select_related("uploaded_by"))


def keep(scope: Scope, paper: UUID, *, name: str, data: bytes, reason: str) -> Scan:
    """Keep a copy as the one that counts. Raises Refusal for a file that does not pass, and for a replacement that
    does not say why; nothing is kept then."""
    before = Scan.objects.filter(paper=paper).first()
    told = reason_of(reason, "更换盖章扫描件") if before else ""
    passed = _passed(name, data)
    digest = storage.put_surely(passed.data)
    if before is not None and before.digest == digest:
        raise Refusal(f"“{passed.name}”与现在的扫描件是同一个文件，不用更换。")
    scan = Scan(
        paper=paper,
        number=before.number + 1 if before else 1,
        name=passed.name,
        media_type=passed.kind.media_type,
        size=len(passed.data),
        digest=digest,
        reason=told,
        uploaded_at=clock.moment(),
        uploaded_by=scope.actor,
    )
    try:
        with transaction.atomic():
            scan.save(force_insert=True)
    except IntegrityError as error:  # somebody else's came between
        raise Refusal("刚由别人上传了扫描件：请刷新页面查看。") from error
    return scan


def find(paper: UUID, uid: UUID, *, replaced: bool) -> tuple[Scan, IO[bytes]]:
    """One copy with its bytes; one that was replaced only where `replaced` says so. NotVisible otherwise."""
    found = next((it for it in scans_of(paper)[: None if replaced else 1] if it.uid == uid), None)
    if found is None:
        raise NotVisible("没有找到。")
    return found, storage.stream(found.digest)


def needs(digest: str) -> bool:
    """Whether the bytes must be kept: a replaced scan is still listed, which is always."""
    return Scan.objects.filter(digest=digest).exists()


def noted(scan: Scan) -> dict[str, str | int]:
    """What the journal keeps of an upload."""
    note: dict[str, str | int] = {"scan": str(scan.uid), "number": scan.number, "digest": scan.digest}
    return note | {"size": scan.size, "reason": scan.reason}


def _passed(name: str, data: bytes) -> Inspected:
    passed = inspect(name, data)
    if passed.kind.suffix not in KINDS:
        raise Refusal(f"“{passed.name}”没有上传：盖章扫描件要用 {KINDS_LABEL}，请扫描盖了章的纸质件。")
    return passed
