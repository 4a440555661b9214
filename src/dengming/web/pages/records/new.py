"""Starting a record: what kinds, which organisation, which day; or a copy of an earlier one."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.orgs.queries import standing_on, visible
from dengming.records import actions
from dengming.records.drafts import Draft
from dengming.records.models import Record
from dengming.records.queries import drafts_of, get_visible, last_like
from dengming.refusal import Refusal
from dengming.web.pages.records.kinds import kind_groups
from dengming.web.pages.records.steps_taken import by_post
from dengming.web.request_scope import ScopedRequest

DRAFTS_SHOWN: Final = 5


def new(request: ScopedRequest) -> HttpResponse:
    """The first questions; by POST the draft starts. `?kind=&host=&make_up=&on=` are filled in, `?copy=` copies."""
    hosts = hosts_for(request.scope)
    if not hosts:
        return render(request, "pages/records/none_to_record.html", status=403)
    if request.method == "POST":
        return _start(request, hosts)
    return render(request, "pages/records/new.html", _context(request, hosts))


@by_post("record-detail")
def copy(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """A fresh draft like this record, without its marks, texts and files."""
    record = actions.copy(request.scope, get_visible(request.scope, uid), on=_day(request.POST.get("on", "")))
    messages.success(request, "已照样新建一份，到会情况和记录请重新填写。")
    return redirect("record-edit", uid=record.uid)


def hosts_for(scope: Scope) -> list[Organisation]:
    """The organisations that the actor may record for: those where the actor belongs or holds a post come first."""
    found = list(standing_on(visible(scope, "record"), clock.today()).order_by("path"))
    return sorted(found, key=lambda host: host.reach not in scope.prefixes("record"))


def _start(request: ScopedRequest, hosts: list[Organisation]) -> HttpResponse:
    post = request.POST
    host = _chosen(hosts, post.get("host", ""))
    kinds = [name for name in post.getlist("kinds") if name in rules().rulebook.activities]
    try:
        record = actions.start(request.scope, host, kinds=kinds, on=_day(post.get("on", "")))
        if make_up := post.get("make_up", ""):
            draft = Draft(words={"make_up": make_up})
            actions.save(request.scope, record, version=record.version, draft=draft)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    return redirect("record-edit", uid=record.uid)


def _context(request: ScopedRequest, hosts: list[Organisation]) -> dict[str, Any]:
    asked, today = request.GET, clock.today()
    host = _chosen(hosts, asked.get("host", ""))
    kinds: dict[str, tuple[str, ...]] = {name: () for name in asked.getlist("kind")}
    make_up = asked.get("make_up", "")
    return {
        "hosts": hosts,
        "host": host,
        "kind_groups": kind_groups(request.scope, rules(), [host], today, kinds),
        "on": _day(asked.get("on", "")) or today,
        "make_up": make_up,
        "make_up_label": chinese_label(make_up),
        "earlier": [found for name in kinds if (found := last_like(request.scope, host, name, today))],
        "copied": _copied(request.scope, asked.get("copy", "")),
        "drafts": list(drafts_of(request.scope)[:DRAFTS_SHOWN]),
        "crumbs": [{"label": "纪实", "url": reverse("record-list")}],
    }


def _chosen(hosts: list[Organisation], code: str) -> Organisation:
    """The host asked for, by default the first. One out of reach is not there."""
    if not code:
        return hosts[0]
    found = next((host for host in hosts if host.code == code), None)
    if found is None:
        raise Http404("没有找到。")
    return found


def _copied(scope: Scope, uid: str) -> Record | None:
    try:
        return get_visible(scope, UUID(uid)) if uid else None
    except ValueError:
        return None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
