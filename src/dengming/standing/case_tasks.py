"""Cases and lines of registers as tasks: the next step, for whoever may take it where they work."""

from collections.abc import Iterator

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.queries import waiting
from dengming.ledgers.steps import due_day
from dengming.rulebook.registers import EntryStage
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task


def case_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What waits for the actor: the committee's own steps anywhere, the others at the own organisations."""
    own = {it.reach for name in ("record", "confirm") for it in organisations(scope, name, as_of.on)}
    for entry, steps in waiting(scope) if own or scope.may("settle") else ():
        mine = [step for step in steps if step.may == "settle" or line_reach(entry) in own]
        if mine:
            yield _task(entry, mine[0], as_of)


def _task(entry: Entry, step: EntryStage, as_of: AsOf) -> Task:
    block = rules(as_of.known).rulebook.entries[entry.register]
    due = due_day(entry)
    target = Target("case", {"uid": str(entry.uid)})
    return Task(
        kind="entry",
        title=f"{block.name}：{step.verb or step.name}",
        subject=entry.subject.name,
        due=due or entry.happened,
        state="overdue" if due and due < as_of.on else "to-handle",
        action_label="去办理",
        action=target,
        about=target,
        institution=rules(as_of.known).rulebook.home_of[f"entry:{block.id}"].name,
    )
