"""Dues as tasks of who collects at a branch: one row for all who have not paid, one for all who came to the line."""

from collections.abc import Iterator
from datetime import timedelta

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.dues.month_sql import Asked
from dengming.dues.monthly import Line, lines
from dengming.dues.months import in_words, label, month_of, quarter_at, shifted
from dengming.dues.queries import COLLECT
from dengming.dues.six_months import proposals_of
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.rulebook.dues import Dues
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task


def dues_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """Of the branches where the actor's own posts let one collect. A branch that has assessed nobody is not asked: that
    the year is to be assessed is a duty of its own."""
    now = rules(as_of.known)
    branches = [it for it in organisations(scope, COLLECT, as_of.on) if it.kind == kinds.BRANCH]
    for dues in now.rulebook.dues.values():
        for branch in branches:
            month = month_of(as_of.on)
            found = lines(Asked(dues, as_of.on, as_of.known), month, prefix=branch.reach)
            if any(it.assessed is not None for it in found):
                yield from _of_branch(branch, dues, month, found)


def _of_branch(branch: Organisation, dues: Dues, month: int, found: list[Line]) -> Iterator[Task]:
    home = rules().rulebook.home_of[f"dues:{dues.id}"].name
    target = Target("dues-branch", {"code": branch.code}, {"month": label(month)})
    waiting = [it for it in found if it.rest and _is_asked(it, month)]
    year = date_of(month).year
    unassessed = sum(not it.is_assessed_in(year) for it in found)
    back = sum(bool(it.back) for it in found)
    told = [f"还有{len(waiting)}名没有交"] if waiting else []
    told += [f"以前欠交{back}名"] if back else []
    told += [f"{unassessed}名{year}年还没有核定"] if unassessed else []
    if told:
        title = f"{in_words([month])}{dues.name}：{told[0]}"
        due = date_of(shifted(month, 1)) - timedelta(days=1)
        state = "to-collect" if waiting or back else "to-assess"
        yield Task("dues", title, branch.name, due, state, "去登记", target, target, home, notice="，".join(told[1:]))
    if reached := proposals_of(found, dues, month):
        noted = sum(it.is_noted for it in reached)
        title = f"{len(reached)}名党员连续{min(it.months for it in reached)}个月以上没有交党费，待研究"
        notice = f"其中{noted}名登记过请假或减免，先核实" if noted else ""
        yield Task("dues", title, branch.name, None, "to-study", "去研究", target, target, home, notice=notice)


def _is_asked(line: Line, month: int) -> bool:
    """Who may pay by the quarter is asked in its last month."""
    return not line.quarterly or month_of(quarter_at(month).last) == month
