"""Cases and lines of registers as tasks: the next step, for whoever may take it where they work."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.handling import told_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import line_reach, remember_places
from dengming.ledgers.queries import entries_from, waiting
from dengming.ledgers.steps import is_doer, may_at
from dengming.ledgers.titles import title_of
from dengming.rulebook.registers import EntryStage
from dengming.standing.case_days import earliest_of, owed_of
from dengming.standing.judge import Standing
from dengming.standing.near import Near
from dengming.standing.own_posts import own_places
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task

SINGLY = 3
"""More cases of one register that wait for the same step (the committee's; or one organisation's) stand in one row."""

TITLE_AT_MOST = 18

Waiting = tuple[Entry, EntryStage]


def case_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """What waits for the actor: the committee's own steps anywhere, the others at the own organisations, what came to
    oneself wherever.

    What needs a second person where there is none waits for whoever confirms above.
    """
    recorded = own_places(scope, "record", as_of.on)
    own = {*recorded.values(), *own_places(scope, "confirm", as_of.on).values()}
    there = list(waiting(scope))
    near = Near(there)
    found = [(entry, step) for entry, steps in there if (step := _mine(scope, entry, steps, own, near))]
    owed = owed_of(scope, as_of, recorded.keys() | {entry.subject_id for entry, _ in found})
    days = earliest_of([entry for entry, _ in found], owed)
    mine = {number: item for number, item in owed.items() if item.subject in recorded}
    yield from _owed_only(scope, as_of, mine, {entry.pk for entry, _ in there})
    for _, group in groupby(sorted(found, key=_together), key=_together):
        items = list(group)
        if len(items) > SINGLY:
            yield _many(items, as_of, days)
        else:
            yield from (_task(entry, step, as_of, days) for entry, step in items)


def _owed_only(scope: Scope, as_of: AsOf, owed: dict[int, Standing], there: set[int]) -> Iterator[Task]:
    """What is owed for a case with which the actor can do nothing now, such as while others still have to answer."""
    left = {number: item for number, item in owed.items() if number not in there}
    found = entries_from(scope, left)
    remember_places(found.values())
    for number, entry in sorted(found.items()):
        block, item = rules(as_of.known).rulebook.entries[entry.register], left[number]
        title = f"{block.name}：{item.duty.name}（{title_of(entry, TITLE_AT_MOST)}）"
        if register := _to_begin(scope, entry, item):
            begin = Target(
                "entry-new", {"register": register}, {"subject": entry.subject.code, "parent": str(entry.uid)}
            )
            yield _row(entry, entry.subject.name, title, item.due, begin, as_of, "", "去登记")
        else:
            target = Target("case", {"uid": str(entry.uid)})
            yield _row(entry, entry.subject.name, title, item.due, target, as_of, "还要等别人办", "看进展")


def _to_begin(scope: Scope, entry: Entry, item: Standing) -> str:
    """The register of which an entry is to be begun under the case, where the actor may; "" where that is not owed."""
    books = rules().rulebook.entries
    below = [name for need in item.needs if not need.met for name in need.need.counts.below]
    return next((name for name in below if may_at(scope, books[name].stage[0], line_reach(entry))), "")


def _mine(scope: Scope, entry: Entry, steps: list[EntryStage], own: set[str], there: Near) -> EntryStage | None:
    """The first step that is the actor's own work; None where somebody else is nearer."""
    if is_doer(scope, entry):
        return steps[0]
    place = line_reach(entry)
    near = [step for step in steps if step.may == "settle" or place in own]
    near = near or [step for step in steps if step.guard and scope.may(step.may, place) and not there.has(entry, step)]
    return near[0] if near else None


def _together(item: Waiting) -> tuple[str, str, int]:
    entry, step = item
    return entry.register, step.id, 0 if step.may == "settle" else entry.subject_id


def _many(items: list[Waiting], as_of: AsOf, days: dict[int, date]) -> Task:
    entry, step = items[0]
    block = rules(as_of.known).rulebook.entries[entry.register]
    due = min((days[one.pk] for one, _ in items if one.pk in days), default=None)
    target = Target("entry-list", {"register": block.id})
    title = f"{block.name}：{len(items)}件待办（{step.verb or step.name}）"
    names = list(dict.fromkeys(one.subject.name for one, _ in items))
    whose = names[0] + (f"等{len(names)}个组织" if len(names) > 1 else "")
    return _row(entry, whose, title, due, target, as_of, _notices([one for one, _ in items]))


def _task(entry: Entry, step: EntryStage, as_of: AsOf, days: dict[int, date]) -> Task:
    block = rules(as_of.known).rulebook.entries[entry.register]
    target = Target("case", {"uid": str(entry.uid)})
    words = title_of(entry, TITLE_AT_MOST)
    title = f"{block.name}：{step.verb or step.name}" + (f"（{words}）" if words and block.is_case else "")
    return _row(entry, entry.subject.name, title, days.get(entry.pk), target, as_of, _notice(entry))


def _row(
    entry: Entry,
    whose: str,
    title: str,
    due: date | None,
    target: Target,
    as_of: AsOf,
    notice: str,
    verb: str = "去办理",
) -> Task:
    return Task(
        kind="entry",
        title=title,
        subject=whose,
        due=due,
        state="overdue" if due and due < as_of.on else "to-handle",
        action_label=verb,
        action=target,
        about=target,
        institution=rules(as_of.known).rulebook.home_of[f"entry:{entry.register}"].name,
        notice=notice,
    )


def _notice(entry: Entry) -> str:
    return "；".join(_told(move) for move in told_of(entry))


def _notices(entries: list[Entry]) -> str:
    """What was told about cases in one row, each once: about which of them, or about how many."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if said := _notice(entry):
            found.setdefault(said, []).append(entry)
    return "；".join(f"{said.rstrip('。')}（{_which(about)}）" for said, about in found.items())


def _which(entries: list[Entry]) -> str:
    return title_of(entries[0], TITLE_AT_MOST) if len(entries) == 1 else f"{len(entries)}件"


def _told(move: Move) -> str:
    told = f"{move.moved_by.name if move.moved_by else ''}{Move.Way(move.way).label}"
    return f"{told}：{move.reason}" if move.reason else told
