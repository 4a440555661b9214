"""Who sees a committee's paper: the committee always; a named organisation its own figures while they are verified, and
the whole once it is issued."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.periods import period_of, periods_between
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.reports.models import Finding, Issue
from dengming.rulebook.bulletins import Bulletin

OUT = (Issue.Stage.ISSUED, Issue.Stage.ARCHIVED)


def issues(scope: Scope) -> QuerySet[Issue]:
    """The newest first. Without any reach nothing is to be seen, not even that there are such papers."""
    if scope.may("settle"):
        return Issue.objects.all()
    if not scope.prefixes():
        return Issue.objects.none()
    return Issue.objects.filter(Q(stage__in=OUT) | Q(stage=Issue.Stage.FEEDBACK))


def get_issue(scope: Scope, uid: UUID) -> Issue:
    """One whole paper: the committee's, or issued. NotVisible otherwise."""
    found = issues(scope).filter(uid=uid).first()
    if found is None or not (scope.may("settle") or found.stage in OUT):
        raise NotVisible("没有找到。")
    return found


def own_figures(scope: Scope, uid: UUID, code: str) -> tuple[Issue, Organisation, dict[str, Any]]:
    """A named organisation's own line while it is verified. NotVisible for anybody else, and for any other line."""
    found = issues(scope).filter(uid=uid).first()
    organisation = queries.get_visible(scope, code)
    row = next((row for row in rows_of(found) if row["code"] == code), None) if found else None
    if found is None or row is None or not scope.may("record", organisation.reach):
        raise NotVisible("没有找到。")
    return found, organisation, row


def own_lines(scope: Scope, issue: Issue) -> list[dict[str, Any]]:
    """The lines of the organisations where the actor keeps the records."""
    own = set(queries.visible(scope, "record").values_list("subject__code", flat=True))
    return [row for row in rows_of(issue) if row["code"] in own]


def open_periods(bulletin: Bulletin) -> list[str]:
    """The periods of the last year that are over and have no paper yet, the newest first."""
    today = clock.today()
    year = today.replace(year=today.year - 1, day=1)
    labels = [it.label for it in periods_between(bulletin.every, year, today) if it.last < today]
    done = set(Issue.objects.filter(bulletin=bulletin.id).values_list("period", flat=True))
    present = period_of(bulletin.every, today).label
    return [label for label in reversed(labels) if label not in done and label != present]


def rows_of(issue: Issue) -> list[dict[str, Any]]:
    """The line of every organisation that is named."""
    return [row for section in issue.content["sections"] for row in section["organisations"] if row["code"]]


def findings_about(issue: Issue, organisation: Organisation) -> QuerySet[Finding]:
    """What the paper says of one organisation beside its figures."""
    return issue.findings.filter(organisation=organisation)


def get_finding(scope: Scope, uid: UUID, number: int) -> Finding:
    """One finding of a paper that the committee works on. NotVisible otherwise."""
    found = get_issue(scope, uid).findings.select_related("issue", "organisation__subject").filter(pk=number).first()
    if found is None:
        raise NotVisible("没有找到。")
    return found


def answered(issue: Issue) -> set[str]:
    """Codes of the organisations whose answer is about what stands now: not where a finding was written since."""
    written = issue.findings.exclude(organisation=None).values_list("organisation", "entered_at")
    newest: dict[int, int] = {}
    for organisation, entered in written:
        newest[organisation] = max(entered, newest.get(organisation, 0))
    given = issue.answers.values_list("organisation", "organisation__subject__code", "answered_at")
    return {code for organisation, code, at in given if at >= newest.get(organisation, 0)}
