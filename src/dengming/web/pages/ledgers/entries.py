"""台账 of one or two stages, such as 两报告: that something was reported and when, never what was said."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dengming.accounts.actions import authorise
from dengming.calendar.periods import PeriodError, parse_period, previous
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import actions, queries
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.places import line_reach, subject_reach
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Entry
from dengming.web.forms.entries import LineForm
from dengming.web.forms.ledgers import WithdrawForm
from dengming.web.forms.plain import sent
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
    """One register's lines, newest first."""
    block = _register(register)
    page = Paginator(queries.entries(request.scope, register=register), 50).get_page(request.GET.get("page"))
    parts = {part.id: part.name for part in block.parts}
    labels = {field.id: field.name for field in block.field}
    rows = [
        {
            "entry": it,
            "part": parts.get(it.part, ""),
            "fields": [(labels.get(name, name), value) for name, value in it.fields.items()],
            "waits": it.withdrawn_at is None and actions.next_stage(block, it) is not None,
            "may_approve": _may_approve(request, block, it),
        }
        for it in page
    ]
    context = {"register": block, "page": page, "rows": rows, "may_file": _may_file(request, register)}
    return render(request, "pages/ledgers/entries.html", context)


def _may_file(request: ScopedRequest, register: str) -> bool:
    """Lines of a paper's register come from its readings."""
    return bool(request.scope.prefixes("record")) and register not in rules().rulebook.papers


def file_entry(request: ScopedRequest, register: str) -> HttpResponse:
    """One line, or one for each part that was reported at the same time."""
    block = _register(register)
    if not (code := request.GET.get("subject", "")):
        return choose_subject(request, block)
    subject = subject_of(request.scope, code)
    authorise(request.scope, "record", subject_reach(subject))
    about = _about(request.GET.get("period", ""))
    initial = {"happened": clock.today(), "about": about, "parts": [request.GET.get("part", "")]}
    form = LineForm(sent(request), block=block, initial=initial)
    if form.carry_out(lambda: _file(request, subject, block, form)) is not None:
        messages.success(request, f"已登记：{subject.name}，{block.name}。")
        return redirect("entry-list", register=register)
    context = {
        "form": form,
        "title": f"登记{block.name}",
        "lead": f"{subject.name}。{block.note}",
        "back": reverse("entry-list", args=[register]),
        "never_stored": bool(block.parts),
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _file(request: ScopedRequest, subject: Subject, block: Entry, form: LineForm) -> int:
    """All parts or none."""
    values: dict[str, Any] = form.cleaned_data
    fields = {field.id: values[f"field-{field.id}"] for field in block.field}
    days = {"happened": values["happened"], "about": values.get("about")}
    with transaction.atomic():
        for part in values.get("parts") or [""]:
            actions.file_entry(request.scope, subject, register=block.id, part=part, fields=fields, **days)
    return 1


@require_POST
def approve_entry(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """A second person vouches for a line."""
    entry = queries.get_entry(request.scope, uid)
    try:
        actions.approve_entry(request.scope, entry)
        messages.success(request, f"已审核：{entry.subject.name}。")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("entry-list", register=entry.register)


def _may_approve(request: ScopedRequest, block: Entry, line: Line) -> bool:
    if line.withdrawn_at is not None or actions.next_stage(block, line) is None:
        return False
    scope = request.scope
    return scope.actor != line.entered_by and scope.person != line.subject_id and scope.may("confirm", line_reach(line))


def withdraw_entry(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a line back, saying why."""
    entry, form = queries.get_entry(request.scope, uid), WithdrawForm(sent(request))
    authorise(request.scope, "record", line_reach(entry))
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
