"""年终对照事实: what the facts say for each item of an agreement in its year, nothing of it typed by anybody.

Until the year-end check it is judged as of today; then as of the day of the check, with what was known at that moment,
so that the paper of the check never changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label, periods_between
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.ledgers.agreements import checked, items_of, more_items, second_party, year_of
from dengming.ledgers.models import Entry
from dengming.rulebook.blocks import Basis
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.words import State
from dengming.standing.judge import Standing
from dengming.standing.nothing import why_nothing
from dengming.standing.queries import AsOf, standings

_TOLD = (State.MET, State.LATE, State.OVERDUE, State.GRACE, State.OPEN, State.UPCOMING, State.WAIVED)
"""What was done first, then what was not, then what is not due yet."""
IN_WORDS = "没有可对照的应办，由双方写明"
"""What stands beside an item that no duty answers for."""


@dataclass(frozen=True)
class PeriodSeen:
    """One period (or case) of a duty, and how it stands: a state, or `unowned` and `none` where nothing is judged."""

    label: str
    name: str
    state: str


@dataclass(frozen=True)
class DutySeen:
    """A duty of an item: its periods in the year, in words how many were done, and why others are not judged."""

    id: str
    name: str
    periods: tuple[PeriodSeen, ...]
    said: str
    remark: str = ""

    @property
    def by_state(self) -> str:
        """The judged periods under the name of their state: 已完成：1月、3月；逾期未完成：2月."""
        names = [(state.label, [it.name for it in self.periods if it.state == state]) for state in _TOLD]
        return "；".join(f"{state}：{'、'.join(periods)}" for state, periods in names if periods)


@dataclass(frozen=True)
class ItemSeen:
    """An item with its duties; none where the two parties say in words what became of it."""

    name: str
    duties: tuple[DutySeen, ...] = ()
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All items of one agreement; `final`: it is the year-end check's and changes no more."""

    year: int
    as_of: AsOf
    final: bool
    items: tuple[ItemSeen, ...]


def compare(scope: Scope, entry: Entry) -> Comparison:
    """The items of an agreement that the actor sees beside the facts of its second party."""
    return compare_all(scope, [entry])[entry.pk]


def compare_all(scope: Scope, entries: Iterable[Entry]) -> dict[int, Comparison]:
    """The same of many, by number; those of one year judged as of the same day and moment are judged at once."""
    groups: dict[tuple[AsOf, int, bool], list[Entry]] = {}
    for entry in entries:
        at = checked(entry)
        as_of = AsOf(at.on, at.known) if at else AsOf.at()
        groups.setdefault((as_of, year_of(entry), at is not None), []).append(entry)
    found = {}
    for (as_of, year, final), those in groups.items():
        judged = _judged(scope, as_of, year, those)
        for entry in those:
            items = tuple(_items(rules(as_of.known), year, entry, judged.get(entry.subject_id, [])))
            found[entry.pk] = Comparison(year, as_of, final, items)
    return found


def _judged(scope: Scope, as_of: AsOf, year: int, entries: Sequence[Entry]) -> dict[int, list[Standing]]:
    """All standings of the year that some item goes by, by subject."""
    now = rules(as_of.known)
    names = dict.fromkeys(name for entry in entries for item in items_of(entry) for name in item.duties)
    duties = [duty for name in names if (duty := now.duty(name))]
    subjects = {entry.subject_id for entry in entries}
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: dict[int, list[Standing]] = {}
    for one in standings(scope, as_of, subjects=subjects, duties=duties, since=first, until=last) if duties else ():
        if one.case is None or one.opens.year == year:
            found.setdefault(one.subject, []).append(one)
    return found


def _items(now: Rules, year: int, entry: Entry, judged: Sequence[Standing]) -> Iterator[ItemSeen]:
    whose = second_party(entry, checked(entry))
    for item in items_of(entry):
        duties = tuple(_duty(now, year, name, whose, judged) for name in item.duties)
        yield ItemSeen(item.name, duties, item.basis)
    yield from (ItemSeen(name) for name in more_items(entry))


def _duty(now: Rules, year: int, name: str, whose: str, judged: Sequence[Standing]) -> DutySeen:
    duty = now.duty(name)
    if duty is None:
        return DutySeen(name, name, (), "制度库里已经没有这个事项，不能对照")
    mine = [one for one in judged if one.duty.id == name]
    if any(one.case is not None for one in mine):
        cases = tuple(PeriodSeen(one.period, f"第{number}件", str(one.state)) for number, one in enumerate(mine, 1))
        return DutySeen(name, duty.name, cases, count_words(mine))
    periods = _labels(duty, year)
    if not periods:
        return DutySeen(name, duty.name, (), f"{year}年没有要办的")
    states = {one.period: one for one in mine}
    left = next((label for label in periods if label not in states), "")
    why, sentence = why_nothing(now, duty, left, whose) if left else ("", "")
    if not mine:
        whole = "各期" if len(periods) > 1 else _short(left, year)
        return DutySeen(name, duty.name, (PeriodSeen(left, whole, why),), "不判定", sentence)
    seen = tuple(PeriodSeen(one.period, _short(one.period, year), str(one.state)) for one in mine)
    remark = f"{_short(left, year)}等{len(periods) - len(mine)}期不判定：{sentence}" if left else ""
    return DutySeen(name, duty.name, seen, count_words(mine), remark)


def count_words(found: Sequence[Standing]) -> str:
    """How many periods or cases are owed and how they stand: 应办12期：已完成11期、逾期未完成1期."""
    unit = "件" if found[0].case is not None else "期"
    counts = [(state.label, sum(one.state == state for one in found)) for state in _TOLD]
    return f"应办{len(found)}{unit}：" + "、".join(f"{label}{number}{unit}" for label, number in counts if number)


def _labels(duty: PlainDuty, year: int) -> list[str]:
    """The duty's periods in the year, by the cadence that it last had."""
    last = date(year, 12, 31)
    asked = [term for term in duty.terms if not term.repeal]
    term = next((it for it in reversed(asked) if it.since <= last), asked[0])
    if term.every in ("once", "case"):
        return ["once"] if term.every == "once" else []
    return [it.label for it in periods_between(term.every, date(year, 1, 1), last)]


def _short(label: str, year: int) -> str:
    """The period without the year, which stands above: 3月, 二季度, 全年."""
    if label == "once":
        return "一次"
    return chinese_label(label).removeprefix(f"{year}年") or "全年"
