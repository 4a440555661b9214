"""One organisation: structure notes, posts, what stands below it, its members on a day, its history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds, queries, structure, tenure
from dengming.orgs.models import Organisation
from dengming.orgs.naming import names_on
from dengming.orgs.tree import parents_on
from dengming.web.asked_day import day_asked
from dengming.web.forms.orgs import OnForm
from dengming.web.pages.orgs.outline import outline
from dengming.web.pages.orgs.portrait import facts, history, kind_name, member_rows
from dengming.web.request_scope import ScopedRequest

_A_PAGE = 60  # a branch is one page; 50 is its usual upper size


def show_organisation(request: ScopedRequest, code: str) -> HttpResponse:
    """The organisation as it was on `?on=` (default: today)."""
    scope, on = request.scope, day_asked(request, "on") or clock.today()
    it = queries.get_visible(scope, code)
    everybody = queries.members_of(scope, it, on)
    members = Paginator(everybody, _A_PAGE).get_page(request.GET.get("page"))
    suspended = 0 if it.kind == kinds.LEADING_BODY else queries.suspended_among(everybody, on)
    context = {
        "organisation": it,
        "kind": kind_name(it),
        "on": on,
        "today": clock.today(),
        "day_form": OnForm(initial={"on": on}),
        "notes": structure.notes_of(it, on),
        "items": facts(scope, it, on),
        "events": history(scope, it),
        "name_then": names_on([it], on).get(it.pk, it.name),
        "below": _below(scope, it, on),
        "bodies": _bodies(scope, it, on),
        "page": members,
        "counted": members.paginator.count - suspended,
        "suspended": suspended,
        "rows": member_rows(scope, members, on),
        "show_branch": it.kind not in (kinds.BRANCH, kinds.GROUP),
        "is_body": it.kind == kinds.LEADING_BODY,
        "tasks": list(_tasks(scope, it)),
        "crumbs": [{"label": "组织", "url": reverse("org-tree")}],
    }
    return render(request, "pages/orgs/detail.html", context | _people(scope, it, on))


def _people(scope: Scope, it: Organisation, on: date) -> dict[str, Any]:
    """Officers of the day and before, contacts, and what the actor may do about them."""
    held = tenure.at_organisation(scope, it, ["post", "contact"])
    now = [stretch for stretch in held if stretch.since <= on and (stretch.until is None or on <= stretch.until)]
    shown = {span.pk for span in queries.officers_of(it, on)}
    return {
        "officers": sorted((one for one in now if one.span.pk in shown), key=lambda one: _rank(it, on)[one.span.pk]),
        "former": [one for one in held if one.sort == "post" and one.until and one.until < on],
        "contacts": [one for one in now if one.sort == "contact"],
        "may_appoint": scope.may("appoint", it.reach),
        "contact_registers": rules().rulebook.giving,
    }


def _rank(it: Organisation, on: date) -> dict[int, int]:
    return {span.pk: rank for rank, span in enumerate(queries.officers_of(it, on))}


def _below(scope: Scope, it: Organisation, on: date) -> tuple[Any, ...]:
    """What stands directly below it on the day."""
    if it.kind in (kinds.LEADING_BODY, kinds.GROUP):
        return ()
    children = [child for child, parent in parents_on(on).items() if parent == it.pk]
    return outline(queries.visible(scope).filter(pk__in=children), on).roots


def _bodies(scope: Scope, it: Organisation, on: date) -> tuple[Any, ...]:
    """The leading bodies of the unit, which stand beside the organisation and not under it."""
    seated = queries.standing_on(queries.visible(scope), on).filter(seat=it.pk)
    return outline(seated, on).bodies if seated.exists() else ()


def _tasks(scope: Scope, it: Organisation) -> Iterator[dict[str, str]]:
    """What the actor may change, one menu line each."""
    if it.ended or not scope.may("appoint", it.reach):
        return
    if it.kind != kinds.LEADING_BODY:
        yield {"label": "设立下属组织", "icon": "plus", "url": f"{reverse('org-new')}?under={it.code}"}
    for what, label, icon in _CHANGES:
        if what in _fitting(it):
            yield {"label": label, "icon": icon, "url": reverse("org-edit", args=[it.code, what])}


_CHANGES = (
    ("rename", "更名", "pen"),
    ("move", "调整隶属", "arrow"),
    ("merge", "合并其他支部进来", "link"),
    ("split", "分设新支部", "columns"),
    ("condition", "登记设置情况", "sliders"),
    ("unit", "登记所在单位", "home"),
    ("approval", "登记批复文号", "stamp"),
    ("end", "撤销", "close"),
)


def _fitting(it: Organisation) -> set[str]:
    """The changes that make sense for its kind."""
    if it.kind == kinds.LEADING_BODY:
        return {"rename", "unit", "end"}
    if it.kind == kinds.BRANCH:
        return {what for what, _, _ in _CHANGES}
    return {"rename", "move", "condition", "unit", "approval", "end"}
