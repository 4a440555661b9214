"""Warnings as tasks: proposals to study, members to tell, appeals to settle, and the own one to answer."""

from collections.abc import Iterator

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.rulebook.scores import Score
from dengming.rulebook.words import Colour
from dengming.standing.models import ColourWarning
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task
from dengming.standing.warnings.queries import appeals, open_now, proposals, to_answer

Stage = ColourWarning.Stage


def warning_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """For every way of keeping points."""
    for score in rules(as_of.known).scores.values():
        yield from _branch(scope, score, as_of)
        yield from _appeals(scope, score)
    yield from _own(scope, as_of)


def _branch(scope: Scope, score: Score, as_of: AsOf) -> Iterator[Task]:
    for branch in organisations(scope, "confirm", as_of.on):
        if branch.kind != kinds.BRANCH:
            continue
        found = proposals(scope, score, as_of, branch)
        if found:
            target = Target("warnings", {"score": score.id}, {"branch": branch.code})
            title = f"{len(found)}名党员到了预警线，待研究"
            yield _task(title, branch.name, "to-study", "去研究", target, institution=score.name)
        for it in open_now(scope, score, as_of, branch).filter(told_on=None).exclude(subject=scope.person):
            target = Target("warning-detail", {"uid": str(it.uid)})
            yield _task(f"把{Colour(it.colour).label}告知{it.subject.name}", branch.name, "to-tell", "去告知", target)


def _appeals(scope: Scope, score: Score) -> Iterator[Task]:
    """For whoever may settle them: not the one who confirmed, not the member."""
    if scope.actor is None or not scope.prefixes("confirm"):
        return
    for it in appeals(scope, score).exclude(confirmed_by=scope.actor).exclude(subject=scope.person):
        target = Target("warning-detail", {"uid": str(it.uid)})
        notice = [one.text for one in it.statements.all() if one.is_appeal][-1]
        yield _task(f"{it.subject.name}对预警提出申诉", score.name, "appealed", "去处理", target, notice=notice)


def _own(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    for it in to_answer(scope, as_of.on):
        target = Target("warning-detail", {"uid": str(it.uid)})
        said = "支部已代为登记，请看是否属实。" if it.statements.all() else ""
        title = f"{Colour(it.colour).label}：可以说明或申诉"
        task = _task(title, it.subject.name, "to-answer", "去看", target, notice=said)
        yield Task(**{**task.__dict__, "due": it.answer_by})


def _task(
    title: str, subject: str, state: str, label: str, target: Target, institution: str = "", notice: str = ""
) -> Task:
    return Task(
        kind="warning",
        title=title,
        subject=subject,
        due=None,
        state=state,
        action_label=label,
        action=target,
        about=target,
        institution=institution,
        notice=notice,
    )
