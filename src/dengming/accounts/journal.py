"""The journal: one line for every write, each sealed together with the one before it.

A line's digest is an HMAC-SM3 over its contents and the previous digest, under a key that is not in the database:
whoever changes, removes or swaps lines without the key is found by `verify`. Never put contents into `note` that the
product masks or does not store; the journal cannot forget.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dengming.accounts.models import JournalHead, Line

BEFORE_FIRST: Final = "0" * 64
_HEAD = 1  # the key of the one row of JournalHead
_ABOUT = 300  # characters kept of what a line is about


@dataclass(frozen=True)
class Entry:
    """What a line will say. `actor` is the account's number, or None for the system itself."""

    action: str
    about: str
    name: str
    actor: int | None = None
    note: Mapping[str, Any] = field(default_factory=dict)


_collected: ContextVar[list[Entry] | None] = ContextVar("journal_entries", default=None)


@contextmanager
def transaction_with_lines() -> Iterator[list[Entry]]:
    """One transaction, and the list of entries that are written when it is about to commit.

    Inside another one it is a savepoint with the same list. Writing at the end keeps the lock on the head short, and
    no row is locked after it, so that writers cannot wait for each other in a circle.
    """
    outer = _collected.get()
    if outer is not None:
        with _savepoint(outer):
            yield outer
        return
    entries: list[Entry] = []
    token = _collected.set(entries)
    try:
        with transaction.atomic():
            yield entries
            append(entries)
    finally:
        _collected.reset(token)


@contextmanager
def _savepoint(entries: list[Entry]) -> Iterator[None]:
    kept = len(entries)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del entries[kept:]  # what was undone leaves no line
        raise


def append(entries: Sequence[Entry]) -> None:
    """Write entries as the next lines, in order, in one transaction."""
    if not entries:
        return
    with transaction.atomic():
        head = _locked_head()
        lines = list(_chain(entries, head.seq, head.digest, timezone.now()))
        Line.objects.bulk_create(lines)
        head.seq, head.digest = lines[-1].seq, lines[-1].digest
        head.seal = seal_of(head)
        head.save()


def _locked_head() -> JournalHead:
    """The head row, locked until commit (SQLite has locked the database already)."""
    start = JournalHead(pk=_HEAD, seq=0, digest=BEFORE_FIRST)
    defaults = {"seq": start.seq, "digest": start.digest, "seal": seal_of(start)}
    head, _created = JournalHead.objects.select_for_update().get_or_create(pk=_HEAD, defaults=defaults)
    return head


def _chain(entries: Sequence[Entry], seq: int, previous: str, at: datetime) -> Iterator[Line]:
    for entry in entries:
        seq += 1
        line = Line(
            seq=seq,
            at=at,
            actor=entry.actor,
            name=entry.name[:120],
            action=entry.action,
            about=entry.about[:_ABOUT],
            note=canonical(dict(entry.note)),
            previous=previous,
        )
        line.digest = previous = digest_of(line)
        yield line


def digest_of(line: Line) -> str:
    """HMAC-SM3 over everything in the line but the digest itself, as 64 hex digits."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [line.seq, at, line.actor, line.name, line.action, line.about, line.note, line.previous]
    return _hmac(canonical(row))


def seal_of(head: JournalHead) -> str:
    """HMAC-SM3 over the head: a head set back to an earlier line has no valid seal."""
    return _hmac(canonical(["head", head.seq, head.digest]))


def canonical(value: Any) -> str:
    """The one text of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _hmac(text: str) -> str:
    digest = hmac.HMAC(settings.DENGMING_KEYS.journal, hashes.SM3())
    digest.update(text.encode())
    return digest.finalize().hex()
