"""佐证 of a case: a record that exists or a file that passes, opened through the case, taken away with a trace."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.facts.models import Fact
from dengming.files import storage
from dengming.ledgers import materials
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.materials import link, open_for, remove
from dengming.ledgers.models import Entry, Material
from dengming.refusal import Refusal
from tests.cast import TODAY, Cast, set_clock
from tests.files import papers
from tests.ledgers.rectifying import approved, move, planned, secretary
from tests.records import writing
from tests.shipped import rulebook


@pytest.fixture(autouse=True)
def uploads(cast: Cast, settings: Settings, tmp_path: Path) -> Path:
    secretary(cast)
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def upload(cast: Cast, entry: Entry, data: bytes = b"", who: str = "di", **more: str) -> Material:
    sent: dict[str, Any] = {"proof": "rectified", "name": "议事规则.docx", "data": data or papers.docx(), **more}
    found: Material = materials.upload(cast.scope(who), entry, **sent)
    return found


def checked(cast: Cast, entry: Entry) -> Entry:
    return move(cast, "di", entry, "checked", **{"self-check": "已补听"})


def test_a_proof_taken_away_no_longer_counts(cast: Cast) -> None:
    entry = approved(cast)
    made = link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    entry = move(cast, "di", entry, "checked", **{"self-check": "已补听"})
    remove(cast.scope("di"), made)
    with pytest.raises(Refusal, match="已经取下"):
        remove(cast.scope("di"), made)
    entry = Entry.objects.get(pk=entry.pk)
    with pytest.raises(Refusal, match="还没有“整改佐证”"):
        move(cast, "eve", entry, "closed", verdict="同意")


def test_a_record_of_others_is_no_proof(cast: Cast) -> None:
    entry = approved(cast)
    for source in ("not-a-uid", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(Refusal, match="没有找到这条记录"):
            link(cast.scope("di"), entry, proof="rectified", source=source)


def test_a_file_is_a_proof_and_the_journal_names_its_digest(cast: Cast) -> None:
    entry = approved(cast)
    made = upload(cast, entry)
    note = json.loads(Line.objects.get(action="material.uploaded").note)
    assert (made.name, made.size) == ("议事规则.docx", len(papers.docx()))
    assert (note["digest"], note["proof"]) == (made.digest, "rectified")
    entry = checked(cast, entry)
    bit = rulebook().proofs["rectified"].mask
    assert bit in Fact.objects.filter(source=entry.source_id).values_list("proofs", flat=True)


def test_it_opens_through_the_case_only(cast: Cast) -> None:
    entry = approved(cast)
    made = upload(cast, entry)
    found, stream = open_for(cast.scope("di"), entry.uid, made.uid)
    with stream:
        assert (found, stream.read()) == (made, papers.docx())
    linked = link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    beside = entry.parent
    assert beside
    asked = [("charlie", entry, made.uid), ("bo", entry, made.uid), ("di", beside, made.uid), ("di", entry, uuid4())]
    for who, case, uid in [*asked, ("di", entry, linked.uid)]:
        with pytest.raises(NotVisible):
            open_for(cast.scope(who), case.uid, uid)
    remove(cast.scope("di"), made)
    with pytest.raises(NotVisible):
        open_for(cast.scope("di"), entry.uid, made.uid)


def test_only_who_records_there_uploads(cast: Cast) -> None:
    entry = approved(cast)
    with pytest.raises(PermissionDenied):
        upload(cast, entry, who="wu")
    with pytest.raises(NotVisible):
        upload(cast, entry, who="charlie")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("机密★规则.docx", papers.docx(), "密级标志"),
        ("规则.docx", papers.docx("机密★"), "密级标志"),
        ("规则.exe", b"MZ", "不接收“.exe”文件"),
        ("规则.pdf", papers.docx(), "“规则.pdf”没有上传"),
    ],
)
def test_a_file_that_does_not_pass_is_told_at_its_field_and_leaves_nothing(
    cast: Cast, uploads: Path, name: str, data: bytes, told: str
) -> None:
    entry = approved(cast)
    lines = Line.objects.count()
    with pytest.raises(FieldRefusal, match=told) as refused:
        upload(cast, entry, data, name=name)
    assert list(refused.value.problems) == ["file"]
    assert not Material.objects.exists()
    assert not [path for path in uploads.rglob("*") if path.is_file()]
    assert Line.objects.count() == lines


def test_what_the_case_does_not_take_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = approved(cast)
    with pytest.raises(Refusal, match="不收“照片”"):
        upload(cast, entry, papers.jpeg(), name="a.jpg", proof="photo")
    upload(cast, entry)
    with pytest.raises(FieldRefusal, match=r"“另一名\.docx”已经上传过了"):
        upload(cast, entry, name="另一名.docx")
    monkeypatch.setattr(materials, "FILES_AT_MOST", 1)
    with pytest.raises(FieldRefusal, match="一件最多 1 个文件"):
        upload(cast, entry, papers.docx("第二份"))
    entry = move(cast, "eve", checked(cast, entry), "closed", verdict="同意销号")
    entry = move(cast, "eve", entry, "rechecked", recheck="没有反弹")
    with pytest.raises(Refusal, match="已经办结"):
        upload(cast, entry, papers.docx("第二份"))
    assert Material.objects.count() == 1


def test_what_takes_no_file_asks_for_a_record(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = approved(cast)
    monkeypatch.setattr(materials, "files_of", lambda _: [])
    with pytest.raises(Refusal, match="“整改佐证”不收文件：请关联已有的记录"):
        upload(cast, entry)


def test_a_file_taken_away_goes_while_no_step_was_taken_with_it(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    entry = approved(cast)
    made = upload(cast, entry)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.scope("di"), made)
    assert not storage.path_of(made.digest).exists()
    assert Material.objects.exclude(removed_at=None).get() == made


def test_a_file_that_facts_rested_on_stays(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    entry = approved(cast)
    made = upload(cast, entry)
    checked(cast, entry)
    set_clock(hour=12)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.scope("di"), Material.objects.get(pk=made.pk))
    assert storage.path_of(made.digest).exists()


def test_what_a_case_holds_is_kept_when_others_let_go(cast: Cast) -> None:
    made = upload(cast, approved(cast))
    storage.release([made.digest])
    assert storage.path_of(made.digest).exists()


def test_the_sealed_copy_of_a_plan_may_be_uploaded(cast: Cast) -> None:
    plan = planned(cast)
    made = upload(cast, plan, papers.pdf(), proof="sealed-copy", name="盖章件.pdf")
    plan = move(cast, "di", plan, "filed", number="机党发〔2020〕9号")
    assert list(plan.materials.all()) == [made]


def test_the_sealed_copy_of_a_plan_need_not_be_uploaded(cast: Cast) -> None:
    assert move(cast, "di", planned(cast), "filed", number="机党发〔2020〕9号", scan="档案室").stage == "filed"
