"""The list of people on the record form: who is expected, under which host, with post, leave, mark, roles, reports."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dengming.editions import clock
from dengming.editions.rules import Rules
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.records.drafts import Draft, PersonDraft
from dengming.records.expected import expected_of
from dengming.records.models import Participation, Record
from dengming.records.own_people import lines_of
from dengming.records.sheet import Mark, activities_of, hosts_of
from dengming.web.forms.records import person_of


@dataclass(frozen=True)
class Line:
    """One person. `note` is the post at a host or the membership; `branch` the host the person belongs to. `guest`:
    was added where others are expected; `heads`: leads the host under which the record is filed; `locked`: the reader
    may not record for that host, so that the mark is only shown."""

    code: str
    name: str
    note: str
    branch: str
    expected: bool
    said: PersonDraft
    guest: bool = False
    heads: bool = False
    locked: bool = False

    @property
    def mark(self) -> str:
        """The mark, "" for none."""
        return self.said.mark or ""

    @property
    def mark_label(self) -> str:
        """The mark in words."""
        return str(Mark(self.mark).label)

    @property
    def present(self) -> bool:
        """Whether the person was there, expected or sitting in."""
        return self.mark in (Mark.ATTEND, Mark.OBSERVE)

    @property
    def may_sit_in(self) -> bool:
        """Whether 列席 is offered: to guests, and to whoever sat in and is expected by now, so that no mark is lost."""
        return self.guest or self.mark == Mark.OBSERVE


@dataclass(frozen=True)
class Roll:
    """Everybody on the list. `listed`: some kind expects people, so that 应到 is a number."""

    lines: tuple[Line, ...]
    listed: bool

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Those expected, by host; one group without a name where there is one host."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.expected:
                found.setdefault(line.branch, []).append(line)
        return list(found.items()) if len(found) > 1 else [("", lines) for lines in found.values()]

    @cached_property
    def others(self) -> list[Line]:
        """Those who were added: 列席, a guest who lectures."""
        return [line for line in self.lines if not line.expected]

    def count(self, *marks: str) -> int:
        """How many of those counted in 应到 (everybody but 列席) have one of the marks."""
        return sum(line.mark in marks for line in self.lines)

    @property
    def expected(self) -> int:
        """应到."""
        return sum(line.mark != Mark.OBSERVE for line in self.lines)

    @property
    def ticked(self) -> int:
        """已勾."""
        return self.count(Mark.ATTEND)

    @property
    def excused(self) -> int:
        """请假."""
        return self.count(Mark.EXCUSED)

    @property
    def absent(self) -> int:
        """缺席."""
        return self.count(Mark.ABSENT)

    @property
    def unmarked(self) -> int:
        """Those of whom nothing was said yet."""
        return self.count(Mark.UNMARKED)

    @property
    def observers(self) -> int:
        """列席."""
        return self.count(Mark.OBSERVE)

    def with_role(self, role: str) -> list[Line]:
        """Who took the role."""
        return [line for line in self.lines if role in (line.said.roles or ())]


def roll_of(record: Record, rules: Rules, draft: Draft | None = None, apart: Collection[int] = ()) -> Roll:
    """The record's list; with `draft`, what the form says of each goes before what is stored. `apart`: locked."""
    lines = _lines(record, list(record.participations.all()), rules)
    found = [replace(line, locked=person in apart) for person, line in lines.items()]
    return Roll(tuple(_as_typed(found, draft)), any(it.expected for it in activities_of(record, rules.rulebook)))


def own_roll_of(record: Record, host: Organisation, rules: Rules, draft: Draft | None = None) -> Roll:
    """One host's own people, listed already or not."""
    lines = _lines(record, lines_of(record, host, rules), rules)
    return Roll(tuple(_as_typed([replace(line, branch="") for line in lines.values()], draft)), listed=True)


def _as_typed(lines: Iterable[Line], draft: Draft | None) -> Iterator[Line]:
    for line in lines:
        typed = draft.people.get(line.code) if draft else None
        given = {name: value for name, value in vars(typed).items() if value is not None} if typed else {}
        yield replace(line, said=replace(line.said, **given))


def _lines(record: Record, people: Sequence[Participation], rules: Rules) -> dict[int, Line]:
    """By person, in the order given."""
    on = record.on or clock.today()
    expected = set(expected_of(record, record.hosts.all(), rules, on))
    roster = Roster(on, people=[one.person_id for one in people])
    names = {host.pk: host.name for host in hosts_of(record)}
    listed = any(activity.expected for activity in activities_of(record, rules.rulebook))
    found = {one.person_id: _line(one, roster, names, expected, rules) for one in people}
    return {
        person: replace(it, guest=listed and not it.expected, heads=_heads(person, record, roster, rules))
        for person, it in found.items()
    }


def _line(one: Participation, roster: Roster, hosts: dict[int, str], expected: set[int], rules: Rules) -> Line:
    person = one.person_id
    at = [name for place, name in hosts.items() if place in roster.home_of(person)]
    at += [hosts[place] for _, place in roster.posts_of(person) if place in hosts]
    note = "、".join(_notes(person, roster, hosts, rules))
    return Line(one.person.code, one.person.name, note, at[0] if at else "", person in expected, person_of(one))


def _heads(person: int, record: Record, roster: Roster, rules: Rules) -> bool:
    posts = roster.posts_of(person)
    return any(place == record.organisation_id and rules.rulebook.roles[post].heads for post, place in posts)


def _notes(person: int, roster: Roster, hosts: dict[int, str], rules: Rules) -> Iterator[str]:
    roles = rules.rulebook.roles
    for role, place in roster.posts_of(person):
        if place in hosts:
            yield roles[role].name.removeprefix("党支部")
    if roster.status_of(person) == "probationary":
        yield "预备"
