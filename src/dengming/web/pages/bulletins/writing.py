"""What the committee writes in a paper: findings of the parts that others lead, figures that no record gives."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dengming.editions.queries import rules
from dengming.refusal import Refusal
from dengming.reports.issues import findings, values
from dengming.reports.issues.queries import get_finding, rows_of
from dengming.reports.models import FigureValue, Finding, Issue
from dengming.web.forms.bulletins import FindingForm, ValueForm
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.pages.bulletins.committee import own_issue
from dengming.web.request_scope import ScopedRequest


def add_finding(request: ScopedRequest, uid: UUID, part: str) -> HttpResponse:
    """One more finding of a part."""
    issue = own_issue(request, uid)
    form = _finding_form(request, issue, {})

    def act() -> Finding:
        return findings.enter(request.scope, issue, part=part, said=findings.Said(**form.cleaned_data))

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, "已登记。")
        return redirect("bulletin", uid=uid)
    return _form(request, issue, form, f"填写问题：{_part_name(issue, part)}")


def change_finding(request: ScopedRequest, uid: UUID, number: int) -> HttpResponse:
    """Put another text, organisation or source."""
    issue = own_issue(request, uid)
    finding = get_finding(request.scope, uid, number)
    code = finding.organisation.code if finding.organisation else ""
    before = {"text": finding.text, "organisation": code, "source": finding.source, "reference": finding.reference}
    form = _finding_form(request, issue, before)

    def act() -> Finding:
        return findings.change(request.scope, finding, said=findings.Said(**form.cleaned_data))

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, "已修改。")
        return redirect("bulletin", uid=uid)
    return _form(request, issue, form, f"修改问题：{_part_name(issue, finding.part)}")


@require_POST
def remove_finding(request: ScopedRequest, uid: UUID, number: int) -> HttpResponse:
    """Take a finding out of the draft."""
    own_issue(request, uid)
    finding = get_finding(request.scope, uid, number)
    return _removed(request, uid, lambda: findings.remove(request.scope, finding))


def enter_value(request: ScopedRequest, uid: UUID, figure: str) -> HttpResponse:
    """Enter a figure, or put another in its place."""
    issue = own_issue(request, uid)
    try:
        found = values.entered_figure(issue, figure)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("bulletin", uid=uid)
    given = issue.values.filter(figure=figure).values("numerator", "denominator", "source", "on").first()
    form = ValueForm(sent(request), initial=given or {}, figure=found)

    def act() -> FigureValue:
        return values.enter(request.scope, issue, figure=figure, said=values.Measurement(**form.cleaned_data))

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已填报：{found.name}。")
        return redirect("bulletin", uid=uid)
    return _form(request, issue, form, f"填报指标：{found.name}")


@require_POST
def remove_value(request: ScopedRequest, uid: UUID, figure: str) -> HttpResponse:
    """Take an entered figure back."""
    issue = own_issue(request, uid)
    return _removed(request, uid, lambda: values.remove(request.scope, issue, figure=figure))


def _removed(request: ScopedRequest, uid: UUID, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, "已删去。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("bulletin", uid=uid)


def _finding_form(request: ScopedRequest, issue: Issue, said: dict[str, str]) -> FindingForm:
    named = sorted(rows_of(issue), key=lambda row: row.get("number", 0))
    organisations = [(row["code"], row["name"]) for row in named]
    return FindingForm(sent(request), initial=said, organisations=organisations, sources=Finding.Source.choices)


def _part_name(issue: Issue, part: str) -> str:
    bulletin = rules().rulebook.bulletins.get(issue.bulletin)
    return next((it.name for it in bulletin.part if it.id == part), part) if bulletin else part


def _form(request: ScopedRequest, issue: Issue, form: PlainForm, title: str) -> HttpResponse:
    crumbs = [
        {"label": "季通报", "url": reverse("bulletins")},
        {"label": issue.content["title"], "url": reverse("bulletin", args=[issue.uid])},
    ]
    context = {"form": form, "title": title, "lead": issue.content["title"], "crumbs": crumbs}
    context["back"] = reverse("bulletin", args=[issue.uid])
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)
