"""台账: the registers, the lines and cases of one, and filing: that something was done and when, in declared fields."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.periods import PeriodError, parse_period, previous
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import actions, queries
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.permits import is_open, permit_of
from dengming.ledgers.places import line_reach, subject_reach
from dengming.ledgers.steps import ahead_of, due_day, has_expired, may_at, register_of
from dengming.orgs.models import Subject
from dengming.reports.suggestions import Suggested, suggested, suggested_for
from dengming.rulebook.registers import Entry
from dengming.standing.queries import AsOf
from dengming.web.forms.entries import LineForm, said
from dengming.web.forms.ledgers import WithdrawForm
from dengming.web.forms.plain import sent
from dengming.web.pages.ledgers.cases import named
from dengming.web.pages.ledgers.choosing import choose_subject
from dengming.web.pages.why import subject_of
from dengming.web.request_scope import ScopedRequest


def show_registers(request: ScopedRequest) -> HttpResponse:
    """Every register that an institution declares, with how many lines of it are in sight."""
    rulebook, counts = rules().rulebook, queries.counts(request.scope)
    listed = [
        {
            "register": block,
            "institution": rulebook.home_of[f"entry:{block.id}"],
            "lines": counts.get(block.id, 0),
        }
        for block in rulebook.entries.values()
    ]
    return render(request, "pages/ledgers/index.html", {"registers": listed})


def show_entries(request: ScopedRequest, register: str) -> HttpResponse:
    """One register's lines or cases, newest first; and whom the system suggests, for whoever takes that up."""
    block = _register(register)
    page = Paginator(queries.entries(request.scope, register=register).prefetch_related("moves__moved_by"), 50)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "register": block,
        "page": shown,
        "rows": [_row(request, block, it) for it in shown],
        "may_file": _may_file(request, block),
        "suggested": suggested(request.scope, block, AsOf.at()),
        "permit": permit_of(block),
        "open": is_open(block),
        "may_permit": request.scope.may("settle"),
        "today": clock.today(),
    }
    return render(request, "pages/ledgers/entries.html", context)


def _row(request: ScopedRequest, block: Entry, line: Line) -> dict[str, Any]:
    parts = {part.id: part.name for part in block.parts}
    labels = {field.id: field.name for field in block.first_fields}
    steps = queries.steps_for(request.scope, line)
    by = [line.entered_by.name + "登记"] if line.entered_by else []
    by += [move.moved_by.name + "审核" for move in line.moves.all() if move.moved_by and not block.is_case]
    return {
        "entry": line,
        "part": parts.get(line.part, ""),
        "fields": [(labels[name], value) for name, value in line.fields.items() if name in labels],
        "stage": block.stage_of(line.stage),
        "expired": has_expired(line),
        "due": due_day(line),
        "waits": bool(ahead_of(line)),
        "by": "，".join(by) if line.step else "",
        "step": steps[0] if steps else None,
        "may_withdraw": line.withdrawn_at is None and may_at(request.scope, block.stage[0], line_reach(line)),
    }


def _may_file(request: ScopedRequest, block: Entry) -> bool:
    """Lines of a paper's register come from its readings; a closed one takes none."""
    return request.scope.may_anywhere(block.stage[0].may) and block.id not in rules().rulebook.papers and is_open(block)


def file_entry(request: ScopedRequest, register: str) -> HttpResponse:
    """One line, or one for each part that was reported at the same time."""
    block = _register(register)
    if not (code := request.GET.get("subject", "")):
        return choose_subject(request, block)
    subject = subject_of(request.scope, code)
    authorise(request.scope, block.stage[0].may, subject_reach(subject))
    found = suggested_for(request.scope, block, AsOf.at(), subject.pk)
    initial = _initial(request, block, found)
    form = LineForm(sent(request), block=block, initial=initial)
    made = form.carry_out(lambda: named(lambda: _file(request, subject, block, form, found)))
    if made is not None:
        messages.success(request, f"已登记：{subject.name}，{block.name}。")
        return redirect("case", uid=made.uid) if block.is_case else redirect("entry-list", register=register)
    context = {
        "form": form,
        "title": f"{block.stage[0].verb or '登记' + block.name}：{subject.name}",
        "lead": block.note,
        "suggestion": found,
        "back": reverse("entry-list", args=[register]),
        "never_stored": block.bare,
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _initial(request: ScopedRequest, block: Entry, found: Suggested | None) -> dict[str, Any]:
    """What the form begins with: today, the month asked for, and the facts that speak for a suggestion."""
    about = _about(request.GET.get("period", ""))
    initial = {"happened": clock.today(), "about": about, "parts": [request.GET.get("part", "")]}
    facts = next((field for field in block.first_fields if field.type == "long"), None)
    if found and facts:
        initial[f"field-{facts.id}"] = "；".join(found.reasons) + "。"
    return initial


def _file(request: ScopedRequest, subject: Subject, block: Entry, form: LineForm, found: Suggested | None) -> Line:
    """All parts or none; the last one is given back."""
    values: dict[str, Any] = form.cleaned_data
    days = {"happened": values["happened"], "about": values.get("about")}
    grounds = found.grounds() if found else None
    with transaction.atomic():
        made = [
            actions.file_entry(
                request.scope, subject, register=block.id, part=part, fields=said(form), grounds=grounds, **days
            )
            for part in values.get("parts") or [""]
        ]
    return made[-1]


def withdraw_entry(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a line back, saying why."""
    entry, form = queries.get_entry(request.scope, uid), WithdrawForm(sent(request))
    authorise(request.scope, register_of(entry).stage[0].may, line_reach(entry))
    if form.carry_out(lambda: actions.withdraw_entry(request.scope, entry, **form.cleaned_data)) is not None:
        messages.success(request, "已撤回。")
        return redirect("entry-list", register=entry.register)
    back = reverse("entry-list", args=[entry.register])
    context = {"form": form, "title": "撤回登记", "lead": entry.subject.name, "back": back}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _register(register: str) -> Entry:
    block = rules().rulebook.entries.get(register)
    if block is None:
        raise Http404("没有这种台账。")
    return block


def _about(period: str) -> date:
    """The last day of the period before the one that a duty is due for: last month's report answers this month's."""
    try:
        every, stretch = parse_period(period)
    except PeriodError:
        return clock.today()
    return previous(every, stretch).last
