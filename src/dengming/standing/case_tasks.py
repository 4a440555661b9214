"""Cases and lines of registers as tasks: the next step, for whoever may take it where they work."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach, remember_places, step_reach
from dengming.ledgers.queries import entries_from, waiting
from dengming.ledgers.steps import is_doer, may_at
from dengming.ledgers.titles import title_of
from dengming.rulebook.registers import EntryStage
from dengming.standing.case_days import earliest_of, owed_of
from dengming.standing.case_rows import SINGLY, TITLE_AT_MOST, Waiting, many, one, row, state_of
from dengming.standing.headings import HEADINGS, heading_of
from dengming.standing.judge import Standing
from dengming.standing.near import Near
from dengming.standing.own_posts import own_places
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task

_OTHERS: Final = "还要等别人办"
_PUT_OFF: Final = f"{_OTHERS}；经批准延期的，在这里登记"


def case_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What waits for the actor: the committee's own steps anywhere, the others at the own organisations, what came to
    oneself wherever.

    What needs a second person where there is none waits for whoever confirms above; what is for certain posts, for the
    nearest who holds one.
    """
    recorded = own_places(scope, "record", as_of.on)
    own = {*recorded.values(), *own_places(scope, "confirm", as_of.on).values()}
    there = list(waiting(scope))
    near = Near(there)
    found = [(entry, step) for entry, steps in there if (step := _mine(scope, entry, steps, own, near))]
    owed = owed_of(scope, as_of, recorded.keys() | {entry.subject_id for entry, _ in found})
    found = [it for it in found if not _is_far_off(it[0], owed.get(it[0].pk), as_of.on)]
    extending = _extending()
    put_off = [entry for entry, step in found if (entry.register, step.id) in extending]
    yield from (_owed_row(it, owed[it.pk], as_of, _PUT_OFF) for it in put_off if it.pk in owed)
    without = {entry.pk for entry in put_off}
    found = [it for it in found if it[0].pk not in without]
    days = earliest_of([entry for entry, _ in found], owed)
    mine = {number: item for number, item in owed.items() if item.subject in recorded}
    yield from _owed_only(scope, as_of, mine, {entry.pk for entry, _ in there})
    key = partial(_together, on=as_of.on, days=days)
    for _, group in groupby(sorted(found, key=key), key=key):
        items = list(group)
        yield from [many(items, as_of, days, own)] if len(items) > SINGLY else [one(it, as_of, days) for it in items]


def _owed_only(scope: Scope, as_of: AsOf, owed: dict[int, Standing], there: set[int]) -> Iterator[Task]:
    """What is owed for a case with which the actor can do nothing now, such as while others still have to answer."""
    left = {number: item for number, item in owed.items() if number not in there}
    found = entries_from(scope, left)
    remember_places(found.values())
    for number, entry in sorted(found.items()):
        item = left[number]
        if register := _to_begin(scope, entry, item):
            begin = Target(
                "entry-new", {"register": register}, {"subject": entry.subject.code, "parent": str(entry.uid)}
            )
            title = _owed_title(entry, item, as_of)
            yield row(entry, entry.subject.name, title, item.due, begin, as_of, "", "去登记")
        else:
            yield _owed_row(entry, item, as_of, _OTHERS)


def _owed_row(entry: Entry, item: Standing, as_of: AsOf, notice: str) -> Task:
    """What is owed for a case where others take the next step."""
    target, title = Target("case", {"uid": str(entry.uid)}), _owed_title(entry, item, as_of)
    return row(entry, entry.subject.name, title, item.due, target, as_of, notice, "看进展")


def _owed_title(entry: Entry, item: Standing, as_of: AsOf) -> str:
    name = rules(as_of.known).rulebook.entries[entry.register].name
    return f"{name}：{item.duty.name}（{title_of(entry, TITLE_AT_MOST)}）"


def _extending() -> set[tuple[str, str]]:
    """The steps, each with its register, that only move the day of what is owed (延期): they may be taken, and are not
    what is to be done."""
    extended = [term.extends for duty in rules().duties() for term in duty.terms if term.extends]
    return {(register, it.stage) for it in extended for register in it.entry if it.stage}


def _is_far_off(entry: Entry, item: Standing | None, on: date) -> bool:
    """A duty that says how long ahead to remind (换届: six months) is not on the list before that, unless the work was
    begun: while the case stands where the duty opens or is put off."""
    if item is None or not item.is_far_off(on):
        return False
    return entry.stage in {it.stage for it in (item.term.opens, item.term.extends) if it}


def _to_begin(scope: Scope, entry: Entry, item: Standing) -> str:
    """The register of which an entry is to be begun under the case, where the actor may; "" where that is not owed."""
    books = rules().rulebook.entries
    below = [name for need in item.needs if not need.met for name in need.need.counts.below]
    return next((name for name in below if may_at(scope, books[name].stage[0], line_reach(entry))), "")


def _mine(scope: Scope, entry: Entry, steps: list[EntryStage], own: set[str], there: Near) -> EntryStage | None:
    """The first step that is the actor's own work; None where somebody else is nearer."""
    if is_doer(scope, entry):
        return steps[0]
    near = [step for step in steps if step.may == "settle" or step_reach(entry, step) in own]
    near = near or [step for step in steps if step.guard and _may(scope, entry, step) and not there.has(entry, step)]
    near = near or [step for step in steps if step.by and there.post_place(entry, step) in own]
    return near[0] if near else None


def _may(scope: Scope, entry: Entry, step: EntryStage) -> bool:
    return scope.may(step.may, line_reach(entry))


def _together(item: Waiting, on: date, days: Mapping[int, date]) -> tuple[str, str, int, int]:
    """What stands in one row: never what stands under different headings, so that no later day is hidden."""
    entry, step = item
    due = days.get(entry.pk)
    heading = HEADINGS.index(heading_of(state_of(due, on), due, on))
    return entry.register, step.id, 0 if step.may == "settle" else entry.subject_id, heading
