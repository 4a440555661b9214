"""本支部参加人员: the page on which the recorder of a further host of a joint record fills in the own people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.records import actions
from dengming.records.drafts import Draft, StaleVersion
from dengming.records.models import Record
from dengming.records.own_people import co_hosts, may_fill
from dengming.records.queries import get_visible
from dengming.records.readiness import NotReady
from dengming.records.sheet import Mark, hosts_of
from dengming.refusal import Refusal
from dengming.web.forms.records import marks_of, version_of
from dengming.web.pages.records.co_hosts import whose
from dengming.web.pages.records.detail import facts, kinds_in_words
from dengming.web.pages.records.roll import own_roll_of
from dengming.web.request_scope import ScopedRequest

_STALE = "这条纪实刚被主办方改过（如日期、类别），没有保存；您填的都还在，请对照名单核对后再保存。"


def own_people(request: ScopedRequest, uid: UUID, host: str) -> HttpResponse:
    """The list of the host's own people; by POST kept. Who may not fill it in reads the record instead."""
    record = get_visible(request.scope, uid)
    at = next((one for one in hosts_of(record) if one.code == host), None)
    if at is None:
        raise NotVisible("没有找到。")
    expecting = {it.organisation.pk for it in co_hosts(record, rules())}
    if at.pk not in expecting or not may_fill(request.scope, record, at):
        return redirect("record-edit" if at.pk == record.organisation_id else "record-detail", uid=uid)
    return _kept(request, record, at) if request.method == "POST" else _page(request, record, at)


def _kept(request: ScopedRequest, record: Record, at: Organisation) -> HttpResponse:
    """Keep it and go back to the record; where it is refused, the list again as it was typed."""
    draft = marks_of(request.POST, rest=Mark.ATTEND if "all-but" in request.POST else "")
    try:
        _save(request, record, at, draft)
    except StaleVersion:
        return _page(request, get_visible(request.scope, record.uid), at, draft, _STALE)
    except NotReady as found:
        return _page(request, record, at, draft, " ".join(problem.message for problem in found.problems))
    except Refusal as refusal:
        return _page(request, record, at, draft, str(refusal))
    messages.success(request, _done(record, at))
    return redirect("record-detail", uid=record.uid)


def _save(request: ScopedRequest, record: Record, at: Organisation, draft: Draft) -> None:
    scope: Scope = request.scope
    version, counted = version_of(request.POST), request.POST.get("counted_present", "")
    if record.status == Record.Status.CONFIRMED:
        reason = request.POST.get("reason", "")
        actions.add_own_people(
            scope, record, version=version, host=at, people=draft.people, counted=counted, reason=reason
        )
    else:
        actions.save_people(scope, record, version=version, host=at, people=draft.people, counted=counted)


def _done(record: Record, at: Organisation) -> str:
    if record.status == Record.Status.CONFIRMED:
        return f"已补登{whose(at, '本')}参加人员，现已计入。"
    return f"已登记{whose(at, '本')}参加人员，主办方书记确认后计入。"


def _page(
    request: ScopedRequest, record: Record, at: Organisation, draft: Draft | None = None, refusal: str = ""
) -> HttpResponse:
    roll = own_roll_of(record, at, rules(), draft)
    filled = any(it.filled for it in co_hosts(record, rules()) if it.organisation.pk == at.pk)
    confirmed = record.status == Record.Status.CONFIRMED
    context = {
        "record": record,
        "host": at,
        "title": f"{whose(at, '本')}参加人员",
        "kinds": kinds_in_words(record),
        "facts": facts(record)[:3],
        "roll": roll,
        "counted": request.POST.get("counted_present", roll.ticked if filled else ""),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "confirmed": confirmed,
        "asks_reason": confirmed and filled,
        "ahead": record.on is not None and record.on > clock.today(),
        "crumbs": [
            {"label": "纪实", "url": reverse("record-list")},
            {"label": record.title or record.organisation.name, "url": reverse("record-detail", args=[record.uid])},
        ],
    }
    return render(request, "pages/records/own_people.html", context, status=422 if refusal else 200)
