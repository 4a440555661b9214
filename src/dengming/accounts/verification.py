"""Whether the journal's chain holds: the first broken line, and what is broken about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from dengming.accounts.journal import BEFORE_FIRST, digest_of, seal_of
from dengming.accounts.models import JournalHead, Line

_CHUNK = 2000


@dataclass(frozen=True)
class Verdict:
    """How many lines hold from the first on, the digest of the last of them, and the fault after it ("" for none).

    Note the digest down outside the system: whoever holds the journal key could forge a chain, but not that note.
    """

    lines: int
    digest: str
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether the whole chain is as it was written."""
        return not self.fault


def verify() -> Verdict:
    """Walk the chain from the first line to the head, in constant memory. Lines written meanwhile are read along."""
    head = JournalHead.objects.first()
    if head and head.seal != seal_of(head):
        return Verdict(0, BEFORE_FIRST, "末行记录被改动：封印不符。")
    count, digest = 0, BEFORE_FIRST
    for line in _lines():
        fault = _fault_in(line, count + 1, digest, head)
        if fault:
            return Verdict(count, digest, fault)
        count, digest = line.seq, line.digest
    return Verdict(count, digest, _fault_at_end(count, head))


def _lines() -> Iterator[Line]:
    return Line.objects.order_by("seq").iterator(chunk_size=_CHUNK)


def _fault_in(line: Line, expected: int, previous: str, head: JournalHead | None) -> str:
    if line.seq != expected:
        return f"第 {expected} 行缺失（下一行是第 {line.seq} 行）。"
    if digest_of(line) != line.digest:
        return f"第 {line.seq} 行的内容与摘要不符：该行被改动、调换或伪造。"
    if line.previous != previous:
        return f"第 {line.seq} 行与上一行接不上：其间的行被替换。"
    if head and head.seq == line.seq and head.digest != line.digest:
        return f"第 {line.seq} 行与末行记录不符：链尾被替换。"
    return ""


def _fault_at_end(count: int, head: JournalHead | None) -> str:
    if head is None:
        return f"末行记录缺失，而日志有 {count} 行。" if count else ""
    if count < head.seq:
        return f"第 {count + 1} 行起缺失：末行应为第 {head.seq} 行，链尾被截断。"
    return ""
