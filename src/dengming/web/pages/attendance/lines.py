"""One member's answer as a line: the mark, what the member says of it, through whom and when."""

from collections.abc import Iterable
from typing import Any

from dengming.accounts.scope import Scope
from dengming.editions.clock import date_at
from dengming.records.booklet import spoken_alone
from dengming.records.models import Participation, Record

Answer = Participation.Answer


def lines(scope: Scope, found: Iterable[Participation]) -> list[dict[str, Any]]:
    """The lines; what may be done about each goes by the actor's capabilities at its record."""
    listed = list(found)
    alone = spoken_alone(listed)
    return [_line(scope, one, one.pk in alone) for one in listed]


def _line(scope: Scope, one: Participation, alone: bool) -> dict[str, Any]:
    record: Record = one.record
    reach, stands = record.organisation.reach, record.confirmed_at is not None
    disputed = one.answer == Answer.DISPUTED
    return {
        "code": one.person.code,
        "name": one.person.name,
        "record": record,
        "mark": one.get_mark_display(),
        "reason": one.reason,
        "answer": one.answer,
        "answer_label": one.get_answer_display(),
        "note": one.answer_note,
        "through": _through(one, alone),
        "answered_on": date_at(one.answered_at) if one.answered_at else None,
        "may_settle": disputed and scope.may("confirm", reach),
        "may_correct": disputed and stands and scope.may("record", reach),
        "may_answer": stands and not alone and not disputed and scope.may("record", reach),
    }


def _through(one: Participation, alone: bool) -> str:
    if one.answered_by is None:
        return ""
    return "本人" if alone else f"{one.answered_by.name}代填"
