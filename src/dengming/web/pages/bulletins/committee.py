"""季通报 for the committee: the list, one paper with its steps, and its Word file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.calendar.periods import chinese_label
from dengming.editions.queries import rules
from dengming.records.scans import scans_of
from dengming.reports.bulletins import Particulars, docx_of
from dengming.reports.issues import actions, answering, returning
from dengming.reports.issues.queries import (
    OUT,
    answers_of,
    get_issue,
    issues,
    open_periods,
    own_lines,
    template_of,
)
from dengming.reports.issues.written import OPEN
from dengming.reports.issues.written import shown as written
from dengming.reports.models import Issue
from dengming.rulebook.bulletins import Bulletin
from dengming.web import served
from dengming.web.forms.bulletins import STEP_FORMS, DraftForm, RecountForm, ReplyForm, ReturnForm
from dengming.web.forms.papers import ScanForm
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.pages.papers.scans import shown
from dengming.web.request_scope import ScopedRequest


def show_issues(request: ScopedRequest) -> HttpResponse:
    """All that the actor may see; the committee drafts here."""
    bulletin = first_bulletin()
    if not request.scope.prefixes():
        raise PermissionDenied("季通报由机关工委起草，各级党组织查看。")
    may_draft = request.scope.may("settle")
    form = DraftForm(sent(request), periods=[(it, chinese_label(it)) for it in open_periods(bulletin)])
    if form.is_bound:
        made = form.carry_out(
            lambda: actions.draft(request.scope, bulletin=bulletin.id, period=form.cleaned_data["period"])
        )
        if made is not None:
            return redirect("bulletin", uid=made.uid)
    found = [(it, own_lines(request.scope, it) if not may_draft else []) for it in issues(request.scope)]
    rows = [{"issue": it, "whole": may_draft or it.stage in OUT, "own": own} for it, own in found]
    context = {"bulletin": bulletin, "rows": rows, "form": form if may_draft else None}
    context["may_check"] = bool(request.scope.prefixes("urge"))
    return render(request, "pages/bulletins/list.html", context, status=422 if form.errors else 200)


@require_safe
def show_issue(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """One paper."""
    return page_of(request, get_issue(request.scope, uid), {})


@require_safe
def give_docx(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The paper as a Word file: what was counted at the cut-off, with what was entered by hand."""
    issue = get_issue(request.scope, uid)
    said = Particulars(
        number=issue.number, signer=issue.signer, to=issue.to, copies=issue.copies, attachment=issue.attachment,
        day=issue.issued_on, template=template_of(issue),
    )  # fmt: skip
    return served.made(docx_of(written(issue), said), served.DOCX, f"bulletin-{issue.period}.docx")


@require_POST
def take_step(request: ScopedRequest, uid: UUID, step: str) -> HttpResponse:
    """One step on."""
    issue = own_issue(request, uid)
    form = STEP_FORMS[step](request.POST)
    if form.carry_out(lambda: actions.take(request.scope, issue, step=step, said=form.cleaned_data)) is None:
        return page_of(request, issue, {step: form})
    messages.success(request, f"已{actions.STEPS[step].label}。")
    return redirect("bulletin", uid=uid)


@require_POST
def send_back(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Back to be drafted."""
    issue, form = own_issue(request, uid), ReturnForm(request.POST)
    if form.carry_out(lambda: returning.send_back(request.scope, issue, reason=form.cleaned_data["reason"])) is None:
        return page_of(request, issue, {"redraft": form})
    messages.success(request, "已退回起草。")
    return redirect("bulletin", uid=uid)


@require_POST
def recount(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Count again as of another day."""
    issue, form = own_issue(request, uid), RecountForm(request.POST)
    if form.carry_out(lambda: actions.recount(request.scope, issue, on=form.cleaned_data["on"])) is None:
        return page_of(request, issue, {"recount": form})
    messages.success(request, "已重新取数。")
    return redirect("bulletin", uid=uid)


@require_POST
def reply(request: ScopedRequest, uid: UUID, number: int) -> HttpResponse:
    """What the committee made of an objection."""
    issue, form = own_issue(request, uid), ReplyForm(request.POST)
    found = issue.answers.filter(pk=number).first()
    if found is None:
        raise Http404("没有这条反馈。")
    if form.carry_out(lambda: answering.reply(request.scope, found, text=form.cleaned_data["reply"])) is None:
        return page_of(request, issue, {"reply": form})
    messages.success(request, "已登记处理结果。")
    return redirect("bulletin", uid=uid)


def own_issue(request: ScopedRequest, uid: UUID) -> Issue:
    """The paper for who may work on it. PermissionDenied where it may only be read, NotVisible where not even that."""
    if not request.scope.may("settle"):
        get_issue(request.scope, uid)
        raise PermissionDenied("通报由机关工委办理。")
    return get_issue(request.scope, uid)


def page_of(request: ScopedRequest, issue: Issue, forms: dict[str, PlainForm]) -> HttpResponse:
    """The page of one paper; `forms` are those that were refused, by their place."""
    may = request.scope.may("settle")
    writes = may and issue.stage in OPEN
    context = {
        "issue": issue,
        "content": written(issue),
        "may": may,
        "writes": writes,
        "findings": list(issue.findings.select_related("organisation__subject")) if writes else [],
        "valued": set(issue.values.values_list("figure", flat=True)) if writes else set(),
        "steps": _steps(issue, forms) if may else [],
        "answers": answers_of(issue) if may else [],
        "returns": list(issue.returns.select_related("returned_by").reverse()) if may else [],
        "out": issue.stage in OUT,
        "scan_form": (forms.get("scan") or ScanForm()) if may and issue.stage in OUT else None,
        "recount": forms.get("recount") or RecountForm(initial={"on": issue.cut_off}),
        "may_recount": may and issue.stage == Issue.Stage.DRAFT,
        "failed": next(iter(forms.values()), None),
        "stages": [(value, label, value == issue.stage) for value, label in Issue.Stage.choices],
        "crumbs": [{"label": "季通报", "url": reverse("bulletins")}],
    }
    context |= shown(scans_of(issue.uid), lambda scan: reverse("bulletin-scan", args=[issue.uid, scan]), may)
    return render(request, "pages/bulletins/issue.html", context, status=422 if forms else 200)


def _steps(issue: Issue, forms: dict[str, PlainForm]) -> list[dict[str, Any]]:
    initial = {"to": issue.to or issue.content["to"], "copies": issue.copies, "attachment": issue.attachment}
    found = [
        {"step": name, "label": step.label, "form": forms.get(name) or STEP_FORMS[name](initial=initial)}
        for name, step in actions.STEPS.items()
        if step.before == issue.stage
    ]
    if issue.stage in returning.FROM:
        found.append({"step": "redraft", "label": "退回起草", "form": forms.get("redraft") or ReturnForm()})
    return found


def first_bulletin() -> Bulletin:
    """The bulletin that the rulebook has. 404 where it has none."""
    found = next(iter(rules().rulebook.bulletins.values()), None)
    if found is None:
        raise Http404("制度里没有通报。")
    return found
