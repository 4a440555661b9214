"""A record as one reads it: what it counts for, what was done, who was there, by whom it was entered and confirmed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.records.booklet import is_concerned
from dengming.records.models import Participation, Record
from dengming.records.problems import Problem
from dengming.records.queries import get_shared, get_visible
from dengming.records.sheet import Mark, activities_of, files_of, hosts_of, marked, texts_of, with_role
from dengming.rulebook.words import FACT_ROLE_LABELS
from dengming.web.pages.records.co_hosts import own_people_of
from dengming.web.pages.records.counting import counting_of
from dengming.web.pages.records.editor import file_row, summary_line
from dengming.web.pages.records.roll import roll_of
from dengming.web.pages.records.stages import marks, may, steps
from dengming.web.request_scope import ScopedRequest
from dengming.web.wording import amount, chinese_date, weekday


@require_safe
def detail(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The record; for a member whom it names and who may read no more, the own part of it."""
    try:
        record = get_visible(request.scope, uid)
    except NotVisible:
        return own_part(request, get_shared(request.scope, uid))
    return detail_page(request, record)


def own_part(request: ScopedRequest, record: Record) -> HttpResponse:
    """What was done, and what stands there about the reader; of the others only how many there were."""
    mine = [one for one in record.participations.all() if one.person_id == request.scope.person]
    context = {
        "record": record,
        "kinds": kinds_in_words(record),
        "facts": facts(record),
        "roll": roll_of(record, rules()),
        "mine": [{"mark": one.get_mark_display(), "answer": one.get_answer_display(), **_person(one)} for one in mine],
        "reported": [told for one in mine for told in [_told(one)] if told],
        "texts": _texts(record),
        "crumbs": [{"label": "我的", "url": reverse("own")}],
    }
    return render(request, "pages/records/own_part.html", context)


def detail_page(
    request: ScopedRequest, record: Record, *, problems: Sequence[Problem] = (), refusal: str = "", reason: str = ""
) -> HttpResponse:
    """The page, with what stood against a decision; 422 where something did."""
    context = detail_context(request.scope, record)
    context |= {"summary": [summary_line(problem) for problem in problems], "refusal": refusal, "reason": reason}
    return render(request, "pages/records/detail.html", context, status=422 if problems or refusal else 200)


def detail_context(scope: Scope, record: Record) -> dict[str, Any]:
    """What the template needs, by name."""
    current = rules()
    roll = roll_of(record, current)
    return {
        "record": record,
        "kinds": kinds_in_words(record),
        "facts": facts(record),
        "roll": roll,
        "present": [_person(one) for one in marked(record, Mark.ATTEND)],
        "away": [_person(one) for one in marked(record, Mark.EXCUSED, Mark.ABSENT)],
        "observers": [_person(one) for one in marked(record, Mark.OBSERVE)],
        "unmarked": [_person(one) for one in marked(record, Mark.UNMARKED)],
        "reported": _reported(record),
        "joint": own_people_of(scope, record),
        "texts": _texts(record),
        "files": [file_row(file) for file in files_of(record)],
        "counting": counting_of(scope, record),
        "done": record.status == Record.Status.CONFIRMED,
        "steps": steps(record),
        "marks": marks(record),
        "may": may(scope, record),
        "may_hear": record.confirmed_at is not None and is_concerned(scope, record),
        "on": clock.today(),
        "crumbs": [{"label": "纪实", "url": reverse("record-list")}],
    }


def kinds_in_words(record: Record) -> list[str]:
    """主题党日（集中学习、志愿服务）, 党课."""
    parts = {kind.activity: kind.parts for kind in record.kinds.all()}
    found = []
    for activity in activities_of(record, rules().rulebook):
        told = "、".join(part.name for part in activity.parts if part.id in parts[activity.id])
        found.append(f"{activity.name}（{told}）" if told else activity.name)
    return found


def facts(record: Record) -> list[dict[str, Any]]:
    """For `_dl.html`: when, where, by whom, how long."""
    hours = f"{amount(record.quantity)} 学时" if record.quantity else ""
    led = [_names(record, role) for role in ("chair", "lecture", "report", "speak")]
    rows = [
        {"term": "时间", "value": when(record)},
        {"term": "地点", "value": record.place},
        {"term": "主办", "value": "、".join(host.name for host in hosts_of(record))},
        {"term": "学时", "value": hours} if hours else None,
        {"term": "补办周期", "value": f"补{chinese_label(record.make_up)}"} if record.make_up else None,
        *led,
        {"term": "记录", "value": record.recorder.name if record.recorder else ""},
    ]
    return [row for row in rows if row]


def when(record: Record) -> str:
    """2020年9月10日（周四） 14:30–16:00."""
    if record.on is None:
        return ""
    hours = "–".join(f"{one:%H:%M}" for one in (record.starts, record.ends) if one)
    return f"{chinese_date(record.on)}（{weekday(record.on)}）{f' {hours}' if hours else ''}"


def _names(record: Record, role: str) -> dict[str, str] | None:
    people = with_role(record, role)
    label = FACT_ROLE_LABELS[role]  # type: ignore[index]
    return {"term": label, "value": "、".join(one.person.name for one in people)} if people else None


def _person(one: Participation) -> dict[str, Any]:
    label = one.get_mark_display() if one.mark == Mark.ABSENT else ""
    note = "：".join(part for part in (label, one.reason) if part) or ("请假" if one.mark == Mark.EXCUSED else "")
    disputed = "有异议" if one.answer == Participation.Answer.DISPUTED else ""
    return {"name": one.person.name, "note": note or disputed, "absent": one.mark in (Mark.ABSENT, Mark.EXCUSED)}


def _texts(record: Record) -> list[tuple[str, str]]:
    proofs = rules().rulebook.proofs
    return [(proofs[name].name, text) for name, text in texts_of(record).items() if name in proofs]


def _reported(record: Record) -> list[tuple[str, str]]:
    """Who reported what: 学习工作情况 已报告. The contents are not kept."""
    told = [(one.person.name, _told(one)) for one in record.participations.all()]
    return [(name, words) for name, words in told if words]


def _told(one: Participation) -> str:
    entries = rules().rulebook.entries
    found = [
        f"{part.name} {one.reports[register][part.id]}"
        for register in one.reports
        if register in entries
        for part in entries[register].parts
        if part.id in one.reports[register]
    ]
    return "；".join(found)
