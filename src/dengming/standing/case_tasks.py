"""Cases and lines of registers as tasks: the next step, for whoever may take it where they work."""

from collections.abc import Iterator

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.queries import waiting
from dengming.ledgers.steps import due_day
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation
from dengming.rulebook.registers import EntryStage
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task


def case_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What waits for the actor: the committee's own steps anywhere, the others at the own organisations.

    What needs a second person where there is none waits for whoever confirms above.
    """
    own = {it.reach for name in ("record", "confirm") for it in organisations(scope, name, as_of.on)}
    for entry, steps in waiting(scope) if own or scope.may("settle") else ():
        mine = [step for step in steps if step.may == "settle" or line_reach(entry) in own]
        mine = mine or [step for step in steps if step.guard and _nobody_nearer(scope, entry, step)]
        if mine:
            yield _task(entry, mine[0], as_of)


def _nobody_nearer(scope: Scope, entry: Entry, step: EntryStage) -> bool:
    """Whether nobody at the place itself may take it: the only one who confirms there filed it, or is the member."""
    place = Organisation.objects.filter(reach=line_reach(entry)).first()
    posts = [role.id for role in rules().rulebook.roles.values() if role.sort == "post" and step.may in role.may]
    held = spans.holders(posts, clock.today(), place.pk if place else None).exclude(subject=entry.subject_id)
    filed_by = Member.objects.filter(user=entry.entered_by).values("pk") if entry.entered_by else []
    return not held.exclude(subject__in=filed_by).exists()


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
