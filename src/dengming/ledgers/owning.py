"""Whether a register is kept for somebody on a day, and whether its first step would make less of a person."""

from datetime import date

from dengming.calendar.days import date_of
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.orgs import kinds, spans
from dengming.orgs.memberships import first_on_roster, is_below, on_roster
from dengming.orgs.models import Span, Subject
from dengming.rulebook import registers


def not_an_owner(block: registers.Entry, subject: Subject, on: date, parent: Entry | None) -> str:
    """What is wrong where it is none of those for whom the register is kept; "" where it is one.

    By a register that begins before the roster knows the person, so is who is first known to it as one of them: those
    on the way when the system came are taken up with the day on which they turned to the Party. And what lies under a
    case of the same person is that person's, who may not be on the roster yet, or any more.
    """
    if parent is not None and parent.subject_id == subject.pk and subject.sort == Subject.Sort.PERSON:
        return ""
    held = set(spans.roles_of(subject.pk, on).values_list("role__name", flat=True))
    if block.newcomer and not held & set(kinds.WAY) and (first := first_on_roster(subject.pk, on)):
        held.add(first.role.name)
    if held & set(block.owner):
        return ""
    return f"{subject.name}在 {on} 不在“{block.name}”的登记范围内（{_owners(block)}），请核对人员或日期。"


def never_an_owner(block: registers.Entry, person: Subject) -> str:
    """What is wrong where on no day the register was kept for the person; "" where it may be, as the day decides."""
    held = spans.alive(Span.objects.filter(subject=person, role__name__in=block.owner))
    if block.newcomer or held.exists():
        return ""
    return f"{person.name}不在“{block.name}”的登记范围内（{_owners(block)}）。{block.note}"


def _owners(block: registers.Entry) -> str:
    return "、".join(rules().rulebook.roles[role].name for role in block.owner)


def less_than_before(block: registers.Entry, subject: Subject, on: date) -> str:
    """What is wrong where by its first step a person would be less than the roster says; "" where nothing is."""
    stage = block.stage[0]
    role = stage.becomes.role if stage.becomes else None
    span = on_roster(subject.pk, on) if role else None
    if role is None or span is None or not is_below(role, span.role.name):
        return ""
    names, since = rules().rulebook.roles, date_of(span.since)
    told = f"{subject.name}在 {on} 已是{names[span.role.name].name}，不能从“{names[role].name}”登记起"
    return f"{told}：请填“{stage.name}”那天的日期，花名册上从 {since} 起，应在这以前。"
