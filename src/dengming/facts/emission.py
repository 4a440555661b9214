"""From a thing done to fact rows: the one place where “one record counts everywhere” is made.

Pure: it needs the thing as a value and a roster of the day. Real records, demo data and the rulebook's examples all
pass through here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dengming.facts.rows import PLACE_CODES, ROLE_CODES, FactRow
from dengming.rulebook.kinds import kind_name
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
    (last month).
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


def rows_of(held: Held, roster: DayRoster) -> list[FactRow]:
    """All fact rows of the thing: one per kind (and part) for each host and for each person's role and place."""
    kinds = [
        (kind_name("activity", activity, part), held.proofs | held.own_proofs.get(activity, 0))
        for activity, parts in held.kinds.items()
        for part in ("", *sorted(parts))
    ]
    who = [(host, ROLE_CODES["host"], 0) for host in held.hosts]
    who += [
        (person, ROLE_CODES[role], place)
        for person, roles in held.people.items()
        for role in with_attendance(roles)
        for place in places(held.hosts, person, roster)
    ]
    rows = [
        FactRow(kind, subject, held.about, held.happened, role, place, proofs, held.quantity)
        for kind, proofs in kinds
        for subject, role, place in who
    ]
    return sorted({*rows, *_reports(held)})


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


def _reports(held: Held) -> Iterator[FactRow]:
    for person, registers in held.reports.items():
        for register, parts in registers.items():
            for part in ("", *sorted(parts)):
                kind = kind_name("entry", register, part, "filed")
                yield FactRow(kind, person, held.reports_about, held.happened)
