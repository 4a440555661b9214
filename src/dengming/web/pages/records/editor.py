"""Everything that the edit page shows: the form as typed, the list of people, what the kinds ask for, what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.files.filetypes import ACCEPTED_LABEL
from dengming.files.inspection import MEGABYTES_AT_MOST
from dengming.orgs.models import Organisation
from dengming.records import joint_hosts, reading
from dengming.records.drafts import Draft
from dengming.records.models import Evidence, Record
from dengming.records.never_stored import NEVER_STORED
from dengming.records.own_people import apart
from dengming.records.problems import Problem, role_field
from dengming.records.queries import Filters, visible
from dengming.records.sheet import files_of, hosts_of
from dengming.rulebook.words import FACT_ROLE_LABELS
from dengming.web.forms.record_fields import RecordFields
from dengming.web.forms.records import draft_of
from dengming.web.pages.records.asks import asks_of
from dengming.web.pages.records.co_hosts import elsewhere, told_of
from dengming.web.pages.records.counting import counting_of
from dengming.web.pages.records.kinds import kind_groups
from dengming.web.pages.records.makeups import make_ups
from dengming.web.pages.records.roll import roll_of
from dengming.web.pages.records.stages import may, steps

PLACES_OFFERED: Final = 8
_ROLES: Final = {role_field(role): label for role, label in FACT_ROLE_LABELS.items()}
_ANCHORS: Final = {"kinds": "kinds", "hosts": "hosts", "people": "people", **{field: f"{field}-1" for field in _ROLES}}
_LABELS: Final = {**reading.LABELS, "kinds": "类别", "hosts": "主办", "people": "参加人员", **_ROLES}


def edit_page(
    request: HttpRequest,
    record: Record,
    *,
    draft: Draft | None = None,
    problems: Sequence[Problem] = (),
    refusal: str = "",
    notes: Sequence[Problem] = (),
) -> HttpResponse:
    """The page. `draft` is what the browser sent where it could not be saved; 422 where there is something to mend."""
    context = edit_context(request.scope, record, draft, problems)  # type: ignore[attr-defined]
    context |= {"refusal": refusal, "notes": notes, "summary": [summary_line(problem) for problem in problems]}
    status = 422 if problems or refusal else 200
    return render(request, "pages/records/edit.html", context, status=status)


def edit_context(
    scope: Scope, record: Record, typed: Draft | None = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """What the template needs, by name."""
    current, draft, hosts = rules(), typed or draft_of(record), hosts_of(record)
    on = record.on or clock.today()
    roll = roll_of(record, current, typed, apart(scope, record, current))
    told = [*problems, *_unread(draft, problems)]
    wrong = _by_field(told)
    asks = asks_of(record, current, roll, wrong)
    offered = make_ups(scope, hosts, draft.kinds or (), record.on)
    return {
        "record": record,
        "today": clock.today(),
        "hosts": hosts,
        "host_choices": joint_hosts.offered(scope, record),
        "kind_groups": kind_groups(scope, current, hosts, on, draft.kinds or {}),
        "fields": RecordFields(draft, texts=asks.texts, make_ups=offered, problems=told),
        "wrong": wrong,
        "places": recent_places(scope, record.organisation),
        "roll": roll,
        "elsewhere": told_of(elsewhere(scope, record)),
        "asks": asks,
        "recorder": draft.recorder or "",
        "files": [file_row(file) for file in files_of(record)],
        "counting": counting_of(scope, record),
        "steps": steps(record),
        "may": may(scope, record),
        "is_future": on > clock.today(),
        "is_today": on == clock.today() and record.status in (Record.Status.DRAFT, Record.Status.PLANNED),
        "never_stored": NEVER_STORED,
        "accepted": ACCEPTED_LABEL,
        "megabytes": MEGABYTES_AT_MOST,
        "crumbs": [{"label": "纪实", "url": reverse("record-list")}],
    }


def _unread(draft: Draft, told: Iterable[Problem]) -> list[Problem]:
    """Words of the form that cannot be read, as long as nobody has said so: beside their field, from the first look."""
    read, said = reading.read(draft.words), {problem.field for problem in told}
    return [Problem(name, reading.complaint(name, typed)) for name, typed in read.unread.items() if name not in said]


def _by_field(problems: Iterable[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        found[problem.field].append(problem.message)
    return dict(found)


def recent_places(scope: Scope, organisation: Organisation) -> list[str]:
    """Where the organisation met lately, for the place's suggestions."""
    records = visible(scope, Filters(organisation=organisation)).exclude(place="").order_by("-on")
    return list(dict.fromkeys(records.values_list("place", flat=True)[:40]))[:PLACES_OFFERED]


def file_row(file: Evidence) -> dict[str, Any]:
    """For `_file_row.html`."""
    proofs = rules().rulebook.proofs
    return {
        "name": file.name,
        "url": reverse("evidence-serve", args=(file.uid,)),
        "size": file.size,
        "proof": proofs[file.proof].name if file.proof in proofs else file.proof,
        "entered": file.uploaded_at,
        "uid": file.uid,
    }


def summary_line(problem: Problem) -> dict[str, str]:
    """One line of the summary: the field's label, where it stands, the sentence."""
    anchor = _ANCHORS.get(problem.field, f"id_{problem.field}")
    return {"label": _LABELS.get(problem.field, ""), "anchor": anchor, "message": problem.message}
