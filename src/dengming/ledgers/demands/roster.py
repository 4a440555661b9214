"""应到 as the roster knows it: how many hold the roles at the organisation of the case on a day."""

from collections.abc import Mapping
from datetime import date

from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.orgs import kinds, spans
from dengming.orgs.expected import expected_at
from dengming.orgs.models import Organisation, Subject
from dengming.rulebook.demand_parts import Rostered
from dengming.rulebook.demands import Demand
from dengming.rulebook.registers import EntryStage


def not_as_rostered(demand: Demand, taken: Taken, _: Entry | None) -> str:
    """Another number than the roster has, and no word why."""
    asked: Rostered = demand.rostered  # type: ignore[assignment]  # the kind says so
    said = taken.said
    if not said.get(asked.field) or said.get(asked.reason) or not _is_meant(asked, said):
        return ""
    there, told = _there(asked, taken.subject, taken.on), int(float(said[asked.field]))
    if there in (None, told):
        return ""
    roles = "、".join(rules().rulebook.roles[role].name for role in asked.role)
    cure = f"请核对；按规定不计算在内的，请在“{taken.name(asked.reason)}”里写明"
    return f"名册上 {taken.on} 有 {there} 名{roles}，填写的“{taken.name(asked.field)}”是 {told}，{cure}"


def rostered_counts(stage: EntryStage, subject: Subject, on: date, said: Mapping[str, str]) -> dict[str, int]:
    """What the roster has for fields of the step, to be offered where it is known that it counts: nobody has to."""
    asked = [it.rostered for it in stage.demand if it.rostered and it.in_force(on) and _is_meant(it.rostered, said)]
    found = {it.field: _there(it, subject, on) for it in asked}
    return {name: count for name, count in found.items() if count is not None}


def _is_meant(asked: Rostered, said: Mapping[str, str]) -> bool:
    return all(said.get(name) in values for name, values in asked.when.items())


def _there(asked: Rostered, subject: Subject, on: date) -> int | None:
    """None where nobody can say at which organisation."""
    place = _branch_of(subject, on) if subject.sort == Subject.Sort.PERSON else subject.pk
    host = Organisation.objects.filter(pk=place).first()
    return len(expected_at(host, asked.role, on)) if host else None


def _branch_of(person: Subject, on: date) -> int | None:
    """Where the person is something on the way, that day."""
    return spans.holders(kinds.WAY, on).filter(subject=person).values_list("at", flat=True).first()
