"""A member goes over into another branch by what somebody enters, and back where that is undone.

Asks no permission and leaves no journal line: whoever calls does.
"""

from datetime import date

from dengming.calendar.days import date_of, day_of
from dengming.orgs import kinds
from dengming.orgs.homes import home_on, home_span
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.moving import DAY, check_day, lasting, transfer_all
from dengming.orgs.undoing import undo
from dengming.refusal import Refusal


def relocate(person: Subject, to: Organisation, on: date, paper: str = "", moment: int | None = None) -> None:
    """From a day on the person belongs to the branch; posts at the former one end on the day before.

    Raises Refusal where it is no branch, the person's own, not there on the day, the person belongs nowhere, or has
    gone over into another branch since: who received the person there is not overruled by an earlier day.
    """
    check_branch(to)
    check_day(to, on, "转入")
    before = home_span(person.pk)
    if before is None or before.at_id == to.pk:
        raise Refusal(f"“{person.name}”已在“{to.name}”，不用转接。")
    there = home_on(person.pk, on)
    if there is None:
        raise Refusal(f"“{person.name}”在 {on} 没有组织关系，请核对转入日期。")
    later = lasting(on + DAY, kinds.WAY).filter(subject=person.pk, since__gt=day_of(on)).exclude(at=there.at_id)
    if moved := later.select_related("at").order_by("since").first():
        where = f"从 {date_of(moved.since)} 起在“{moved.at.name}”" if moved.at else ""
        raise Refusal(f"“{person.name}”{where}，转入日期不能早于这一天：请核对日期，或先核对党员信息。")
    transfer_all([person.pk], to, on, paper, moment)


def check_branch(to: Organisation) -> None:
    """Raise Refusal for what nobody can belong to."""
    if to.kind != kinds.BRANCH:
        raise Refusal(f"组织关系要转到一个党支部，“{to.name}”不是党支部，请重新选择。")


def put_back(person: Subject, moment: int) -> None:
    """Undo what `relocate` did at the moment: memberships and posts are again as they were known before.

    Raises Refusal where what it did was changed meanwhile.
    """
    if not undo(person.pk, moment):
        raise Refusal(f"“{person.name}”转入以后的组织关系、职务又有变动，不能照这一件退回：请先核对党员信息。")
