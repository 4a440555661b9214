"""Starting a record: what kinds, which organisation, which day; or a copy of an earlier one."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.limits import DayError, read_day
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
from dengming.web.asked_day import day_asked
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
    day = day_asked(request, "on") or clock.today()
    return render(request, "pages/records/new.html", _context(request, hosts, _asked(request.GET, "kind"), day))


@by_post("record-detail")
def copy(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """A fresh draft like this record, without its marks, texts and files."""
    earlier = get_visible(request.scope, uid)
    try:
        record = actions.copy(request.scope, earlier, on=_day(request.POST.get("on", "")))
    except (DayError, Refusal) as refusal:
        messages.error(request, str(refusal))
        return redirect("record-detail", uid=uid)
    messages.success(request, "已照样新建一份，到会情况和记录请重新填写。")
    return redirect("record-edit", uid=record.uid)


def hosts_for(scope: Scope) -> list[Organisation]:
    """The organisations that the actor may record for: those where the actor belongs or holds a post come first."""
    found = list(standing_on(visible(scope, "record"), clock.today()).order_by("path"))
    return sorted(found, key=lambda host: host.reach not in scope.prefixes("record"))


def _start(request: ScopedRequest, hosts: list[Organisation]) -> HttpResponse:
    post = request.POST
    host = _chosen(hosts, post.get("host", ""))
    asked = _asked(post, "kinds")
    try:
        record = actions.start(request.scope, host, kinds=asked.kinds, on=_day(post.get("on", "")))
        if asked.make_up:
            draft = Draft(words={"make_up": asked.make_up})
            actions.save(request.scope, record, version=record.version, draft=draft)
    except (DayError, Refusal) as refusal:
        context = _context(request, hosts, asked, clock.today()) | {"typed": post.get("on", "")}
        context |= {"wrong_day" if isinstance(refusal, DayError) else "refusal": refusal}
        return render(request, "pages/records/new.html", context, status=422)
    return redirect("record-edit", uid=record.uid)


@dataclass(frozen=True)
class _Asked:
    """What the questions are answered with already."""

    host: str
    kinds: tuple[str, ...]
    make_up: str
    copy: str


def _asked(sent: QueryDict, kinds: str) -> _Asked:
    known = tuple(name for name in sent.getlist(kinds) if name in rules().rulebook.activities)
    return _Asked(sent.get("host", ""), known, sent.get("make_up", ""), sent.get("copy", ""))


def _context(request: ScopedRequest, hosts: list[Organisation], asked: _Asked, on: date) -> dict[str, Any]:
    today, host = clock.today(), _chosen(hosts, asked.host)
    kinds: dict[str, tuple[str, ...]] = dict.fromkeys(asked.kinds, ())
    return {
        "hosts": hosts,
        "host": host,
        "kind_groups": kind_groups(request.scope, rules(), [host], today, kinds),
        "on": on,
        "typed": on.isoformat(),
        "make_up": asked.make_up,
        "make_up_label": chinese_label(asked.make_up),
        "earlier": [found for name in kinds if (found := last_like(request.scope, host, name, today))],
        "copied": _copied(request.scope, asked.copy),
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
    """The day typed, None for none. Raises DayError for one that cannot be used."""
    return read_day(typed.strip()) if typed.strip() else None
