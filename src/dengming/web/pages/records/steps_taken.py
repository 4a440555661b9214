"""A button of the record form: keep what the form holds, then take the step; whatever goes wrong, nothing is lost."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from dengming.accounts.scope import Scope
from dengming.records.actions import save
from dengming.records.models import Record
from dengming.records.queries import get_visible
from dengming.records.readiness import NotReady
from dengming.refusal import Refusal
from dengming.web.forms.records import parse, version_of
from dengming.web.pages.records.editor import edit_page
from dengming.web.request_scope import ScopedRequest

Step = Callable[[Scope, Record], object]
View = Callable[..., HttpResponse]


def save_and(request: ScopedRequest, uid: UUID, step: Step, answer: Callable[[Record], HttpResponse]) -> HttpResponse:
    """Save the form, take the step, answer. A refusal of the save shows the form as typed; one of the step shows the
    saved draft with every problem beside its field."""
    record, draft = get_visible(request.scope, uid), parse(request.POST)
    try:
        saved = save(request.scope, record, version=version_of(request.POST), draft=draft)
    except Refusal as refusal:
        return edit_page(request, record, draft=draft, refusal=str(refusal))
    try:
        step(request.scope, saved)
    except NotReady as found:
        return edit_page(request, get_visible(request.scope, uid), problems=found.problems)
    except Refusal as refusal:
        return edit_page(request, get_visible(request.scope, uid), refusal=str(refusal))
    return answer(get_visible(request.scope, uid))


def by_post(address: str) -> Callable[[View], View]:
    """A view for POST only. Whoever comes by GET, as after signing in again, is led to the page of that address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: ScopedRequest, uid: UUID, **parts: UUID) -> HttpResponse:
            return view(request, uid, **parts) if request.method == "POST" else redirect(address, uid=uid)

        return run

    return decorate


def nothing_more(scope: Scope, record: Record) -> None:
    """The step of 暂存: saving was all."""
