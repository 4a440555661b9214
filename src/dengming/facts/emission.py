"""From a thing done to fact rows: the one place where “one record counts everywhere” is made.

Pure: it needs the thing as a value and a roster of the day. Real records, demo data and the rulebook's examples all
pass through here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from dengming.facts.rows import PLACE_CODES, ROLE_CODES, UNATTENDED, FactRow
from dengming.rulebook.kinds import below_kind, kind_name
from dengming.rulebook.words import FactRole


class DayRoster(Protocol):
    """Where people belong on a day."""

    def home_of(self, person: int) -> Collection[int]:
        """The person's own branch and group."""

    def contact_points_of(self, person: int) -> Collection[int]:
        """The organisations whose contact person this is."""


@dataclass(frozen=True)
class Held:
    """Something held: kinds with their parts, hosts, the day, proofs as a mask, quantity in hundredths.

    `own_proofs` are proofs of one kind only, such as the plan that named it. `people` gives each person's roles.
    `reports` gives for each person what was reported at it: register → parts; those count for the day `reports_about`
    (last month). `own` gives, for each kind that expects people at a joint activity, whom each host has there; a host
    that is left out is not asked for any.
    """

    kinds: Mapping[str, Collection[str]]
    hosts: Collection[int]
    about: int
    happened: int
    proofs: int = 0
    quantity: int = 0
    people: Mapping[int, Collection[FactRole]] = field(default_factory=dict)
    reports: Mapping[int, Mapping[str, Collection[str]]] = field(default_factory=dict)
    reports_about: int = 0
    own_proofs: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, Mapping[int, Collection[int]]] = field(default_factory=dict)


def rows_above(rows: Iterable[FactRow], subject: int, case: int) -> list[FactRow]:
    """The rows by which an entry also speaks for the case under which it was begun, as that case's subject's. An agreed
    day stays the entry's own."""
    return [replace(row, kind=below_kind(row.kind), subject=subject, case=case, deadline=None) for row in rows]


def rows_of(held: Held, roster: DayRoster) -> list[FactRow]:
    """All fact rows of the thing: one per kind (and part) for each host and for each person's role and place."""
    people = [
        (person, ROLE_CODES[role], place)
        for person, roles in held.people.items()
        for role in with_attendance(roles)
        for place in places(held.hosts, person, roster)
    ]
    rows: set[FactRow] = set()
    for activity, parts in held.kinds.items():
        proofs = held.proofs | held.own_proofs.get(activity, 0)
        attended = [host for host in held.hosts if not _is_unattended(held, activity, host)]
        who = [*((host, ROLE_CODES["host"], 0) for host in attended), *people]
        for kind in (kind_name("activity", activity, part) for part in ("", *sorted(parts))):
            rows |= {
                FactRow(kind, subject, held.about, held.happened, role, place, proofs, held.quantity)
                for subject, role, place in who
            }
            rows |= {
                FactRow(kind, host, held.about, held.happened, UNATTENDED)
                for host in held.hosts
                if host not in attended
            }
    return sorted({*rows, *_reports(held)})


def own_people(held: Held, kinds: Collection[str], roster: DayRoster) -> dict[str, dict[int, list[int]]]:
    """What `own` says where nothing is known but who was named: those whose home each host is, for each of the kinds.

    Nothing where one alone hosts, and nothing where nobody is named: then who was there is not told.
    """
    if len(held.hosts) < 2 or not held.people:
        return {}
    named = {host: [person for person in held.people if host in roster.home_of(person)] for host in held.hosts}
    return {kind: named for kind in kinds}


def with_attendance(roles: Collection[FactRole]) -> set[FactRole]:
    """Who chairs, lectures, speaks or reports also attends; who sits in, is absent or excused does not."""
    active = {"chair", "lecture", "speak", "report"}
    return {*roles, "attend"} if active & set(roles) and not {"absent", "excused"} & set(roles) else set(roles)


def places(hosts: Collection[int], person: int, roster: DayRoster) -> list[int]:
    """Where the person took part, as codes: a joint activity may be at home and at the contact point at once."""
    found = []
    if set(roster.home_of(person)) & set(hosts):
        found.append(PLACE_CODES["own"])
    if set(roster.contact_points_of(person)) & set(hosts):
        found.append(PLACE_CODES["contact"])
    return found or [PLACE_CODES["elsewhere"]]


def _is_unattended(held: Held, activity: str, host: int) -> bool:
    """Whether people of this host's own are asked for and none of them was there."""
    asked = held.own.get(activity, {})
    return host in asked and not any("attend" in with_attendance(held.people.get(one, ())) for one in asked[host])


def _reports(held: Held) -> Iterator[FactRow]:
    for person, registers in held.reports.items():
        for register, parts in registers.items():
            for part in ("", *sorted(parts)):
                kind = kind_name("entry", register, part, "filed")
                yield FactRow(kind, person, held.reports_about, held.happened)
