"""Each kind of demand as one function: what is wrong with a step by it, in words; "" where nothing is."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from dengming.calendar.due import Stretch
from dengming.editions.queries import rules
from dengming.ledgers.demands.below import begun_below
from dengming.ledgers.demands.beside import running_beside
from dengming.ledgers.demands.candidates import not_electable
from dengming.ledgers.demands.days import counted, dated
from dengming.ledgers.demands.elections import tally, too_far, too_few, undecided
from dengming.ledgers.demands.people import not_eligible, not_holding, too_young
from dengming.ledgers.demands.roster import not_as_rostered
from dengming.ledgers.demands.seen import seen_later
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.demands.votes import vote
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import proofs_kept
from dengming.rulebook.demand_parts import Follows
from dengming.rulebook.demands import Dated, Demand, Lasting, Reach, Time, Vote


def _within(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    last = counted(_time(demand.within), taken.way, taken.said)
    return f"最晚应在 {last}，办理日期是 {taken.on}" if last and taken.on > last else ""


def _waits(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    first = counted(_time(demand.waits), taken.way, taken.said)
    return f"最早 {first} 才能办理，办理日期是 {taken.on}" if first and taken.on < first else ""


def _time(time: Time | None) -> Time:
    assert time is not None  # the kind says so
    return time


def _dated(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    asked: Dated = demand.dated  # type: ignore[assignment]  # the kind says so
    right, there = dated(asked, taken.way, taken.said), taken.day(asked.field)
    if right is None or there == right:
        return ""
    return f"“{taken.name(asked.field)}”应是 {right}，{f'现在是 {there}' if there else '没有填'}"


def _lasts(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    """That both days are said is asked by `needs`, so that one fault is told once."""
    asked: Lasting = demand.lasts  # type: ignore[assignment]  # the kind says so
    first, last = taken.day(asked.from_), taken.day(asked.until)
    if first is None or last is None:
        return ""
    if asked.at_least and last < (least := _last_of(asked, asked.at_least, first)):
        return f"{first} 起至少到 {least}（满{Stretch.parse(asked.at_least).chinese()}），现在到 {last}"
    if asked.at_most and last > (most := _last_of(asked, asked.at_most, first)):
        return f"{first} 起最多到 {most}（不超过{Stretch.parse(asked.at_most).chinese()}），现在到 {last}"
    return ""


def _last_of(asked: Lasting, text: str, first: date) -> date:
    """The last day of a stretch of which `first` is the first, or the day before it."""
    stretch = Stretch.parse(text)
    return stretch.after(first, rules().holidays) if asked.from_next else stretch.last_day(first, rules().holidays)


def _follows(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    asked: Follows = demand.follows  # type: ignore[assignment]  # the kind says so
    reached, day = [it.day for it in taken.way if it.stage == asked.stage], taken.day(asked.field)
    if not reached or day is None or day >= reached[-1]:
        return ""
    return f"“{taken.name(asked.field)}”{day} 早于“{taken.block.stage_of(asked.stage).name}”的 {reached[-1]}"


def _says(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    """What was said amiss; that something must be said at all is asked by `needs`, so that one fault is told once."""
    there = [(field, values) for field, values in (demand.says or {}).items() if taken.said.get(field)]
    wrong = [(field, values) for field, values in there if taken.said[field] not in values]
    if wrong and demand.instead is not None:
        told = "；".join(f"“{taken.name(field)}”是“{taken.said[field]}”" for field, _ in wrong)
        return f"{told}，不能办这一步：{_instead(demand.instead, taken)}"
    return "；".join(f"“{taken.name(field)}”要是“{'”或“'.join(values)}”" for field, values in wrong)


def _vote(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    asked: Vote = demand.vote  # type: ignore[assignment]  # the kind says so
    lost = f"，没有通过：{_instead(demand.instead, taken)}" if demand.instead is not None else ""
    return vote(asked, taken.said, lost)


def _instead(others: Sequence[str], taken: Taken) -> str:
    """What to do where the outcome was another than the step is for: the steps for it, or sending back."""
    named = (taken.block.stage_of(name) for name in others)
    ways = [f"办“{it.verb or it.name}”" for it in named]
    back = ["退回并写明原因"] if taken.way and taken.block.stage_of(taken.way[-1].stage).back else []
    return f"请{'，或者'.join([*ways, *back])}"


def _reaches(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    asked: Sequence[Reach] = demand.reaches or ()
    if any(float(taken.said.get(it.field) or 0) >= it.at_least for it in asked):
        return ""
    return f"要有{'，或者'.join(f'“{taken.name(it.field)}”不少于{it.at_least:g}' for it in asked)}"


def _needs(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    missing = [taken.name(field) for field in demand.needs or () if not taken.said.get(field)]
    return f"没有填“{'”“'.join(missing)}”" if missing else ""


def _materials(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    there = proofs_kept(entry) if entry is not None else set()
    missing = [rules().rulebook.proofs[name].name for name in demand.materials or () if name not in there]
    return f"没有“{'”“'.join(missing)}”" if missing else ""


def _once(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    return "已经办过一次，不能再办" if taken.stage.id in [it.stage for it in taken.way] else ""


KINDS: Final[dict[str, Callable[[Demand, Taken, Entry | None], str]]] = {
    "age": too_young,
    "within": _within,
    "waits": _waits,
    "dated": _dated,
    "lasts": _lasts,
    "says": _says,
    "reaches": _reaches,
    "vote": _vote,
    "holders": not_holding,
    "below": lambda demand, taken, entry: begun_below(demand.below, taken, entry) if demand.below else "",
    "needs": _needs,
    "materials": _materials,
    "once": _once,
    "planned": lambda _, taken, entry: taken.plans.beyond(taken.block.id, entry, taken.on) if entry else "",
    "eligible": not_eligible,
    "unseen_since": seen_later,
    "rostered": not_as_rostered,
    "no_open": lambda demand, taken, _: running_beside(demand.no_open, taken) if demand.no_open else "",
    "follows": _follows,
    "candidates": lambda demand, taken, _: too_few(demand.candidates, taken.said) if demand.candidates else "",
    "electable": not_electable,
    "tally": lambda demand, taken, _: tally(demand.tally, taken.block, taken.way, taken.said) if demand.tally else "",
    "settled": lambda demand, taken, _: undecided(demand.settled, taken) if demand.settled else "",
    "extends": lambda demand, taken, _: too_far(demand.extends, taken) if demand.extends else "",
}
