"""佐证 on the page of a case: linking stands first, a file is the second choice; a bad one is told at its field."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from dengming.ledgers.models import Entry, Material
from tests.cast import Cast, build
from tests.files import papers
from tests.ledgers.rectifying import approved, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Settings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    cast = build()
    secretary(cast)
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def upload(client: Client, entry: Entry, name: str, data: bytes) -> Any:
    form = {"upload-proof": "rectified", "upload-file": SimpleUploadedFile(name, data)}
    return client.post(reverse("material-upload", args=[entry.uid]), form)


def test_a_file_is_uploaded_shown_opened_and_taken_down(cast: Cast) -> None:
    entry, di = approved(cast), as_user(cast, "di")
    address = reverse("case", args=[entry.uid])
    page = di.get(address).content.decode()
    assert page.index("关联已有的记录") < page.index("没有记录的，上传文件")
    assert upload(di, entry, "议事规则.docx", papers.docx()).status_code == 302
    material = Material.objects.get()
    file = reverse("material-open", args=[entry.uid, material.uid])
    assert f'<a href="{file}">议事规则.docx</a>' in di.get(address).content.decode()
    opened = di.get(file)
    assert opened.getvalue() == papers.docx()
    assert opened["Content-Disposition"].startswith("attachment")
    assert as_user(cast, "charlie").get(file).status_code == 404
    assert di.post(reverse("material-remove", args=[entry.uid, material.uid])).status_code == 302
    assert di.get(file).status_code == 404
    assert "议事规则.docx" not in di.get(address).content.decode()


def test_a_bad_file_is_told_once_beside_its_field(cast: Cast) -> None:
    entry, di = approved(cast), as_user(cast, "di")
    refused = upload(di, entry, "规则.docx", papers.docx("机密★"))
    assert refused.status_code == 422
    form = refused.context["failed"]
    assert list(form.errors) == ["file"]
    assert len(form.errors["file"]) == 1
    assert "“规则.docx”没有上传：首页带有密级标志" in form.errors["file"][0]
    assert not Material.objects.exists()


def test_nothing_chosen_and_a_kind_that_is_not_offered_are_told(cast: Cast) -> None:
    entry, di = approved(cast), as_user(cast, "di")
    refused = di.post(reverse("material-upload", args=[entry.uid]), {"upload-proof": "photo"})
    assert refused.status_code == 422
    assert set(refused.context["failed"].errors) == {"proof", "file"}
    assert "请选择文件。" in refused.content.decode()
