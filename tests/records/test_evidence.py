"""Evidence: kept once, closed to others, gone when nothing needs it."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from dengming.accounts.scope import NotVisible
from dengming.files import storage
from dengming.records import evidence
from dengming.records.models import Evidence, Record
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.files import papers
from tests.records import writing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def add(cast: Cast, record: Record, data: bytes = b"", name: str = "记录.docx", proof: str = "minutes") -> Evidence:
    record.refresh_from_db()
    data = data or papers.docx()
    found: Evidence = evidence.add(cast.scope("ann"), record, version=record.version, proof=proof, name=name, data=data)
    return found


def remove(cast: Cast, file: Evidence) -> None:
    file.record.refresh_from_db()
    evidence.remove(cast.scope("ann"), file, version=file.record.version)


def test_the_same_bytes_are_kept_once_and_for_the_owner_only(cast: Cast, uploads: Path) -> None:
    record = writing.draft(cast)
    first, again = add(cast, record), add(cast, record)
    other = add(cast, writing.draft(cast), name="又一份.docx")
    assert first == again
    assert other.digest == first.digest
    files = [path for path in uploads.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [first.digest]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert Evidence.objects.count() == 2


def test_it_opens_only_through_the_record(cast: Cast) -> None:
    file = add(cast, writing.fill(cast, writing.draft(cast)))
    found, stream = evidence.open_for(cast.scope("ann"), file.uid)
    with stream:
        assert (found, stream.read()) == (file, papers.docx())
    for who in ("charlie", "bo"):
        with pytest.raises(NotVisible):
            evidence.open_for(cast.scope(who), file.uid)
    with pytest.raises(NotVisible):
        evidence.open_for(cast.scope("ann"), uuid4())
    with pytest.raises(NotVisible):
        add_as_stranger(cast, file.record)


def add_as_stranger(cast: Cast, record: Record) -> None:
    evidence.add(cast.scope("charlie"), record, version=record.version, proof="minutes", name="a.docx", data=b"x")


def test_what_no_kind_asks_for_is_not_taken(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不收“照片”文件"):
        add(cast, writing.draft(cast, "heart-talk"), papers.jpeg(), "a.jpg", "photo")
    with pytest.raises(Refusal, match="密级标志"):
        add(cast, writing.draft(cast), papers.docx("机密★"))
    assert not Evidence.objects.exists()


def test_a_removed_file_goes_when_nobody_needs_it(
    cast: Cast, uploads: Path, django_capture_on_commit_callbacks: object
) -> None:
    capture = django_capture_on_commit_callbacks
    one, two = add(cast, writing.draft(cast)), add(cast, writing.draft(cast))
    with capture(execute=True):  # type: ignore[operator]
        remove(cast, one)
    assert storage.path_of(two.digest).exists()
    with capture(execute=True):  # type: ignore[operator]
        remove(cast, two)
    assert not storage.path_of(two.digest).exists()
    assert Evidence.objects.exclude(removed_at=None).count() == 2
    with pytest.raises(Refusal, match="已经移除过"):
        remove(cast, one)
    with pytest.raises(NotVisible):
        evidence.open_for(cast.scope("ann"), one.uid)


def test_while_facts_rest_on_a_file_it_is_kept(
    cast: Cast, uploads: Path, django_capture_on_commit_callbacks: object
) -> None:
    capture = django_capture_on_commit_callbacks
    record = writing.fill(cast, writing.draft(cast))
    file = add(cast, record)
    record = writing.step(cast, "confirm", writing.step(cast, "file", record))
    record = writing.step(cast, "correct", record, reason="换一份")
    set_clock(hour=12)
    with capture(execute=True):  # type: ignore[operator]
        remove(cast, file)
    assert storage.path_of(file.digest).exists()
    set_clock(hour=13)
    with capture(execute=True):  # type: ignore[operator]
        writing.step(cast, "confirm", record)
    assert not storage.path_of(file.digest).exists()
