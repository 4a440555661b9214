"""系统建议: organisations that a register would take up, with the facts, so that people need not search for them.

Nothing follows by itself. What is suggested is worked out when it is looked at; what somebody took up is kept with the
case, as it was then.
"""

from collections.abc import Iterable, Iterator
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
from dengming.rulebook.register_parts import Suggestion
from dengming.rulebook.registers import Entry
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
    return _not_taken_up(scope, block, as_of, _overdue(scope, as_of, [block])) if _may_ask(scope, block, as_of) else []


def suggested_for(scope: Scope, block: Entry, as_of: AsOf, subject: int) -> Suggested | None:
    """The suggestion about one organisation, None where there is none."""
    return next((it for it in suggested(scope, block, as_of) if it.organisation.pk == subject), None)


def suggestion_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """For the committee: how many organisations each register would take up. What is overdue is judged once for all."""
    blocks = [it for it in rules(as_of.known).rulebook.entries.values() if _may_ask(scope, it, as_of)]
    overdue = _overdue(scope, as_of, blocks) if scope.actor else []
    for block in blocks if scope.actor else ():
        if found := _not_taken_up(scope, block, as_of, overdue):
            target = Target("entry-list", {"register": block.id})
            title = f"{block.name}：系统建议{len(found)}个组织，待研究"
            names = "、".join(it.organisation.name for it in found[:3])
            yield Task("suggestion", title, names, None, "to-handle", "去研究", target, target)


def _may_ask(scope: Scope, block: Entry, as_of: AsOf) -> bool:
    return block.suggest is not None and is_open(block, as_of.on) and scope.may("settle")


def _not_taken_up(scope: Scope, block: Entry, as_of: AsOf, overdue: Iterable[Standing]) -> list[Suggested]:
    """Those whom the rule names and who were not taken up for its period."""
    rule = block.suggest
    assert rule is not None  # _may_ask
    period = period_of(rule.every, as_of.on)
    taken = Line.objects.filter(register=block.id, withdrawn_at=None, grounds__period=period.label)
    before = set(taken.values_list("subject_id", flat=True))
    own, (issue, lines) = _enough(rule, period, overdue), _graded(rule, period)
    found = []
    for organisation in _named(scope, block, as_of):
        facts, line = own.get(organisation.pk, ()), lines.get(organisation.code)
        if (facts or line) and organisation.pk not in before:
            found.append(Suggested(organisation, period, as_of, facts, issue if line else None, line))
    return found


def _named(scope: Scope, block: Entry, as_of: AsOf) -> list[Organisation]:
    held = holders(block.owner, as_of.on, known=as_of.known).values("subject_id")
    return orgs.in_official_order(orgs.standing_on(orgs.visible(scope), as_of.on).filter(pk__in=held))


def _overdue(scope: Scope, as_of: AsOf, blocks: Iterable[Entry]) -> list[Standing]:
    """What the organisations of these registers let go past its day, in the longest of their periods."""
    asking = [(it, it.suggest) for it in blocks if it.suggest and it.suggest.overdue is not None]
    if not asking:
        return []
    subjects = {organisation.pk for block, _ in asking for organisation in _named(scope, block, as_of)}
    since = min(period_of(rule.every, as_of.on).first for _, rule in asking)
    found = standings(scope, as_of, subjects=subjects, since=since, until=as_of.on)
    return [item for item in found if item.state == State.OVERDUE]


def _enough(rule: Suggestion, period: Period, overdue: Iterable[Standing]) -> dict[int, tuple[Standing, ...]]:
    """The overdue duties of those that have enough of them in the rule's period."""
    if rule.overdue is None:
        return {}
    found: dict[int, list[Standing]] = {}
    for item in overdue:
        if item.due >= period.first and (not rule.duties or item.duty.id in rule.duties):
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
