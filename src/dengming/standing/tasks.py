"""本月待办: the only task list: everything due, by date, whatever it comes from.

Rooms above add theirs by `provide`, once, when the application starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Scope
from dengming.calendar.periods import add_months
from dengming.standing import duty_tasks, record_tasks
from dengming.standing.case_tasks import case_tasks
from dengming.standing.dues_tasks import dues_tasks
from dengming.standing.queries import AsOf
from dengming.standing.required_tasks import required_tasks
from dengming.standing.task import Task
from dengming.standing.warnings.tasks import warning_tasks

Provider = Callable[[Scope, AsOf], Iterable[Task]]
PROVIDERS: Final[list[Provider]] = [
    duty_tasks.duty_tasks,
    record_tasks.planned,
    record_tasks.returned,
    record_tasks.waiting,
    record_tasks.own_people,
    record_tasks.disputes,
    case_tasks,
    required_tasks,
    warning_tasks,
    dues_tasks,
]


def provide(*providers: Provider) -> None:
    """Add sources of tasks that this room does not know."""
    PROVIDERS.extend(provider for provider in providers if provider not in PROVIDERS)


@dataclass(frozen=True)
class Group:
    """Tasks under one heading; `tone` is the state whose look the heading takes."""

    label: str
    tone: str
    tasks: list[Task]


def tasks(scope: Scope, as_of: AsOf) -> list[Task]:
    """Everything that the actor has to do, the earliest due first."""
    found = [task for provider in PROVIDERS for task in provider(scope, as_of)]
    return sorted(found, key=lambda task: (task.due or date.max, task.title, task.subject))


def grouped(found: Iterable[Task], on: date) -> list[Group]:
    """已逾期, 宽限期, 本月到期, 稍后; only groups that hold something."""
    month_end = add_months(on.replace(day=1), 1) - timedelta(days=1)
    groups = [Group("已逾期", "overdue", []), Group("宽限期", "grace", []), Group("本月到期", "open", [])]
    later = Group("稍后", "upcoming", [])
    for task in found:
        by_state = {"overdue": groups[0], "grace": groups[1]}
        soon = groups[2] if task.due is None or task.due <= month_end else later
        by_state.get(task.state, soon).tasks.append(task)
    return [group for group in [*groups, later] if group.tasks]
