"""系统建议: organisations that a register would take up, with the facts, so that people need not search for them.

Nothing follows by itself. What is suggested is worked out when it is looked at; what somebody took up is kept with the
case, as it was then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dengming.accounts.scope import Scope
from dengming.calendar.periods import Period, chinese_label, period_of, previous
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.permits import is_open
from dengming.orgs import queries as orgs
from dengming.orgs.models import Organisation
from dengming.orgs.spans import holders
from dengming.reports.issues.queries import OUT, rows_of
from dengming.reports.models import Issue
from dengming.rulebook.registers import Entry, Suggestion
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from dengming.standing.sources import cite
from dengming.standing.task import Target, Task


@dataclass(frozen=True)
class Suggested:
    """One organisation with what speaks for it: its own overdue duties, or its line in an issued bulletin."""

    organisation: Organisation
    period: Period
    as_of: AsOf
    overdue: tuple[Standing, ...] = ()
    issue: Issue | None = None
    line: dict[str, Any] | None = None

    @property
    def reasons(self) -> list[str]:
        """What speaks for it, one fact a phrase."""
        found = [f"{it.duty.name}（{chinese_label(it.period)}）逾期未完成，依据{_where(it)}" for it in self.overdue]
        if self.issue and self.line:
            line, label = self.line, chinese_label(self.issue.period)
            found.append(f"{label}通报列为“{line['grade']}”：到期{line['due']}项次，按期完成率{line['rate']}")
        return found

    def grounds(self) -> dict[str, Any]:
        """The facts as the case keeps them."""
        return {
            "on": self.as_of.on.isoformat(),
            "digest": rules(self.as_of.known).digest,
            "period": self.period.label,
            "overdue": [[it.duty.id, it.period] for it in self.overdue],
            "issue": str(self.issue.uid) if self.issue else "",
            "reasons": self.reasons,
        }


def suggested(scope: Scope, block: Entry, as_of: AsOf) -> list[Suggested]:
    """Whom the register would take up, in the official order; not again what was taken up for the same period."""
    rule = block.suggest
    if rule is None or not is_open(block, as_of.on) or not scope.may("settle"):
        return []
    period = period_of(rule.every, as_of.on)
    found = {it.organisation.pk: it for it in _all(scope, block, rule, period, as_of)}
    taken = Line.objects.filter(register=block.id, withdrawn_at=None, grounds__period=period.label)
    for pk in taken.values_list("subject_id", flat=True):
        found.pop(pk, None)
    return list(found.values())


def suggested_for(scope: Scope, block: Entry, as_of: AsOf, subject: int) -> Suggested | None:
    """The suggestion about one organisation, None where there is none."""
    return next((it for it in suggested(scope, block, as_of) if it.organisation.pk == subject), None)


def suggestion_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """For the committee: how many organisations each register would take up."""
    for block in rules(as_of.known).rulebook.entries.values() if scope.actor and scope.may("settle") else ():
        if found := suggested(scope, block, as_of):
            target = Target("entry-list", {"register": block.id})
            title = f"{block.name}：系统建议{len(found)}个组织，待研究"
            names = "、".join(it.organisation.name for it in found[:3])
            yield Task("suggestion", title, names, None, "to-handle", "去研究", target, target)


def _all(scope: Scope, block: Entry, rule: Suggestion, period: Period, as_of: AsOf) -> Iterator[Suggested]:
    held = holders(block.owner, as_of.on, known=as_of.known).values("subject_id")
    named = orgs.in_official_order(orgs.standing_on(orgs.visible(scope), as_of.on).filter(pk__in=held))
    overdue = _overdue(scope, rule, period, as_of, [it.pk for it in named])
    issue, lines = _graded(rule, period)
    for organisation in named:
        own, line = overdue.get(organisation.pk, ()), lines.get(organisation.code)
        if own or line:
            yield Suggested(organisation, period, as_of, own, issue if line else None, line)


def _overdue(
    scope: Scope, rule: Suggestion, period: Period, as_of: AsOf, subjects: list[int]
) -> dict[int, tuple[Standing, ...]]:
    """The overdue duties of those that have enough of them."""
    if rule.overdue is None:
        return {}
    now = rules(as_of.known)
    duties = [it for it in now.duties() if not rule.duties or it.id in rule.duties]
    found: dict[int, list[Standing]] = {}
    for item in standings(scope, as_of, subjects=subjects, duties=duties, since=period.first, until=as_of.on):
        if item.state == State.OVERDUE and item.due >= period.first:
            found.setdefault(item.subject, []).append(item)
    return {subject: tuple(items) for subject, items in found.items() if len(items) >= rule.overdue}


def _graded(rule: Suggestion, period: Period) -> tuple[Issue | None, dict[str, dict[str, Any]]]:
    """The bulletin issued last, for this period or the one before, and its lines in the group."""
    bulletin = rules().rulebook.bulletins.get(rule.bulletin or "")
    if bulletin is None:
        return None, {}
    newest = Issue.objects.filter(bulletin=bulletin.id, stage__in=OUT).order_by("-period").first()
    since = previous(rule.every, period).first
    if newest is None or newest.cut_off < since:
        return None, {}
    name = next(grade.name for grade in bulletin.grade if grade.id == rule.grade)
    return newest, {row["code"]: row for row in rows_of(newest) if row["grade"] == name}


def _where(item: Standing) -> str:
    """The clause or article that asks for it; regulations first."""
    cited = cite(item.duty.basis or item.term.basis)
    return cited[0].where if cited else "本地参数"
