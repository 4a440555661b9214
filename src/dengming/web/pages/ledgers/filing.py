"""Filing a line or beginning a case, alone or under another; what a register begins with; taking it back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dengming.accounts.actions import authorise
from dengming.calendar.periods import PeriodError, parse_period, previous
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import actions, presets, queries
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.places import subject_reach
from dengming.ledgers.sent_once import file_once
from dengming.ledgers.steps import register_of
from dengming.ledgers.undone import check_may_withdraw
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.reports.suggestions import Suggested, suggested_for
from dengming.rulebook.registers import Entry
from dengming.standing.queries import AsOf
from dengming.web.forms.entries import LineForm, said
from dengming.web.forms.ledgers import EntryWithdrawForm
from dengming.web.forms.plain import sent
from dengming.web.pages.ledgers.cases import named, with_codes
from dengming.web.pages.ledgers.choosing import choose_subject, places_for
from dengming.web.pages.ledgers.fields_offered import offers_first
from dengming.web.pages.ledgers.registers import may_file, register_named
from dengming.web.pages.people.lookup import offered_names
from dengming.web.pages.why import subject_of
from dengming.web.request_scope import ScopedRequest


def file_entry(request: ScopedRequest, register: str) -> HttpResponse:
    """One line, or one for each part that was reported at the same time."""
    block, parent = register_named(request, register), _parent(request)
    if not (code := request.GET.get("subject", "")):
        return choose_subject(request, block, parent=parent)
    subject = subject_of(request.scope, code)
    authorise(request.scope, block.stage[0].may, subject_reach(subject))
    found = suggested_for(request.scope, block, AsOf.at(), subject.pk)
    initial = _initial(request, block, found, parent)
    form = LineForm(sent(request), block=block, initial=initial, offers=offers_first(request.scope, block, subject))
    made = form.carry_out(lambda: named(lambda: _file(request, subject, block, form, found, parent)))
    if made is not None:
        messages.success(request, f"已登记：{subject.name}，{block.name}。")
        if block.is_case:
            return redirect("case", uid=made.uid)
        # what was begun under a case is looked at there
        return redirect("case", uid=parent.uid) if parent else redirect("entry-list", register=register)
    context = {
        "form": form,
        "title": f"{block.stage[0].verb or '登记' + block.name}：{subject.name}",
        "lead": block.note,
        "suggestion": found,
        "names": offered_names(request.scope) if any(it.type == "member" for it in block.field) else [],
        "back": reverse("case", args=[parent.uid]) if parent else reverse("entry-list", args=[register]),
        "never_stored": block.bare,
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _parent(request: ScopedRequest) -> Line | None:
    """The entry under which it is begun, by its uid in the address."""
    try:
        uid = UUID(request.GET["parent"]) if request.GET.get("parent") else None
    except ValueError:
        raise Http404("没有找到。") from None
    return queries.get_entry(request.scope, uid) if uid else None


def _initial(request: ScopedRequest, block: Entry, found: Suggested | None, parent: Line | None) -> dict[str, Any]:
    """What the form begins with: today, the month asked for, what the entry above says in fields of the same name,
    and the facts that speak for a suggestion."""
    asked = request.GET.get("period", "")
    about = _year(asked) if block.year else _about(asked)
    initial: dict[str, Any] = {"happened": clock.today(), "about": about, "parts": [request.GET.get("part", "")]}
    above = parent
    while above and queries.sees(request.scope, above):  # the nearest that says it
        told = {it.id: above.fields[it.id] for it in block.first_fields if it.id in above.fields}
        said_there = {f"field-{name}": value for name, value in told.items()}
        initial, above = {**said_there, **initial}, above.parent
    if block.of_year:
        initial.setdefault(f"field-{block.of_year}", clock.today().year)
    facts = next((field for field in block.first_fields if field.type == "long"), None)
    if found and facts:
        initial[f"field-{facts.id}"] = "；".join(found.reasons) + "。"
    return initial


def _file(
    request: ScopedRequest,
    subject: Subject,
    block: Entry,
    form: LineForm,
    found: Suggested | None,
    parent: Line | None,
) -> Line:
    """All parts or none; the last one is given back."""
    values: dict[str, Any] = form.cleaned_data
    more = {"happened": values["happened"], "about": values.get("about"), "parent": parent}
    more["grounds"] = found.grounds() if found else None
    token = values["token"] or ""
    fields = with_codes(request, list(block.first_fields), said(form))
    parts = values.get("parts") or [""]
    with transaction.atomic():
        made = [
            file_once(request.scope, subject, token=token, register=block.id, part=part, fields=fields, **more)
            for part in ([parts] if isinstance(parts, str) else parts)
        ]
    return made[-1]


@require_POST
def file_presets(request: ScopedRequest, register: str) -> HttpResponse:
    """File what the register begins with and does not have yet, each as a line of its own."""
    block = register_named(request, register)
    if not may_file(request, block) or not block.preset:
        raise PermissionDenied(f"没有登记“{block.name}”的权限。")
    subject = next(iter(places_for(request, block)), None)
    if subject is None:
        raise PermissionDenied(f"没有可以登记“{block.name}”的组织。")
    try:
        made = presets.file_missing(request.scope, subject, register=register)
        messages.success(request, f"已照讲话登记 {made} 项，请逐项核对。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-list", register=register)


def withdraw_entry(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a line back, saying why."""
    entry = queries.get_entry(request.scope, uid)
    form, gone = EntryWithdrawForm(sent(request), initial={"seen": entry.step}), _gone_with(entry)
    check_may_withdraw(request.scope, entry)
    if form.carry_out(lambda: actions.withdraw_entry(request.scope, entry, **form.cleaned_data)) is not None:
        messages.success(request, f"已撤回。{gone}")
        return redirect("entry-list", register=entry.register)
    back = reverse("entry-list", args=[entry.register])
    lead = f"{entry.subject.name}。撤回以后，{gone}" if gone else entry.subject.name
    context = {"form": form, "title": "撤回登记", "lead": lead, "back": back}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _gone_with(entry: Line) -> str:
    """That whoever came to the branch by the entry is no longer on its list; "" where nobody did."""
    becomes = register_of(entry).stage[0].becomes
    role = rules().rulebook.roles[becomes.role].name if becomes and becomes.role else ""
    return f"{entry.subject.name}不再列为{role}。" if role else ""


def _year(period: str) -> int:
    """The year that a duty is due for; the last one where the address names none that is over."""
    last = clock.today().year - 1
    return min(int(period), last) if period.isdecimal() else last


def _about(period: str) -> date:
    """The last day of the period before the one that a duty is due for: last month's report answers this month's."""
    try:
        every, stretch = parse_period(period)
    except PeriodError:
        return clock.today()
    return previous(every, stretch).last
