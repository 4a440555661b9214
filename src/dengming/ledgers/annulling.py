"""作废: what an organisation above has sent down by mistake ends, and all that was made of it is withdrawn with it."""

from collections.abc import Iterator, Mapping

from dengming.editions import clock
from dengming.facts import actions as facts
from dengming.ledgers import gifts
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.reasons import AT_MOST
from dengming.rulebook.registers import EntryStage


def withdraw_below(entry: Entry, stage: EntryStage, said: Mapping[str, str]) -> dict[str, int]:
    """Where the stage says so, withdraw everything below at all depths, so that its facts and roles end now.

    Whoever had received it sees why. How many these are, for the journal; nothing where the stage withdraws nothing.
    """
    if stage.withdraws_below is None:
        return {}
    now, told = clock.moment(), f"{register_of(entry).name}{stage.name}：{said[stage.withdraws_below]}"[:AT_MOST]
    gone = list(_below([entry.pk]))
    Entry.objects.filter(pk__in=[it.pk for it in gone]).update(withdrawn_at=now, withdrawn_reason=told)
    for one in gone:
        facts.withdraw_all(one.source, now)
        one.refresh_from_db()
        gifts.settle(one)
    return {"withdrawn": len(gone)}


def _below(above: list[int]) -> Iterator[Entry]:
    """What is living below these, one query a level."""
    while above:
        found = Entry.objects.filter(parent__in=above, withdrawn_at=None).select_related("source", "subject")
        level = list(found.select_for_update(of=("self",)))  # what is being issued by one of these is waited for
        yield from level
        above = [it.pk for it in level]
