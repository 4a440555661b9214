"""Papers of cases: printed from the case; their templates looked at, replaced and restored by the committee."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.steps import register_of
from dengming.refusal import Refusal
from dengming.reports import case_forms
from dengming.reports.official import replacing
from dengming.rulebook.register_parts import Paper
from dengming.rulebook.registers import Entry
from dengming.web import served
from dengming.web.forms.bulletins import TemplateForm
from dengming.web.forms.plain import sent
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


@require_safe
def give_paper(request: ScopedRequest, uid: UUID, paper: str) -> HttpResponse:
    """A paper of the case, as docx."""
    entry = queries.get_entry(request.scope, uid)
    block = register_of(entry)
    found = _paper(block, paper)
    try:
        made = case_forms.print_paper(request.scope, entry, paper=found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", uid=uid)
    return served.made(made, served.DOCX, f"{block.id}-{found.id}.docx", f"{entry.subject.name}{found.name}.docx")


@require_safe
def show_templates(request: ScopedRequest) -> HttpResponse:
    """Every paper of every register, with the template that counts."""
    _settler(request)
    blocks = [block for block in rules().rulebook.entries.values() if block.paper]
    papers = [
        {"register": block, "paper": paper, "own": replacing.active(case_forms.key_of(block, paper))}
        for block in blocks
        for paper in block.paper
    ]
    return render(request, "pages/settings/papers.html", {"papers": papers, "crumbs": _crumbs()[:1]})


def change_template(request: ScopedRequest, register: str, paper: str) -> HttpResponse:
    """Upload the committee's own template."""
    _settler(request)
    block = register_named(request, register)
    found = _paper(block, paper)
    form = TemplateForm(sent(request), request.FILES or None)
    if form.is_bound and form.carry_out(lambda: _upload(request, block, found, form.cleaned_data["file"])) is not None:
        messages.success(request, f"“{found.name}”的模板已通过检查，从现在起使用。")
        return redirect("form-templates")
    context = {"form": form, "title": f"文书模板：{found.name}", "crumbs": _crumbs()}
    return render(request, "pages/settings/form.html", context, status=422 if form.errors else 200)


@require_safe
def give_default(request: ScopedRequest, register: str, paper: str) -> HttpResponse:
    """The default template with its marks, to be laid out anew."""
    _settler(request)
    found = _paper(register_named(request, register), paper)
    data = case_forms.default_form(found)
    return served.made(data, served.DOCX, f"{register}-{found.id}-template.docx", f"{found.name}模板.docx")


@require_POST
def restore(request: ScopedRequest, register: str, paper: str) -> HttpResponse:
    """Back to the default template."""
    _settler(request)
    block = register_named(request, register)
    try:
        replacing.restore(request.scope, paper=case_forms.key_of(block, _paper(block, paper)))
        messages.success(request, "已恢复默认模板。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("form-templates")


def _upload(request: ScopedRequest, block: Entry, paper: Paper, file: Any) -> object:
    return case_forms.upload(request.scope, block=block, paper=paper, name=file.name, data=file.read())


def _paper(block: Entry, name: str) -> Paper:
    found = next((it for it in block.paper if it.id == name), None)
    if found is None:
        raise Http404("没有这种文书。")
    return found


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": "本地参数", "url": reverse("settings")},
        {"label": "文书模板", "url": reverse("form-templates")},
    ]


def _settler(request: ScopedRequest) -> None:
    if not request.scope.prefixes("settle"):
        raise PermissionDenied("文书模板由机关工委更换。")
