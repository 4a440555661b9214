"""When a demand leaves time for a step, and whether it refuses or only warns."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dengming.calendar.due import Stretch
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.way import Reached, said_on
from dengming.rulebook.demands import Dated, Demand, Time
from dengming.rulebook.registers import EntryStage


def counted(time: Time, way: Sequence[Reached], said: Mapping[str, str]) -> date | None:
    """The day that lies so long after the stage or the field from which it counts; None where that is not there."""
    if time.field:
        day = said.get(time.field)
        reached = [date.fromisoformat(day)] if day else []
    else:
        reached = [it.day for it in way if time.since in (None, it.stage)]
    length = time.longest if time.longest and said.get(time.reason or "") else time.time
    return Stretch.parse(length).after(reached[-1], rules().holidays) if reached else None


def dated(asked: Dated, way: Sequence[Reached], said: Mapping[str, str]) -> date | None:
    """The day that is asked for, by the first of its stretches that there is; None where there is none."""
    return next((day for it in asked.by if (day := counted(it, way, said))), None)


def dated_days(stage: EntryStage, way: Sequence[Reached]) -> dict[str, date]:
    """The days that follow for fields of the step, to be offered: nobody has to work them out."""
    asked = [it.dated for it in stage.demand if it.dated and it.in_force(clock.today())]
    return {it.field: day for it in asked if (day := dated(it, way, said_on(way)))}


def earliest_by(stage: EntryStage, way: Sequence[Reached], part: str, ahead: bool = False) -> date | None:
    """The first day that the demands in force today leave for the step of a case of that part; None where none waits
    for anything. `ahead`: of a step that is not the next one yet, as far as it is known."""
    if not any(it.waits for it in stage.demand):
        return None  # of most stages today need not even be asked for
    today = clock.today()
    waits = [it.waits for it in stage.demand if it.waits and it.is_for(part, today) and refuses(it, today)]
    return max(_days(_known(waits, ahead), way), default=None)


def latest_by(stage: EntryStage, way: Sequence[Reached], part: str, ahead: bool = False) -> date | None:
    """The last day that they leave, whether or not a later step would be refused."""
    if not any(it.within for it in stage.demand):
        return None
    today = clock.today()
    limits = [it.within for it in stage.demand if it.within and it.is_for(part, today)]
    return min(_days(_known(limits, ahead), way), default=None)


def uncompared() -> set[str]:
    """The documents whose official text nobody has compared yet."""
    return set(rules().rulebook.uncompared) - rules().parameters.compared.keys()


def refuses(demand: Demand, on: date) -> bool:
    """Whether a step of that day that does not meet it is refused; one that is `unconfirmed`, not before its text was
    compared. What stood in an earlier text too is asked as before, though the new article is not compared."""
    begun = rules().parameters.in_use_since
    if demand.unconfirmed and any(it.document in uncompared() for it in demand.basis if it.holds(on)):
        return False
    return not demand.warns and (begun is None or on >= begun)


def _known(times: Sequence[Time], ahead: bool) -> Sequence[Time]:
    """Those that count from something said; what counts from the step just before is not known ahead of it."""
    return [it for it in times if it.since or it.field] if ahead else times


def _days(times: Sequence[Time], way: Sequence[Reached]) -> Iterator[date]:
    said = said_on(way)
    return (day for it in times if (day := counted(it, way, said)) is not None)
