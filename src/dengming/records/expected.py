"""应到: who is expected at a record, by its kinds and hosts on its day, leave applied. Nobody is marked present."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import prefetch_related_objects

from dengming.editions import clock
from dengming.editions.rules import Rules
from dengming.orgs.models import Organisation
from dengming.orgs.queries import expected_at
from dengming.orgs.roster import Roster
from dengming.records.models import Participation, Record
from dengming.records.sheet import Mark, activities_of


def expected_of(record: Record, hosts: Iterable[Organisation], rules: Rules, on: date) -> list[int]:
    """Subject ids of all who are expected on the day by any of these hosts for any kind of the record, each once."""
    roles = sorted({role for activity in activities_of(record, rules.rulebook) for role in activity.expected})
    by_host = expected_for(roles, hosts, on)
    return list(dict.fromkeys(person for people in by_host.values() for person in people))


def expected_for(roles: Collection[str], hosts: Iterable[Organisation], on: date) -> dict[int, list[int]]:
    """Those with one of the roles by host; a host that expects nobody is left out."""
    found = {host.pk: expected_at(host, roles, on) for host in hosts} if roles else {}
    return {host: people for host, people in found.items() if people}


def refresh(record: Record, hosts: Iterable[Organisation], rules: Rules, today: date) -> None:
    """Bring the list up to kinds, hosts and day. Marks stay; 列席 stay apart.

    Who is no longer expected leaves the list only if nothing was said of them. A list that no kind asks for is made by
    hand and stays as it is.
    """
    on = record.on or today
    expected = expected_of(record, hosts, rules, on)
    if not expected:
        return
    leaves = _leaves(expected, rules, on)
    listed = {one.person_id: one for one in record.participations.all()}
    _drop(record, listed.values(), set(expected), rules)
    new = [person for person in expected if person not in listed]
    Participation.objects.bulk_create([_fresh(record, person, leaves[person]) for person in new])
    changed = [_with_leave(listed[person], leaves[person], rules) for person in expected if person in listed]
    Participation.objects.bulk_update(changed, ["mark", "reason"])


def fresh_for(record: Record, people: Collection[int], rules: Rules) -> list[Participation]:
    """These people as they would be put on the list, with their names; nothing is stored."""
    leaves = _leaves(people, rules, record.on or clock.today())
    fresh = [_fresh(record, person, leaves[person]) for person in people]
    prefetch_related_objects(fresh, "person")
    return fresh


def is_untouched(one: Participation, rules: Rules) -> bool:
    """Whether nothing was said of the person: unmarked, or excused only by the leave that was filled in."""
    said = one.roles or one.reports or one.answer
    prefilled = one.mark == Mark.EXCUSED and one.reason in _leave_names(rules)
    return not said and (one.mark == Mark.UNMARKED or prefilled)


def _drop(record: Record, listed: Iterable[Participation], expected: set[int], rules: Rules) -> None:
    """Take off those not expected any more, of all hosts: another host's people are refreshed by that host."""
    gone = [one.pk for one in listed if one.person_id not in expected and is_untouched(one, rules)]
    others = set(expected_of(record, record.hosts.all(), rules, record.on)) if record.on and gone else set()
    record.participations.filter(pk__in=gone).exclude(person__in=others).delete()


def _fresh(record: Record, person: int, leave: str) -> Participation:
    mark = Mark.EXCUSED if leave else Mark.UNMARKED
    return Participation(record=record, person_id=person, mark=mark, reason=leave)


def _with_leave(one: Participation, leave: str, rules: Rules) -> Participation:
    if is_untouched(one, rules):
        one.mark, one.reason = (Mark.EXCUSED, leave) if leave else (Mark.UNMARKED, "")
    return one


def _leaves(people: Collection[int], rules: Rules, on: date) -> dict[int, str]:
    """The leave that each is on that day, by its name; "" for none."""
    roster = Roster(on, people=people)
    return {person: _leave_name(roster, person, rules) for person in people}


def _leave_name(roster: Roster, person: int, rules: Rules) -> str:
    leave = roster.leave_of(person)
    return rules.rulebook.roles[leave].name if leave in rules.rulebook.roles else ""


def _leave_names(rules: Rules) -> set[str]:
    return {role.name for role in rules.rulebook.roles.values() if role.sort == "leave"}
