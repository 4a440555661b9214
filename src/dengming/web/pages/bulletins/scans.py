"""盖章扫描件 of a bulletin: uploaded by the committee, opened by whoever may see the issued paper."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from dengming.reports.issues import scans
from dengming.web.forms.papers import ScanForm
from dengming.web.pages.bulletins.committee import own_issue, page_of
from dengming.web.request_scope import ScopedRequest
from dengming.web.served import download


@require_POST
def upload(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Keep the copy as the one that counts."""
    issue, form = own_issue(request, uid), ScanForm(request.POST, request.FILES)
    if form.carry_out(lambda: scans.add(request.scope, issue, **form.sent())) is None:
        return page_of(request, issue, {"scan": form})
    messages.success(request, "已上传盖章扫描件，以它为准。")
    return redirect("bulletin", uid=uid)


@require_safe
def serve(request: ScopedRequest, uid: UUID, scan: UUID) -> FileResponse:
    """The bytes. Strangers get 404."""
    found, stream = scans.open_for(request.scope, uid, scan)
    return download(stream, found.name, found.media_type)
