"""Where a case stands: the way it has come, what may be done next and by whom, and by when.

Nothing of it is stored but the moves: the stages reached, the due day and whether it is over all follow from them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dengming.accounts.capabilities import LABELS, WHOLE
from dengming.accounts.scope import Everywhere, Scope
from dengming.calendar.due import Stretch
from dengming.calendar.periods import period_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.demands.days import earliest_by, latest_by
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.places import nearest_with, step_reach
from dengming.ledgers.way import way_of
from dengming.orgs import spans
from dengming.orgs.models import Organisation
from dengming.rulebook import registers
from dengming.rulebook.library import Rulebook
from dengming.rulebook.registers import EntryStage


def register_of(entry: Entry) -> registers.Entry:
    """The block that declares it."""
    return rules().rulebook.entries[entry.register]


def is_over(entry: Entry, on: date | None = None) -> bool:
    """Whether nothing more is to be done: ended, withdrawn, or past the day it expires."""
    return entry.withdrawn_at is not None or _stage(entry).end or has_expired(entry, on)


def is_done(entry: Entry) -> bool:
    """Whether the work is done: at an end, or at a stage after which nothing more is needed."""
    return _stage(entry).end or _stage(entry).done


def proofs_there(entry: Entry) -> set[str]:
    """The kinds of proof of what is done now: of a case that was opened again, such as a problem that came up once
    more, those that were brought since then."""
    return proofs_kept(entry, opened_again(entry))


def proofs_kept(entry: Entry, since: int = 0) -> set[str]:
    """The kinds of proof that the case has, whenever they were brought: a file keeps its papers when it is opened
    again."""
    return {it.proof for it in entry.materials.all() if it.removed_at is None and it.added_at >= since}


def opened_again(entry: Entry) -> int:
    """The moment at which what was done was sent back last, such as a problem that came up again; 0 for never."""
    block = register_of(entry)
    ends = {stage.id for stage in block.stage if stage.done or stage.end}
    again = [move.moved_at for move in entry.moves.all() if move.way == Move.Way.BACK and move.before in ends]
    return again[-1] if again else 0


def has_expired(entry: Entry, on: date | None = None) -> bool:
    """Whether it ended by itself: the day in the field that its stage names is gone by, or the period for which it
    gives a role."""
    stage, every = _stage(entry), register_of(entry).one_per
    day = period_of(every, entry.about).last if stage.gives and every else _field_day(entry, stage.expires)
    return day is not None and day < (on or clock.today())


def ahead_of(entry: Entry) -> list[EntryStage]:
    """The stages that it may go to now."""
    return [] if is_over(entry) else register_of(entry).after(entry.stage, entry.part)


def way_ahead(entry: Entry) -> list[EntryStage]:
    """The first way on, as far as it goes, without what is only taken when something happens; behind what rests there
    is none."""
    block, stage, found = register_of(entry), _stage(entry), list[EntryStage]()
    while not stage.rests:
        following = [it for it in block.after(stage.id, entry.part) if not it.chance and not it.withdraws_below]
        stage = next((it for it in following if it not in found), stage)
        if stage in found or stage not in following:
            break
        found.append(stage)
    return found


def back_of(entry: Entry) -> list[str]:
    """The stages that it may be sent back to now; from an end, opened again at."""
    if entry.withdrawn_at is not None or has_expired(entry):
        return []
    been = {it.stage for it in way_of(entry)}
    return [name for name in _stage(entry).back if name in been]


def due_day(entry: Entry) -> date | None:
    """By when something is to be done: the case's agreed day until it is done, or the limit of the next step or of one
    behind it; the earliest one."""
    if is_over(entry):
        return None
    return min(_days(entry), default=None)


def earliest(entry: Entry, stage: EntryStage) -> date | None:
    """The first day on which the step may be taken, where time must be gone by first, such as that of a publicity."""
    days = (waited_until(entry, stage), earliest_by(stage, way_of(entry), entry.part))
    return max((day for day in days if day), default=None)


def waited_until(entry: Entry, stage: EntryStage) -> date | None:
    """The same by the time that the register itself says; None where it says none."""
    last = way_of(entry)[-1]
    since = max(last.day, last.entered)  # a publicity that was entered later was not to be seen before
    return Stretch.parse(stage.wait).after(since, rules().holidays) + timedelta(days=1) if stage.wait else None


def limit_of(entry: Entry, stage: EntryStage) -> date | None:
    """The last day in time of a next step: by the limit of the register or by what is demanded of it."""
    way = way_of(entry)
    own = Stretch.parse(stage.limit).after(way[-1].day, rules().holidays) if stage.limit else None
    return min((day for day in (own, latest_by(stage, way, entry.part)) if day), default=None)


def public_until(entry: Entry) -> date | None:
    """The last day of its publicity: of what everybody sees and what a next step must wait for."""
    firsts = [first for it in ahead_of(entry) if (first := earliest(entry, it))] if _stage(entry).public else []
    return min(firsts) - timedelta(days=1) if firsts else None


def days_late(entry: Entry, on: date) -> int:
    """By how many days the work is late by its own limit or agreed day; of what is done that is not even asked."""
    return 0 if is_done(entry) else late_by(entry, due_day(entry), on)


def late_by(entry: Entry, day: date | None, on: date) -> int:
    """By how many days the work is late; 0 where it is not, or is done though something may follow."""
    return max((on - day).days, 0) if day and not is_done(entry) else 0


def agreed_day(entry: Entry) -> date | None:
    """The day that a stage reached has set by one of its fields; the newest one. None where that step is to be taken
    anew, such as a letter for another branch: it will say another day."""
    block = register_of(entry)
    named = [field for it in way_of(entry) if (field := block.stage_of(it.stage).sets_due)]
    return _field_day(entry, named[-1]) if named and named[-1] not in _said_anew(entry) else None


def limit_ahead(entry: Entry, stage: EntryStage) -> date | None:
    """The last day in time of a step behind the next one, as far as it is known already."""
    again = _said_anew(entry)
    if any(it.within and it.within.field in again for it in stage.demand):
        return None
    return latest_by(stage, way_of(entry), entry.part, ahead=True)


def _said_anew(entry: Entry) -> set[str]:
    """The fields of steps that were taken, and are to be taken once more."""
    been = {it.stage for it in way_of(entry)}
    return {field for stage in way_ahead(entry) if stage.id in been for field in stage.wanted}


def may_take(scope: Scope, entry: Entry, stage: EntryStage) -> bool:
    """Whether the actor may take the step to a stage, as far as it depends on who it is.

    The person to whom the work came may do what anybody who records there may; whom the case is about, what is that
    person's own.
    """
    if stage.may == "record" and not (stage.by or stage.superior) and is_doer(scope, entry):
        return True
    if stage.own and scope.person is not None and scope.person == entry.subject_id:
        return True
    return may_at(scope, stage, step_reach(entry, stage))


def is_doer(scope: Scope, entry: Entry) -> bool:
    """Whether the actor is the person to whom the work came."""
    return scope.person is not None and scope.person == entry.doer_id


def may_at(scope: Scope, stage: EntryStage, place: str) -> bool:
    """The capability at the place, and one of the posts where the stage names them."""
    return scope.may(stage.may, place) and (not stage.by or _holds(scope, stage, place))


def taker_words(rulebook: Rulebook, stage: EntryStage) -> str:
    """Who takes the step: the posts that are named, the committee, or whoever has the capability there."""
    where = "上级党组织的" if stage.superior else ""
    if stage.by:
        return where + "、".join(rulebook.roles[role].name for role in stage.by)
    return "机关工委" if stage.may in WHOLE else f"{where}有“{LABELS[stage.may]}”权限的人"


def _holds(scope: Scope, stage: EntryStage, place: str) -> bool:
    """Whether the actor has such a post today at the place or at an organisation above it."""
    if isinstance(scope, Everywhere):
        return True
    if scope.person is None:
        return False
    held = spans.holders(stage.by, clock.today()).filter(subject=scope.person).values("at")
    reaches = set(Organisation.objects.filter(pk__in=held).values_list("reach", flat=True))
    if stage.nearest and reaches:
        return nearest_with(stage.by, place) in reaches
    return any(place.startswith(reach) for reach in reaches)


def _days(entry: Entry) -> Iterator[date]:
    agreed = agreed_day(entry)
    if agreed and not _stage(entry).done:  # what was agreed is done; only the next step's own time counts
        yield agreed
    following = ahead_of(entry)
    yield from (day for stage in following if (day := limit_of(entry, stage)))
    later = (limit_ahead(entry, stage) for stage in way_ahead(entry) if stage not in following)
    yield from (day for day in later if day)


def _stage(entry: Entry) -> EntryStage:
    return register_of(entry).stage_of(entry.stage)


def _field_day(entry: Entry, field: str | None) -> date | None:
    value = entry.fields.get(field) if field else None
    return date.fromisoformat(value) if value else None
