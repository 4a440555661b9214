"""佐证 of a case on its page: a record linked, a file uploaded and opened, either taken down."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dengming.accounts.actions import authorise
from dengming.ledgers import materials
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.queries import get_entry
from dengming.ledgers.steps import is_doer
from dengming.web.forms.cases import KeepForm, LinkForm, UploadForm
from dengming.web.forms.plain import PlainForm
from dengming.web.pages.ledgers.case_page import proofs_offered
from dengming.web.pages.ledgers.fields_offered import records_at
from dengming.web.pages.ledgers.handling import case_for, done
from dengming.web.request_scope import ScopedRequest
from dengming.web.served import download


@require_POST
def link_record(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Link a record that exists as a proof."""
    entry = _proving(request, uid)
    act = materials.link if request.scope.may("record", line_reach(entry)) else materials.link_own
    offered = {"proofs": proofs_offered(materials.proofs_of(entry)), "records": records_at(request.scope, entry)}
    form = LinkForm(request.POST, **offered)
    said = form.cleaned_data if form.is_valid() else {}
    return done(request, entry, "link", form, lambda: act(request.scope, entry, **said), "已关联。")


@require_POST
def upload_file(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Keep a file as a proof."""
    entry = _proving(request, uid)
    keep = materials.upload if request.scope.may("record", line_reach(entry)) else materials.upload_own
    form = UploadForm(request.POST, request.FILES, proofs=proofs_offered(materials.files_of(entry)))

    def act() -> object:
        return keep(request.scope, entry, **form.sent())

    return done(request, entry, "upload", form, act, "已上传。")


@require_POST
def keep_original(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Say where the original lies."""
    entry = case_for(request, uid, "record")
    form = KeepForm(request.POST, proofs=proofs_offered(materials.originals_of(entry)))
    said = form.cleaned_data if form.is_valid() else {}
    return done(request, entry, "keep", form, lambda: materials.keep_original(request.scope, entry, **said), "已登记。")


def _proving(request: ScopedRequest, uid: UUID) -> Entry:
    """The case, for who records at its place or does the work."""
    entry = get_entry(request.scope, uid)
    if not is_doer(request.scope, entry):
        authorise(request.scope, "record", line_reach(entry))
    return entry


@require_safe
def open_file(request: ScopedRequest, uid: UUID, material: UUID) -> FileResponse:
    """The bytes, as a download that no browser opens by itself. Strangers get 404."""
    found, stream = materials.open_for(request.scope, uid, material)
    return download(stream, found.name, found.media_type)


@require_POST
def remove_material(request: ScopedRequest, uid: UUID, material: UUID) -> HttpResponse:
    """Take a proof away."""
    entry, form = case_for(request, uid, "record"), PlainForm(request.POST)
    found = entry.materials.filter(uid=material).first()
    if found is None:
        raise Http404("没有这份材料。")
    return done(request, entry, "remove", form, lambda: materials.remove(request.scope, found) or True, "已取下。")
