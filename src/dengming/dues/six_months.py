"""The line of months unpaid in a row: whom the branch is to look at. A proposal, from the payments every time anew;
nothing follows by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.dues import queries
from dengming.dues.models import Relief
from dengming.dues.monthly import Line
from dengming.dues.months import month_of, shifted, stretch
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.models import Organisation, Span, Subject
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Proposal:
    """A member with so many months in a row without a payment, the last of them `until`; `notes`: what must be looked
    at first, such as leave in these months or relief beside them. The kinds of leave are named, never a reason."""

    member: Subject
    months: int
    since: int
    until: int
    notes: tuple[str, ...]

    @property
    def is_noted(self) -> bool:
        """Whether something speaks for there being a reason."""
        return bool(self.notes)


def proposals(scope: Scope, organisation: Organisation, dues: Dues) -> list[Proposal]:
    """All members below an organisation who have come to the line by the last month past its day."""
    asked = queries.asked_now(dues)
    found = queries.month_at(scope, organisation, month_of(asked.on), dues)
    return proposals_of(found, dues, month_of(asked.on))


def proposals_of(found: Iterable[Line], dues: Dues, month: int) -> list[Proposal]:
    """Those of these lines of the present month whose members have come to the line."""
    term = dues.term_at(date_of(month))
    reached = {it.member: it for it in found if term is not None and it.missed >= term.unpaid_months}
    people = Subject.objects.in_bulk(reached)
    notes = _notes(reached, dues, month)
    made = [_proposal(people[member], line, notes.get(member, [])) for member, line in reached.items()]
    return sorted(made, key=lambda it: (it.is_noted, it.member.name_order, it.member.code))


def _proposal(member: Subject, line: Line, notes: list[str]) -> Proposal:
    return Proposal(member, line.missed, line.missed_since, line.missed_until, tuple(dict.fromkeys(notes)))


def _notes(reached: dict[int, Line], dues: Dues, month: int) -> dict[int, list[str]]:
    """Leave and flags of ease in the months, relief within the year before: by member."""
    found: dict[int, list[str]] = {}
    first = {member: line.missed_since for member, line in reached.items()}
    over = {member: shifted(line.missed_until, 1) for member, line in reached.items()}
    roles = {role.id: role for role in rules().rulebook.roles.values() if role.sort == "leave"}
    held = spans.alive(Span.objects.filter(subject__in=reached, role__name__in=roles, since__lt=month))
    for span in held.order_by("since"):
        if span.since < over[span.subject_id] and span.until >= first[span.subject_id]:
            found.setdefault(span.subject_id, []).append(f"这段时间登记过{roles[role_name(span.role_id)].name}")
    living = Relief.objects.filter(dues=dues.id, member__in=reached, withdrawn=FAR_MOMENT, since__lte=month)
    for relief in living.order_by("since"):
        if relief.until >= shifted(first[relief.member_id], -12):
            what = "免交" if not relief.fen else "少交"
            said = f"{stretch(relief.since, relief.until)}经批准{what}"
            found.setdefault(relief.member_id, []).append(said)
    return found
