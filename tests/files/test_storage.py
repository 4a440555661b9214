"""Bytes lie once under their digest, for the service alone, as long as any room needs them."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from dengming.accounts.scope import NotVisible
from dengming.files import storage


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def needed(monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], set[str]]:
    """What two rooms need, in the place of the real ones."""
    one: set[str] = set()
    other: set[str] = set()
    monkeypatch.setattr(storage, "NEEDS", [])
    storage.provide(one.__contains__, other.__contains__)
    return one, other


def test_the_same_bytes_are_written_once_for_the_service_alone(uploads: Path) -> None:
    digest = storage.put(b"minutes")
    assert digest == storage.put(b"minutes") == hashlib.sha256(b"minutes").hexdigest()
    files = [path for path in uploads.rglob("*") if path.is_file()]
    assert files == [storage.path_of(digest)]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    with storage.stream(digest) as stream:
        assert stream.read() == b"minutes"


def test_a_write_that_breaks_off_leaves_nothing(uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        storage.put(b"minutes")
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_bytes_stay_while_any_room_needs_them(needed: tuple[set[str], set[str]]) -> None:
    digest, beside = storage.put(b"minutes"), storage.put(b"of another")
    for room in needed:
        room.add(digest)
        storage.release([digest])
        assert storage.path_of(digest).exists()
        room.clear()
    storage.release([digest])
    assert not storage.path_of(digest).exists()
    assert storage.path_of(beside).exists()
    with pytest.raises(NotVisible, match="从备份恢复"):
        storage.stream(digest)


def test_a_room_is_asked_once_however_often_it_says_so(needed: tuple[set[str], set[str]]) -> None:
    before = list(storage.NEEDS)
    storage.provide(*before)
    assert before == storage.NEEDS


@pytest.mark.django_db
def test_bytes_go_and_are_kept_again_when_the_transaction_holds(
    needed: tuple[set[str], set[str]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    digest = storage.put(b"minutes")
    with django_capture_on_commit_callbacks(execute=True):
        storage.release_later([digest])
        assert storage.path_of(digest).exists()
    assert not storage.path_of(digest).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert storage.put_surely(b"minutes") == digest
        storage.release([digest])
    assert storage.path_of(digest).exists()
