"""A4 papers of a record: the notice, the sign-in sheet, the 支部工作记录 form."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.records.models import Participation, Record
from dengming.records.queries import get_visible
from dengming.records.sheet import Mark, activities_of, hosts_of, marked, texts_of, with_role
from dengming.web.pages.records.by_host import away_by_host, present_by_host, sign_in_groups
from dengming.web.pages.records.detail import kinds_in_words, when
from dengming.web.pages.records.roll import roll_of
from dengming.web.pages.records.stages import marks
from dengming.web.request_scope import ScopedRequest

_TITLES: Final = {kinds.BRANCH: "支部工作记录", kinds.GROUP: "党小组工作记录", kinds.LEADING_BODY: "会议记录"}
BLANK_ROWS: Final = 6
"""Empty lines of the sign-in sheet for those who sit in."""


@require_safe
def work_record(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """支部工作记录: as it is kept in the branch's record book."""
    record = get_visible(request.scope, uid)
    return render(request, "print/record.html", {**_paper(record), **_record(record)})


@require_safe
def notice(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """会议（活动）通知."""
    record = get_visible(request.scope, uid)
    issued = date_at(record.notified_at) if record.notified_at else clock.today()
    return render(request, "print/notice.html", {**_paper(record), "agenda": _lines(record.agenda), "issued": issued})


@require_safe
def sign_in_sheet(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """签到表: those expected, by host, with leave noted, and empty lines for those who sit in."""
    record = get_visible(request.scope, uid)
    others = [line for line in roll_of(record, rules()).lines if line.mark == Mark.OBSERVE]
    groups = sign_in_groups(request.scope, record)
    context = {
        **_paper(record),
        "groups": groups,
        "expected": sum(len(group.lines) for group in groups),
        "open": any(group.blanks for group in groups),
        "others": others,
        "blanks": range(BLANK_ROWS - len(others[:5])),
    }
    return render(request, "print/signin.html", context)


def _paper(record: Record) -> dict[str, Any]:
    """What all three papers head with. They carry the organisation's name, never the product's."""
    hosts = hosts_of(record)
    names = [activity.name for activity in activities_of(record, rules().rulebook)]
    meeting = bool(names) and all(name.endswith(("会", "大会", "会议")) for name in names)
    return {
        "record": record,
        "hosts": hosts,
        "kinds": kinds_in_words(record),
        "kind_names": names,
        "when": when(record),
        "is_meeting": meeting,
        "title": _TITLES.get(record.organisation.kind, "工作记录"),
        "on": clock.today(),
    }


def _record(record: Record) -> dict[str, Any]:
    roll, texts = roll_of(record, rules()), texts_of(record)
    proofs = rules().rulebook.proofs
    return {
        "roll": roll,
        "chair": _names(with_role(record, "chair")),
        "lecturer": _names(with_role(record, "lecture")),
        "speakers": _names(with_role(record, "speak")),
        "excused": away_by_host(record, roll, Mark.EXCUSED),
        "absent": away_by_host(record, roll, Mark.ABSENT),
        "observers": _names(marked(record, Mark.OBSERVE)),
        "present": present_by_host(record, roll),
        "agenda": _lines(record.agenda),
        "minutes": texts.get("minutes", ""),
        "annexes": [(proofs[name].name, text) for name, text in texts.items() if name != "minutes" and name in proofs],
        "scanned": any(file.proof == "minutes" and file.removed_at is None for file in record.evidence.all()),
        "marks": marks(record),
    }


def _names(people: list[Participation]) -> str:
    return "、".join(one.person.name for one in people)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
