"""The scanned sealed copy of a bulletin: only once it is issued, checked, the newest counts, what it replaced stays."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.files import storage
from dengming.ledgers.fields import FieldRefusal
from dengming.records.models import Scan
from dengming.records.scans import scans_of
from dengming.refusal import Refusal
from dengming.reports.issues import scans
from dengming.reports.models import Issue
from tests.cast import Cast
from tests.files import papers
from tests.reports.test_issues import Stage, cast, issue, signed, take

__all__ = ["cast", "issue"]


@pytest.fixture
def issued(cast: Cast, issue: Issue) -> Issue:
    signed(cast, issue)
    take(cast, issue, "number", number="区直工委发〔2020〕9号", to="各直属党组织")
    return take(cast, issue, "publish", issued_on=issue.cut_off)


def add(cast: Cast, issue: Issue, text: str = "盖章", reason: str = "", who: str = "eve") -> Scan:
    found: Scan = scans.add(cast.scope(who), issue, name="通报.pdf", data=papers.pdf(text), reason=reason)
    return found


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def test_it_comes_after_the_issue_and_leaves_one_line(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refusal, match="印发、盖章以后"):
        add(cast, issue)
    signed(cast, issue)
    take(cast, issue, "number", number="9号", to="各直属党组织")
    take(cast, issue, "publish", issued_on=issue.cut_off)
    scan = add(cast, issue)
    assert scan.digest in str(Line.objects.get(action="bulletin.scanned").note)
    assert storage.path_of(scan.digest).exists()


def test_only_the_committee_uploads(cast: Cast, issued: Issue) -> None:
    with pytest.raises(PermissionDenied):
        add(cast, issued, who="di")
    assert scans_of(issued.uid) == []


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("通报.docx", papers.docx(), "PDF、OFD 或 JPG、PNG 图片"),
        ("通报.pdf", papers.png(), "文件内容不是PDF"),
        ("通报.pdf", papers.pdf(script=True), "没有上传"),
        ("通报.pdf", papers.pdf("机密★1年"), "密级标志"),
        ("通报.pdf", b"", "空的"),
    ],
)
def test_what_does_not_pass_is_refused_and_nothing_kept(
    cast: Cast, issued: Issue, name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        scans.add(cast.scope("eve"), issued, name=name, data=data)
    assert scans_of(issued.uid) == []


def test_a_mistake_is_replaced_for_a_reason_and_its_bytes_stay(cast: Cast, issued: Issue) -> None:
    first = add(cast, issued, "错的一份")
    with pytest.raises(Refusal, match="更换盖章扫描件要写明原因"):
        add(cast, issued)
    with pytest.raises(Refusal, match="同一个文件"):
        add(cast, issued, "错的一份", reason="再传一次")
    second = add(cast, issued, reason="漏扫第2页")
    assert [it.pk for it in scans_of(issued.uid)] == [second.pk, first.pk]
    storage.release([first.digest, second.digest])
    assert storage.path_of(first.digest).exists()
    assert storage.path_of(second.digest).exists()


def test_two_at_once_do_not_both_count(cast: Cast, issued: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    add(cast, issued)
    monkeypatch.setattr(Scan.objects, "filter", lambda **_: Scan.objects.none())  # read before the other was there
    with pytest.raises(Refusal, match="刚由别人上传"):
        add(cast, issued, "另一份")
    monkeypatch.undo()
    assert len(scans_of(issued.uid)) == 1


def test_rows_of_the_trace_do_not_change(cast: Cast, issued: Issue) -> None:
    scan = add(cast, issued)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        scan.delete()


def test_who_sees_the_paper_opens_what_counts_and_not_what_was_replaced(cast: Cast, issued: Issue) -> None:
    first, second = add(cast, issued, "错的一份"), add(cast, issued, reason="漏扫第2页")
    for who in ("di", "ann", "charlie", "eve"):
        found, stream = scans.open_for(cast.scope(who), issued.uid, second.uid)
        with stream:
            assert (found.name, stream.read()) == ("通报.pdf", papers.pdf("盖章"))
    scans.open_for(cast.scope("eve"), issued.uid, first.uid)[1].close()
    for who, scan in (("di", first.uid), ("bo", second.uid), ("eve", uuid4())):
        with pytest.raises(NotVisible):
            scans.open_for(cast.scope(who), issued.uid, scan)


def test_a_scan_belongs_to_its_paper(cast: Cast, issued: Issue) -> None:
    scan = add(cast, issued)
    with pytest.raises(NotVisible):
        scans.open_for(cast.scope("eve"), uuid4(), scan.uid)


def test_archiving_asks_for_the_scan_or_for_where_it_lies(cast: Cast, issued: Issue) -> None:
    with pytest.raises(FieldRefusal) as refused:
        take(cast, issued, "archive", archive_note="")
    assert "先上传扫描件，或写明" in refused.value.problems["archive_note"]
    add(cast, issued)
    assert take(cast, issued, "archive", archive_note="").stage == Stage.ARCHIVED


def test_the_page_shows_it_first_and_takes_another(cast: Cast, issued: Issue) -> None:
    eve, upload = as_user(cast, "eve"), f"/bulletins/{issued.uid}/scan/"
    assert "还没有上传" in eve.get(f"/bulletins/{issued.uid}/").content.decode()
    refused = eve.post(upload)
    assert refused.status_code == 422
    assert "请选择扫描件文件" in refused.content.decode()
    add(cast, issued, "错的一份")
    add(cast, issued, reason="漏扫第2页")
    page = eve.get(f"/bulletins/{issued.uid}/").content.decode()
    now, before = scans_of(issued.uid)
    assert page.index("盖章扫描件（以此为准）") < page.index(now.digest) < page.index(before.digest)
    assert "更换原因：漏扫第2页" in page
    assert f"{upload}{before.uid}/" in page
    reader = as_user(cast, "di").get(f"/bulletins/{issued.uid}/").content.decode()
    assert before.digest in reader
    assert f"{upload}{before.uid}/" not in reader
    assert "上传扫描件" not in reader
    sent = as_user(cast, "di").get(f"{upload}{now.uid}/")
    assert b"".join(sent) == papers.pdf("盖章")
    assert sent["Content-Disposition"].startswith("attachment")
