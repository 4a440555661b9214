"""核实反馈: a named organisation sees its own figures and findings and says whether they are right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.editions import clock
from dengming.reports.issues import actions
from dengming.reports.issues.queries import answered, findings_about, own_figures
from dengming.reports.models import Issue
from dengming.web.forms.bulletins import FiguresForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest


def verify_figures(request: ScopedRequest, uid: UUID, code: str) -> HttpResponse:
    """The own line, with where each number comes from, and the answer."""
    issue, organisation, row = own_figures(request.scope, uid, code)
    if request.method == "POST":
        authorise(request.scope, "confirm", organisation.reach)
    given = issue.answers.filter(organisation=organisation).first()
    initial = {"agrees": "yes" if given.agrees else "no", "text": given.text} if given else {}
    form = FiguresForm(sent(request), initial=initial)
    if form.is_bound:
        done = form.carry_out(
            lambda: actions.answer(
                request.scope,
                issue,
                organisation,
                agrees=form.cleaned_data["agrees"] == "yes",
                text=form.cleaned_data["text"],
            )
        )
        if done is not None:
            messages.success(request, "已反馈。")
            return redirect("bulletin-figures", uid=uid, code=code)
    open_ = issue.stage == Issue.Stage.FEEDBACK and issue.feedback_until and clock.today() <= issue.feedback_until
    context = {
        "issue": issue,
        "organisation": organisation,
        "row": row,
        "findings": list(findings_about(issue, organisation)),
        "given": given,
        "current": organisation.code in answered(issue),
        "form": form if open_ and request.scope.may("confirm", organisation.reach) else None,
        "crumbs": [{"label": "季通报", "url": reverse("bulletins")}],
    }
    return render(request, "pages/bulletins/figures.html", context, status=422 if form.errors else 200)
