"""What every act on a case has in common: done once, written down as a move, and the facts and roles that then hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.ledgers import becoming, gifts
from dengming.ledgers.emission import rows_of
from dengming.ledgers.links import doer_of
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.one_open import check_opened_again
from dengming.ledgers.one_per import about_of
from dengming.ledgers.restricted import journal_name
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import said_on, way_of
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers


@dataclass(frozen=True)
class Act:
    """One act: which way it goes, to which stage, on which day, with what is said and why; `part` where it is of
    another part from then on."""

    way: Move.Way
    after: str
    happened: date
    fields: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    part: str = ""


def begin(
    scope: Scope, block: registers.Entry, subject: Subject, on: date, uid: UUID | None = None, **more: Any
) -> Entry:
    """A new entry at the first stage of its register, with its facts. `more` is what else is known of it."""
    now, source = clock.moment(), Source.objects.create(sort=Source.Sort.ENTRY, uid=uid or uuid4())
    entry = Entry.objects.create(
        source=source,
        uid=source.uid,
        register=block.id,
        stage=block.stage[0].id,
        subject=subject,
        happened=on,
        entered_at=now,
        entered_by=scope.actor,
        begun=more.get("fields", {}),
        **{"about": on, **more},
    )
    facts.replace(source, rows_of(entry), now)
    gifts.settle(entry)
    becoming.settle(entry, becoming.Outcome())
    return entry


def check_fresh(entry: Entry, seen: int) -> None:
    """Raise Refusal where something was done since the actor looked: who did what."""
    if entry.step == seen:
        return
    last = entry.moves.exclude(way=Move.Way.URGED).select_related("moved_by").last()
    who = last.moved_by.name if last and last.moved_by else "别人"
    done = f"已由{who}{_did(entry, last)}" if last else "已有改动"
    raise Refusal(f"您打开这一页以后，这一件{done}：没有重复办理，请看过现在的情况再办。")


def _did(entry: Entry, move: Move) -> str:
    if move.way in (Move.Way.HANDED, Move.Way.AMENDED):  # which left it where it was
        return Move.Way(move.way).label
    return f"办到“{register_of(entry).stage_of(move.after).name}”"


def write(scope: Scope, entry: Entry, act: Act) -> None:
    """Write the move and what follows from it. `step` counts on, so that of two at once the second is told.

    Raises Refusal where it would open a second case of a register that has one at a time.
    """
    check_opened_again(register_of(entry), entry, act.after)
    now, before = clock.moment(), becoming.outcome(entry)
    mine = Entry.objects.filter(pk=entry.pk, step=entry.step, withdrawn_at=None)
    if not mine.update(stage=act.after, step=entry.step + 1, part=act.part or entry.part):
        entry.refresh_from_db()
        check_fresh(entry, entry.step - 1)
    _note_down(scope, entry, act, now)
    _follow(entry)
    facts.replace(entry.source, rows_of(entry), now)
    gifts.settle(entry)
    becoming.settle(entry, before)


def _follow(entry: Entry) -> None:
    """What is known of the entry, to whom it comes, and about which year it is, follow from its present way."""
    entry.refresh_from_db()
    block, entry.fields = register_of(entry), said_on(way_of(entry))
    if block.doer:
        entry.doer = doer_of(entry.fields.get(block.doer, ""))
    if entry.fields.get(block.of_year or ""):
        entry.about = about_of(block, entry.fields, entry.happened)
    entry.save(update_fields=["fields", "doer", "about"])


def write_beside(scope: Scope, entry: Entry, act: Act) -> None:
    """Write down what changes nothing: whoever is filling in the next step is not in its way."""
    _note_down(scope, Entry.objects.select_for_update().get(pk=entry.pk), act, clock.moment())


def _note_down(scope: Scope, entry: Entry, act: Act, now: int) -> None:
    Move.objects.create(
        entry=entry,
        number=entry.moves.count() + 1,
        way=act.way,
        before=entry.stage,
        after=act.after,
        part=entry.part if act.part else "",
        happened=act.happened,
        fields=dict(act.fields),
        reason=act.reason,
        moved_at=now,
        moved_by=scope.actor,
    )


def told(entry: Entry) -> str:
    """The case as the journal names it."""
    return journal_name(register_of(entry), entry.subject.name)


def note_of(entry: Entry) -> dict[str, str | int]:
    """What the journal keeps of a case: never the words of a field."""
    if register_of(entry).restricted:
        return {"entry": str(entry.uid), "step": entry.step}
    note = {"entry": str(entry.uid), "register": entry.register, "part": entry.part, "stage": entry.stage}
    return {**note, "step": entry.step, "happened": entry.happened.isoformat()}
