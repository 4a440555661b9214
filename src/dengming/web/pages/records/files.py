"""Evidence files: taken in with the form, taken away, and served through the record's own access check only."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dengming.accounts.scope import NotVisible, Scope
from dengming.records import evidence
from dengming.records.models import Record
from dengming.records.queries import get_visible
from dengming.records.sheet import files_of
from dengming.refusal import Refusal
from dengming.web.pages.records.steps_taken import by_post, save_and
from dengming.web.request_scope import ScopedRequest
from dengming.web.served import download


@by_post("record-edit")
def upload(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Keep the form and take in its files; each that does not pass is named with its reason, the others are kept."""
    return save_and(request, uid, lambda scope, record: _take(request, scope, record), _back)


@require_safe
def serve(request: ScopedRequest, uid: UUID) -> FileResponse:
    """The bytes, as a download that no browser opens by itself. Strangers get 404."""
    found, stream = evidence.open_for(request.scope, uid)
    return download(stream, found.name, found.media_type)


@by_post("record-edit")
def remove(request: ScopedRequest, uid: UUID, file: UUID) -> HttpResponse:
    """Keep the form and take the file away."""
    record = get_visible(request.scope, uid)
    found = next((one for one in files_of(record) if one.uid == file), None)
    if found is None:
        raise NotVisible("没有找到这个文件。")

    def take_away(scope: Scope, record: Record) -> None:
        evidence.remove(scope, found, version=record.version)

    return save_and(request, uid, take_away, _back)


def _take(request: ScopedRequest, scope: Scope, record: Record) -> None:
    sent = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if not sent:
        raise Refusal("还没有选文件：请先选要上传的文件。")
    refused, version, proof = [], record.version, request.POST.get("proof", "")
    for one in sent:
        try:
            evidence.add(scope, record, version=version, proof=proof, name=one.name or "", data=one.read())
            version += 1
        except Refusal as refusal:
            refused.append(str(refusal))
    if len(refused) < len(sent):
        messages.success(request, f"已上传 {len(sent) - len(refused)} 个文件。")
    if refused:
        raise Refusal(" ".join(refused))


def _back(record: Record) -> HttpResponse:
    response = redirect("record-edit", uid=record.uid)
    response["Location"] += "#files"
    return response
