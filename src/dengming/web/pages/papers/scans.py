"""The scanned sealed copies of a paper as its page lists them."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from dengming.records.models import Scan


def shown(scans: Sequence[Scan], address: Callable[[UUID], str], opens_replaced: bool) -> dict[str, Any]:
    """For the template: `scan`, the one that counts, and `replaced`, those before it, each with the reason why."""
    rows = [
        {
            "name": it.name,
            "url": address(it.uid) if number == 0 or opens_replaced else "",
            "size": it.size,
            "digest": it.digest,
            "by": it.uploaded_by.name if it.uploaded_by else "",
            "at": it.uploaded_at,
            "reason": scans[number - 1].reason if number else "",
        }
        for number, it in enumerate(scans)
    ]
    return {"scan": rows[0] if rows else None, "replaced": rows[1:]}
