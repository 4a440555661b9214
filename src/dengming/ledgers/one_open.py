"""One case at a time: of a register that says so nobody and no organisation has two that are not over."""

from django.db.models import QuerySet

from dengming.ledgers.models import Entry
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook import registers


def running(block: registers.Entry) -> QuerySet[Entry]:
    """The cases of a register that are not over, of everybody: whoever shows them asks for reach first."""
    ends = [stage.id for stage in block.stage if stage.end]
    return Entry.objects.filter(register=block.id, withdrawn_at=None).exclude(stage__in=ends)


def other_open(block: registers.Entry, subject: Subject, but: Entry | None = None) -> str:
    """What stands in the way of one more; "" where nothing does."""
    if not block.one_open:
        return ""
    living = running(block).filter(subject=subject)
    there = living.exclude(pk=but.pk) if but else living
    return f"{subject.name}已有一份没有办结的“{block.name}”：请在那一份上办理。" if there.exists() else ""


def check_opened_again(block: registers.Entry, entry: Entry, stage: str) -> None:
    """Raise Refusal where going to the stage would open a second one: what was over is begun again."""
    if not block.one_open or not block.stage_of(entry.stage).end or block.stage_of(stage).end:
        return
    Subject.objects.select_for_update().get(pk=entry.subject_id)  # as filing does: of two at once the second is told
    if there := other_open(block, entry.subject, entry):
        raise Refusal(there)
