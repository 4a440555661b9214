"""本月待办: the only task list: everything due, by date, whatever it comes from.

Rooms above add theirs by `provide`, once, when the application starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.accounts.scope import Scope
from dengming.standing import duty_tasks, record_tasks
from dengming.standing.case_tasks import case_tasks
from dengming.standing.dues_tasks import dues_tasks
from dengming.standing.election_tasks import posts_tasks, unregistered_tasks
from dengming.standing.headings import HEADINGS, Heading, heading_of
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
    unregistered_tasks,
    posts_tasks,
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
    under: dict[Heading, list[Task]] = {heading: [] for heading in HEADINGS}
    for task in found:
        under[heading_of(task.state, task.due, on)].append(task)
    return [Group(heading.label, heading.tone, those) for heading, those in under.items() if those]
