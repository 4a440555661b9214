"""What must be begun before other cases can go on, as tasks: the plan without which no row is approved."""

from collections.abc import Iterator
from typing import Final

from django.db.models import Count

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.permits import is_open
from dengming.ledgers.steps import may_at
from dengming.orgs.models import Organisation
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.registers import EntryStage
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task

CAPABILITIES: Final = ("record", "confirm")


def required_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """One for each own organisation whose cases wait for an entry of another register that nobody has begun.

    One that was begun stands in the list by its own next step.
    """
    books = rules(as_of.known).rulebook.entries
    here = {it.pk: it for may in CAPABILITIES for it in organisations(scope, may, as_of.on)}
    for block in books.values() if here else ():
        for stage in block.stage:
            if stage.requires and stage.requires.entry not in block.above and is_open(books[stage.requires.entry]):
                wanted = books[stage.requires.entry]
                for place, waiting in _waiting(block, stage, here, wanted.id).items():
                    if may_at(scope, wanted.stage[0], here[place].reach):
                        yield _task(here[place], wanted, block, stage, waiting, as_of)


def _waiting(block: Register, stage: EntryStage, here: dict[int, Organisation], wanted: str) -> dict[int, int]:
    """How many cases of each organisation stand before the stage, where there is none of the wanted register."""
    living = Entry.objects.filter(subject__in=here, withdrawn_at=None).order_by()
    before = living.filter(register=block.id, stage__in=stage.from_)
    before = before.exclude(subject__in=living.filter(register=wanted).values("subject"))
    return dict(before.values_list("subject").annotate(Count("pk")))


def _task(place: Organisation, wanted: Register, block: Register, stage: EntryStage, waiting: int, as_of: AsOf) -> Task:
    return to_begin(place, wanted, as_of, f"{waiting}件“{block.name}”等它办好才能{stage.verb or stage.name}")


def to_begin(place: Organisation, wanted: Register, as_of: AsOf, notice: str, kind: str = "entry") -> Task:
    """That the organisation is to begin an entry of the register."""
    first = wanted.stage[0]
    target = Target("entry-new", {"register": wanted.id}, {"subject": place.code})
    return Task(
        kind=kind,
        title=f"{wanted.name}：{first.verb or first.name}",
        subject=place.name,
        due=None,
        state="to-handle",
        action_label="去登记",
        action=target,
        about=target,
        institution=rules(as_of.known).rulebook.home_of[f"entry:{wanted.id}"].name,
        notice=notice,
    )
