"""The scanned sealed copy of a bulletin: the authoritative one, once it is issued."""

from typing import IO
from uuid import UUID

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import NotVisible, Scope
from dengming.records import scans
from dengming.records.models import Scan
from dengming.refusal import Refusal
from dengming.reports.issues.queries import OUT, get_issue
from dengming.reports.models import Issue


@action("bulletin.scanned", label="上传盖章扫描件", needs="settle")
def add(scope: Scope, issue: Issue, *, name: str, data: bytes, reason: str = "") -> Done[Scan]:
    """Keep the scanned sealed copy; the one before it stays listed as replaced, for the reason given."""
    if issue.stage not in OUT:
        raise Refusal(f"这份通报现在是“{issue.get_stage_display()}”：印发、盖章以后再上传扫描件。")
    scan = scans.keep(scope, issue.uid, name=name, data=data, reason=reason)
    return Done(scan, about=f"{issue.bulletin} {issue.period}", note={"issue": str(issue.uid)} | scans.noted(scan))


def open_for(scope: Scope, uid: UUID, scan: UUID) -> tuple[Scan, IO[bytes]]:
    """The copy for whoever may see the issued paper; one that was replaced, which may have been the wrong paper, for
    the committee alone. NotVisible otherwise."""
    issue = get_issue(scope, uid)
    if issue.stage not in OUT:
        raise NotVisible("没有找到。")
    return scans.find(uid, scan, replaced=scope.may("settle"))
