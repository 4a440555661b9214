"""Who sees a committee's paper: the committee always; a named organisation its own figures while they are verified, and
the whole once it is issued."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.periods import periods_between
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.reports.models import Answer, Finding, Issue, PaperTemplate
from dengming.reports.official.replacing import BULLETIN, active
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
    found = [it for it in periods_between(bulletin.every, year, today) if it.last < today]
    labels = [it.label for it in found if bulletin.term_at(it.last)]
    done = set(Issue.objects.filter(bulletin=bulletin.id).values_list("period", flat=True))
    return [label for label in reversed(labels) if label not in done]


def template_of(issue: Issue) -> PaperTemplate | None:
    """The committee's own template that the paper is made by: of an issued one that of then; None: the default."""
    return issue.template if issue.stage in OUT else active(BULLETIN)


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


def asked_now(issue: Issue, organisation: Organisation) -> dict[str, Any]:
    """What a named organisation is shown and answers for: the cut-off, its own line, what was found about it."""
    findings = findings_about(issue, organisation).values("part", "text", "source", "reference")
    row = next((row for row in rows_of(issue) if row["code"] == organisation.code), {})
    return {"cut_off": issue.cut_off.isoformat(), "row": row, "findings": list(findings)}


def newest_answers(issue: Issue) -> dict[str, Answer]:
    """What each organisation answered last, by its code."""
    return {it.organisation.code: it for it in issue.answers.select_related("issue", "organisation__subject")}


def answers_of(issue: Issue) -> list[tuple[Answer, bool, list[Answer]]]:
    """For each organisation that answered: its newest answer, whether that covers what it is asked now, and what it
    answered before, the newest first."""
    newest, current = newest_answers(issue), answered(issue)
    older = list(issue.answers.exclude(pk__in=[it.pk for it in newest.values()]).reverse())
    return [
        (it, code in current, [old for old in older if old.organisation_id == it.organisation_id])
        for code, it in newest.items()
    ]


def open_objections(issue: Issue) -> list[Answer]:
    """Those that the committee has not settled, however old their figures; an organisation's later answer stands for
    its earlier ones."""
    return [it for it in newest_answers(issue).values() if not it.agrees and not it.reply]


def answered(issue: Issue) -> set[str]:
    """Codes of the organisations whose answer is about what stands now: neither its figures changed since, nor was
    anything found that it has not seen."""
    return {code for code, it in newest_answers(issue).items() if is_current(it, asked_now(issue, it.organisation))}


def is_current(given: Answer, now: Mapping[str, Any]) -> bool:
    """Whether an answer covers what its organisation is asked now."""
    same = all(given.asked.get(name) == now[name] for name in ("cut_off", "row"))
    return same and all(finding in given.asked["findings"] for finding in now["findings"])
