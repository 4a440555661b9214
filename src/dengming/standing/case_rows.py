"""Rows of 本月待办 about cases: one case, or several that wait for the same step under the same heading."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from dengming.editions.queries import rules
from dengming.ledgers.coming import dated
from dengming.ledgers.handling import told_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import line_reach
from dengming.ledgers.titles import title_of
from dengming.rulebook.registers import EntryStage
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task

SINGLY: Final = 3
"""More cases of one register that wait under one heading for the same step (the committee's; or one organisation's)
stand in one row."""
TITLE_AT_MOST: Final = 18
DAYS_AT_MOST: Final = 3
"""Days that a row of several cases names."""

Waiting = tuple[Entry, EntryStage]


def state_of(due: date | None, on: date) -> str:
    """How a case stands that is to be handled by a day."""
    return "overdue" if due and due < on else "to-handle"


def row(
    entry: Entry,
    subject: str,
    title: str,
    due: date | None,
    target: Target,
    as_of: AsOf,
    notice: str,
    verb: str = "去办理",
) -> Task:
    """A row as all of them are; `target` is where its name and its button lead."""
    return Task(
        kind="entry",
        title=title,
        subject=subject,
        due=due,
        state=state_of(due, as_of.on),
        action_label=verb,
        action=target,
        about=target,
        institution=rules(as_of.known).rulebook.home_of[f"entry:{entry.register}"].name,
        notice=notice,
    )


def one(item: Waiting, as_of: AsOf, days: Mapping[int, date]) -> Task:
    """A case with its next step."""
    entry, step = item
    block = rules(as_of.known).rulebook.entries[entry.register]
    target = Target("case", {"uid": str(entry.uid)})
    words = title_of(entry, TITLE_AT_MOST)
    title = f"{block.name}：{step.verb or step.name}" + (f"（{words}）" if words and block.is_case else "")
    due = days.get(entry.pk)
    notice = "；".join(it for it in (*_ahead(entry, step, due, as_of.on), _notice(entry)) if it)
    return row(entry, entry.subject.name, title, due, target, as_of, notice)


def many(items: Sequence[Waiting], as_of: AsOf, days: Mapping[int, date], own: Collection[str]) -> Task:
    """Several in one row, under their earliest day; it leads to where they are handled together, if they may be: what
    is the committee's, or lies at the `own` places."""
    entry, step = items[0]
    block = rules(as_of.known).rulebook.entries[entry.register]
    at_once = block.suits_many(step) and (step.may == "settle" or line_reach(entry) in own)
    target = Target("entry-list", {"register": block.id}, {"view": "list"} if at_once and block.view != "list" else {})
    title = f"{block.name}：{len(items)}件待办（{step.verb or step.name}）"
    entries = [it for it, _ in items]
    due = min((days[it.pk] for it in entries if it.pk in days), default=None)
    said = (_days([days.get(it.pk) for it in entries], as_of.on), _notices(entries))
    return row(entry, whose(entries), title, due, target, as_of, "；".join(it for it in said if it))


def whose(entries: Sequence[Entry]) -> str:
    """Whose several cases are."""
    names = list(dict.fromkeys(it.subject.name for it in entries))
    return names[0] + (f"等{len(names)}个组织" if len(names) > 1 else "")


def _days(found: Sequence[date | None], on: date) -> str:
    """Which days these are, the first ones first, where they are not all the same."""
    counted = Counter(found)
    if len(counted) == 1:
        return ""
    ordered = sorted(counted, key=lambda day: day or date.max)
    said = "，".join(f"{_day(day, on)}{counted[day]}件" for day in ordered[:DAYS_AT_MOST])
    return f"期限：{said}{'等' if len(ordered) > DAYS_AT_MOST else ''}"


def _day(day: date | None, on: date) -> str:
    if day is None:
        return "没有期限"
    return f"{day:%-m月%-d日}" if day.year == on.year else f"{day:%Y年%-m月%-d日}"


def _ahead(entry: Entry, step: EntryStage, due: date | None, on: date) -> Iterator[str]:
    """Since when the step may be taken that had to wait, or one behind it; of which step behind it the day is."""
    for it in dated(entry):
        name = "" if it.stage == step else f"“{it.stage.name}”"
        if it.first and it.first <= on and (name or it.is_next):
            yield f"{name}{_day(it.first, on)}起可办"
        if it.last and it.last == due and not it.is_next:
            yield f"{name}应在{_day(it.last, on)}前办"


def _notice(entry: Entry) -> str:
    return "；".join(_told(move) for move in told_of(entry))


def _notices(entries: Sequence[Entry]) -> str:
    """What was told about cases in one row, each once: about which of them, or about how many."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if said := _notice(entry):
            found.setdefault(said, []).append(entry)
    return "；".join(f"{said.rstrip('。')}（{_which(about)}）" for said, about in found.items())


def _which(entries: Sequence[Entry]) -> str:
    return title_of(entries[0], TITLE_AT_MOST) if len(entries) == 1 else f"{len(entries)}件"


def _told(move: Move) -> str:
    told = f"{move.moved_by.name if move.moved_by else ''}{Move.Way(move.way).label}"
    return f"{told}：{move.reason}" if move.reason else told
