"""双纪实: the organisation's work log 《工作记录》 and the member's booklet 《党员证》 are two views of one record.

A member may confirm or dispute the own mark, alone or through the branch; silence is agreement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope, within
from dengming.editions import clock
from dengming.orgs.models import Member, Organisation, Subject
from dengming.records.models import Participation, Record
from dengming.records.queries import Filters, visible
from dengming.records.telling import lead_reach, told
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

Answer = Participation.Answer
Mark = Participation.Mark
CONCERNED = ("record", "confirm", "urge")
"""Whoever has one of these at the host sees what its members dispute."""
_REACH = "record__organisation__reach"
_NOTE_AT_MOST = 100
"""Characters of what either side writes: both stand together in `answer_note`."""
_BOTH_AT_MOST = 200


@dataclass(frozen=True)
class Stretch:
    """From a day to a day, both included."""

    since: date
    until: date


def work_log(scope: Scope, organisation: Organisation, stretch: Stretch) -> QuerySet[Record]:
    """The organisation's confirmed records, oldest first, each with `expected`, `present` and `observers`."""
    records = visible(scope, Filters(organisation=organisation)).filter(confirmed_at__isnull=False)
    counted = records.filter(on__range=(stretch.since, stretch.until)).annotate(
        expected=Count("participations", filter=~Q(participations__mark=Mark.OBSERVE)),
        present=Count("participations", filter=Q(participations__mark=Mark.ATTEND)),
        observers=Count("participations", filter=Q(participations__mark=Mark.OBSERVE)),
    )
    return counted.order_by("on", "starts", "pk")


def booklet(scope: Scope, person: Subject, stretch: Stretch) -> QuerySet[Participation]:
    """What the person took part in, or missed, by confirmed records, oldest first.

    Members see all of their own; others see what lies in the records that they may read.
    """
    found = Participation.objects.filter(person=person, record__confirmed_at__isnull=False)
    if scope.person != person.pk:
        found = found.filter(record__in=visible(scope).order_by().values("pk"))
    found = found.filter(record__on__range=(stretch.since, stretch.until))
    found = found.select_related("record__organisation__subject", "answered_by").prefetch_related("record__kinds")
    return found.order_by("record__on", "record__starts", "pk")


def differences(
    scope: Scope, organisation: Organisation | None = None, *, answer: str = Answer.DISPUTED
) -> QuerySet[Participation]:
    """Open disputes, or those already settled, the oldest answer first: in the records of the organisation and those
    below it, else of all that the actor records for, confirms or urges."""
    records = visible(scope, Filters(organisation=organisation, subtree=True)).order_by()
    found = _concerned(scope).filter(answer=answer, record__in=records.values("pk"))
    return found.select_related("person", "record__organisation__subject", "answered_by").order_by("answered_at", "pk")


def is_concerned(scope: Scope, record: Record) -> bool:
    """Whether the actor has to do with what members say of this record."""
    return any(scope.may(capability, lead_reach(record)) for capability in CONCERNED)


def answers_of(scope: Scope, record: Record) -> list[Participation]:
    """Everybody of the record with what they said, as listed. Raises PermissionDenied for mere readers."""
    if not is_concerned(scope, record):
        raise PermissionDenied("没有处理参加情况的权限：请由举办活动的党组织办理。")
    return list(record.participations.select_related("person", "answered_by").order_by("pk"))


def spoken_alone(participations: Iterable[Participation]) -> set[int]:
    """Those (by their number) that the member answered personally; the others came through the branch."""
    listed = list(participations)
    accounts = dict(Member.objects.filter(pk__in={it.person_id for it in listed}).values_list("pk", "user"))
    return {it.pk for it in listed if it.answered_by_id and accounts.get(it.person_id) == it.answered_by_id}


def _concerned(scope: Scope) -> QuerySet[Participation]:
    places = [within(Participation.objects.all(), scope, field=_REACH, capability=it) for it in CONCERNED]
    return places[0] | places[1] | places[2]


def _own(participation: Participation, **_: Any) -> int:
    return participation.person_id


def _lead(participation: Participation, **_: Any) -> str:
    return lead_reach(participation.record)


@action("attendance.answered", label="本人核对参加情况", needs="self", at=_own)
def answer(scope: Scope, participation: Participation, *, answer: str, note: str = "") -> Done[Participation]:
    """The member says whether the own mark is right."""
    return _answered(scope, participation, answer, note)


@action("attendance.answered-for", label="代党员核对参加情况", needs="record", at=_lead)
def answer_for(scope: Scope, participation: Participation, *, answer: str, note: str = "") -> Done[Participation]:
    """The branch enters what a member said who cannot sign in; who entered it is shown.

    What a member said personally is never overwritten: a dispute is settled, not answered away.
    """
    if spoken_alone([participation]):
        raise Refusal(f"{participation.person.name}本人已表态，不能代填：有异议的请处理异议。")
    if participation.answer == Answer.DISPUTED:
        raise Refusal(f"{participation.person.name}的异议还没有处理，不能再代填：请先处理异议。")
    return _answered(scope, participation, answer, note)


@action("attendance.settled", label="处理参加情况异议", needs="confirm", at=_lead)
def settle(scope: Scope, participation: Participation, *, note: str) -> Done[Participation]:
    """Close a dispute with a note where the mark stays. Where the mark is wrong the record is corrected instead."""
    if participation.answer != Answer.DISPUTED:
        raise Refusal("这条参加情况没有待处理的异议。")
    told_note = _note(note)
    if not told_note:
        raise Refusal("请写明怎样处理的（如 已当面核实，签到表有本人签字）；标错了的请更正纪实。")
    both = f"{participation.answer_note}（{told_note}）"
    if len(both) > _BOTH_AT_MOST:
        raise Refusal(f"处理结果太长：请删去 {len(both) - _BOTH_AT_MOST} 个字，好与党员的说明一起存下。")
    participation.answer, participation.answer_note = Answer.SETTLED, both
    return _saved(participation, {"settled": True})


def _answered(scope: Scope, participation: Participation, answer: str, note: str) -> Done[Participation]:
    if participation.record.confirmed_at is None:
        raise Refusal("这条纪实还没有确认，等确认后再核对。")
    if answer not in (Answer.CONFIRMED, Answer.DISPUTED):
        raise Refusal("请选“认可”或“有异议”；不表态视为认可。")
    participation.answer_note = _note(note)
    if answer == Answer.DISPUTED and not participation.answer_note:
        raise Refusal("请写明实际情况（如 当天出差，未到会），便于支部核对。")
    participation.answer = answer
    participation.answered_at, participation.answered_by = clock.moment(), scope.actor
    own = scope.person == participation.person_id
    return _saved(participation, {"answer": answer, "by_member": own})


def _saved(participation: Participation, note: dict[str, Any]) -> Done[Participation]:
    participation.save(update_fields=["answer", "answer_note", "answered_at", "answered_by"])
    note |= {"record": str(participation.record.uid), "person": participation.person.code}
    return Done(participation, about=told(participation.record), note=note)


def _note(typed: str) -> str:
    refuse_marked(typed, "说明")
    if len(typed.strip()) > _NOTE_AT_MOST:
        raise Refusal(f"说明太长：请不超过 {_NOTE_AT_MOST} 字。")
    return typed.strip()
