"""公文模板: the committee's own Word template, tried on a sample before it counts; and the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.editions.queries import rules
from dengming.refusal import Refusal
from dengming.reports.official import replacing
from dengming.reports.official.replacing import BULLETIN
from dengming.reports.official.template import default_template
from dengming.web import served
from dengming.web.forms.bulletins import TemplateForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest


def show_template(request: ScopedRequest) -> HttpResponse:
    """Which template counts; another one is uploaded here."""
    _settler(request)
    form = TemplateForm(sent(request), request.FILES or None)
    if form.is_bound:
        given = form.carry_out(
            lambda: replacing.upload(
                request.scope,
                paper=BULLETIN,
                name=form.cleaned_data["file"].name,
                data=form.cleaned_data["file"].read(),
            )
        )
        if given is not None:
            messages.success(request, "模板已通过样例检查，从现在起使用。")
            return redirect("bulletin-template")
    crumbs = [{"label": "季通报", "url": reverse("bulletins")}]
    context = {
        "form": form,
        "own": replacing.active(BULLETIN),
        "left_out": replacing.left_out(BULLETIN),
        "crumbs": crumbs,
    }
    return render(request, "pages/bulletins/template.html", context, status=422 if form.errors else 200)


@require_safe
def give_default(request: ScopedRequest) -> HttpResponse:
    """The default template with its marks."""
    _settler(request)
    return served.made(default_template(rules().parameters.committee_name), served.DOCX, "bulletin-template.docx")


@require_safe
def give_sample(request: ScopedRequest) -> HttpResponse:
    """The sample by the template that counts."""
    _settler(request)
    return served.made(replacing.sample_of(BULLETIN), served.DOCX, "bulletin-sample.docx")


@require_POST
def restore(request: ScopedRequest) -> HttpResponse:
    """Back to the default template."""
    _settler(request)
    try:
        replacing.restore(request.scope, paper=BULLETIN)
        messages.success(request, "已恢复默认模板。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("bulletin-template")


def _settler(request: ScopedRequest) -> None:
    if not request.scope.may("settle"):
        raise PermissionDenied("公文模板由机关工委更换。")
