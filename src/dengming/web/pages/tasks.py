"""本月待办, the only task list; and the way from the front door to the page that somebody works on."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dengming.accounts.scope import Scope
from dengming.orgs.queries import member_of
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task
from dengming.standing.tasks import grouped, tasks
from dengming.web.asked_day import as_of_asked
from dengming.web.pages.people.own_cases import own_cases
from dengming.web.request_scope import ScopedRequest


def go_home(request: ScopedRequest) -> HttpResponse:
    """The page that the user works on: by what the posts allow."""
    return redirect(_home_of(request.scope))


def _home_of(scope: Scope) -> str:
    administration = {
        "accounts:system": "admin-accounts",
        "accounts:security": "admin-security",
        "accounts:audit": "admin-audit",
    }
    for capability, page in administration.items():
        if scope.prefixes(capability):
            return page
    for capability, page in (("settle", "overview"), ("urge", "desk")):
        if scope.prefixes(capability):
            return page
    return "tasks"


def show_tasks(request: ScopedRequest) -> HttpResponse:
    """Everything due for the actor and for where the actor works, by date, one button each."""
    as_of = as_of_asked(request)
    found = tasks(request.scope, as_of)
    groups = [
        {"label": group.label, "tone": group.tone, "rows": [row(task) for task in group.tasks]}
        for group in grouped(found, as_of.on)
    ]
    own = own_cases(request.scope, member_of(request.scope)) if request.scope.person is not None else []
    context = {"own_cases": own, "groups": groups, "on": as_of.on, "total": len(found), "is_past": as_of != AsOf.at()}
    return render(request, "pages/tasks/list.html", context)


def row(task: Task) -> dict[str, Any]:
    """A task as `parts/_task_row.html` wants it."""
    return {
        "title": task.title,
        "url": address(task.about),
        "due": task.due,
        "state": task.state,
        "org": task.subject,
        "institution": task.institution,
        "period": task.period,
        "missing": task.missing,
        "notice": task.notice,
        "marks": task.marks,
        "action": {"label": task.action_label, "url": address(task.action)},
    }


def address(target: Target) -> str:
    """The link of a target."""
    query = f"?{urlencode(target.query)}" if target.query else ""
    return reverse(target.name, kwargs=target.parts) + query


urlpatterns = [path("", go_home, name="home"), path("tasks/", show_tasks, name="tasks")]
