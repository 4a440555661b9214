"""The list of records: by organisation, kind, status, month and words; what waits for one's own hand comes first."""

from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.orgs.queries import get_visible, standing_on
from dengming.orgs.queries import visible as organisations_visible
from dengming.records.booklet import differences
from dengming.records.models import Record
from dengming.records.queries import Filters, to_confirm, visible
from dengming.web.asked_day import month_asked
from dengming.web.pages.records.new import hosts_for
from dengming.web.pages.records.stages import marks
from dengming.web.request_scope import ScopedRequest

ROWS: Final = 30
_TONES: Final = {"draft": "quiet", "planned": "open", "filed": "grace", "returned": "overdue", "confirmed": "met",
                 "withdrawn": "waived"}  # fmt: skip


class RecordFilters(forms.Form):
    """What the list is narrowed by."""

    text = forms.CharField(label="关键词", required=False)
    org = forms.ChoiceField(label="组织", required=False)
    kind = forms.ChoiceField(label="类别", required=False)
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Record.Status.choices])
    month = forms.CharField(label="月份", required=False, widget=forms.DateInput(attrs={"type": "month"}))

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        seen = standing_on(organisations_visible(scope), clock.today()).order_by("path")
        kinds = [(name, activity.name) for name, activity in rules().rulebook.activities.items()]
        self._offer("org", [(one.code, one.name) for one in seen])
        self._offer("kind", kinds)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部"), *choices]


@require_safe
def listing(request: ScopedRequest) -> HttpResponse:
    """The records in sight, newest first."""
    form = RecordFilters(request.GET, request.scope)
    found = visible(request.scope, _filters(request))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [row(record) for record in page],
        "waiting": to_confirm(request.scope).count(),
        "disputes": differences(request.scope).count(),
        "may_start": bool(hosts_for(request.scope)),
        "clear_url": reverse("record-list"),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "on": clock.today(),
    }
    return render(request, "pages/records/list.html", context)


def row(record: Record) -> dict[str, Any]:
    """One line of the list."""
    activities = rules().rulebook.activities
    kinds = [activities[kind.activity].name for kind in record.kinds.all() if kind.activity in activities]
    return {
        "record": record,
        "title": record.title or "、".join(kinds) or "未写主题",
        "kinds": kinds,
        "tone": _TONES[record.status],
        "marks": marks(record),
    }


def _filters(request: ScopedRequest) -> Filters:
    asked = request.GET
    return Filters(
        organisation=_organisation(request.scope, asked.get("org", "")),
        subtree=True,
        kind=asked.get("kind", ""),
        status=asked.get("status", ""),
        month=month_asked(request) if asked.get("month") else None,
        text=asked.get("text", ""),
    )


def _organisation(scope: Scope, code: str) -> Organisation | None:
    if not code:
        return None
    found = get_visible(scope, code)
    if found is None:
        raise NotVisible("没有找到。")
    return found
