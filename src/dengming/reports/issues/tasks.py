"""Bulletins as tasks: figures to verify for those named, and for the committee what waits for its signature."""

from collections.abc import Iterator

from dengming.accounts.scope import Scope
from dengming.reports.issues.queries import answered, rows_of
from dengming.reports.models import Issue
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task


def to_verify(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """The own figures, for whose post it is to confirm, until they are answered or the days are over."""
    own = {it.code: it for it in organisations(scope, "confirm", as_of.on)}
    waiting = Issue.objects.filter(stage=Issue.Stage.FEEDBACK, feedback_until__gte=as_of.on)
    for issue in waiting if own else ():
        done = answered(issue)
        for row in rows_of(issue):
            if row["code"] in own and row["code"] not in done:
                target = Target("bulletin-figures", {"uid": str(issue.uid), "code": row["code"]})
                yield _task(issue, "核实季通报", row["name"], "to-answer", "去核实", target)


def to_sign(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What was handed in for signature, for anybody of the committee but who drafted it."""
    if scope.actor is None or not scope.may("settle"):
        return
    for issue in Issue.objects.filter(stage=Issue.Stage.APPROVAL).exclude(drafted_by=scope.actor):
        target = Target("bulletin", {"uid": str(issue.uid)})
        yield _task(issue, "审签季通报", str(issue.content["committee"]), "to-confirm", "去审签", target)


def _task(issue: Issue, title: str, subject: str, state: str, label: str, target: Target) -> Task:
    return Task(
        kind="bulletin",
        title=title,
        subject=subject,
        due=issue.feedback_until if issue.stage == Issue.Stage.FEEDBACK else None,
        state=state,
        action_label=label,
        action=target,
        about=target,
        period=issue.period,
    )
