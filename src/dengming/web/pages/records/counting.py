"""“这份记录将计入” and “已计入”: the preview's answer with the names of those it is about and links to 依据."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs.models import Subject
from dengming.orgs.queries import reached
from dengming.orgs.roster import Roster
from dengming.records.actions.confirming import rows_now
from dengming.records.models import Record
from dengming.records.sheet import hosts_of
from dengming.standing.preview import Counted, RolesOf, preview
from dengming.web.pages.records.kinds import roles_on

NAMES_SHOWN: Final = 3


@dataclass(frozen=True)
class Told:
    """One line: the duty and need, the period, who, how many more, what is missing. `who`: name and address of 依据,
    "" where the reader may not see it: a joint record names people and organisations of others."""

    duty: str
    need: str
    period: str
    who: tuple[tuple[str, str], ...]
    total: int
    late: bool = False
    lacks: str = ""

    @property
    def more(self) -> int:
        """How many are meant besides those named."""
        return self.total - len(self.who)


@dataclass(frozen=True)
class Counting:
    """What counts, and what does not yet. `ready`: there is a day and a kind, so that something can be said."""

    ready: bool
    counts: tuple[Told, ...] = ()
    short: tuple[Told, ...] = ()


def counting_of(scope: Scope, record: Record) -> Counting:
    """What the record counts for, or would if it were confirmed as it stands."""
    if record.on is None or not record.kinds.all():
        return Counting(ready=False)
    subjects = {host.pk: host.subject for host in hosts_of(record)}
    subjects |= {one.person_id: one.person for one in record.participations.all()}
    found = preview(rules(), rows_now(record), _roles_of(record, record.on))
    done = record.status == Record.Status.CONFIRMED
    links = _reached(scope, record, {one for item in found for one in item.met[:NAMES_SHOWN]}) if done else set()
    counts = tuple(_told(item, item.met, subjects, links) for item in found if item.met)
    short = tuple(_told(item, lack.subjects, subjects, set(), lack.lacks) for item in found for lack in item.short)
    return Counting(True, counts, short)


def _reached(scope: Scope, record: Record, subjects: set[int]) -> set[int]:
    """Those of these whose 依据 the actor may open."""
    hosts = {host.pk: scope.reaches(host.reach) for host in hosts_of(record)}
    return {one for one in subjects if hosts.get(one)} | reached(scope, subjects - hosts.keys())


def _roles_of(record: Record, on: date) -> RolesOf:
    roster = Roster(on, people=[one.person_id for one in record.participations.all()])
    hosts = {host.pk: roles_on(host, on) for host in hosts_of(record)}
    return lambda subject: hosts.get(subject) or {role for role, _ in roster.roles_of(subject)}


def _told(
    item: Counted, meant: Sequence[int], subjects: dict[int, Subject], links: Collection[int], lacks: str = ""
) -> Told:
    need = item.need.name if item.need.name != item.duty.name else ""
    named = [subjects[one] for one in meant[:NAMES_SHOWN] if one in subjects]
    who = tuple((one.name, _why(one, item) if one.pk in links else "") for one in named)
    return Told(item.duty.name, need, item.period, who, len(meant), item.late, lacks)


def _why(subject: Subject, item: Counted) -> str:
    return reverse("why", args=(subject.code, item.duty.id, item.period))
