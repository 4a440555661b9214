"""Cases of a register as lines of a list: numbered in one order for every list, their values as people read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.facts.models import Source
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.parents import behind
from dengming.ledgers.places import branches_of, line_reach
from dengming.ledgers.titles import move_heading, title_of
from dengming.ledgers.way import put_back, shown_on
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.order import in_official_order
from dengming.records.queries import links_of
from dengming.reports.bulletins import chinese_day
from dengming.reports.reached import lines_of
from dengming.rulebook import registers
from dengming.rulebook.register_fields import EntryField

_TITLE: Final = 120
"""Signs of a title: a list has room for more than a card."""


def cases_of(
    scope: Scope, register: str, organisations: Sequence[Organisation], on: date | None = None
) -> tuple[list[Entry], list[Entry]]:
    """The living cases in the order of the printed lists, and the withdrawn ones; as they stood on a day before today,
    where one is given."""
    found = lines_of(scope, register, organisations).select_related("doer", "subject__member", "parent__parent__parent")
    ordered = _ordered(found.prefetch_related("moves__moved_by", "materials", "children"))
    if on is not None and on < clock.today():
        ordered = [put_back(it, on) for it in ordered if it.happened <= on]
    living = [it for it in ordered if it.withdrawn_at is None]
    return living, [it for it in ordered if it.withdrawn_at is not None]


def origin_of(entry: Entry) -> str:
    """The title of what the case comes from."""
    above = behind(entry)
    return title_of(above, _TITLE) if above else ""


def answers_for(entry: Entry) -> str:
    """The organisation whose case it is; of a member's, the branch."""
    if entry.subject.sort != Subject.Sort.PERSON:
        return entry.subject.name
    return str(Organisation.objects.select_related("subject").get(reach=line_reach(entry)).name)


def doer_name(entry: Entry) -> str:
    """To whom the work has come."""
    return entry.doer.name if entry.doer else ""


class FieldWords:
    """The values of a register's fields in words: members and organisations by name, records by title; looked up once
    for all."""

    def __init__(self, scope: Scope, register: registers.Entry, entries: Iterable[Entry]) -> None:
        self.register, found = register, list(entries)
        self._entries = found
        self._fields = {field.id: field for field in register.field}
        codes = self._said("member", found) | self._said("organisation", found)
        self._named = dict(Subject.objects.filter(code__in=codes).values_list("code", "name"))
        uids = [uid for value in self._said("record", found) if (uid := _uid(value))]
        sources = dict(Source.objects.filter(uid__in=uids).values_list("uid", "pk"))
        titles = links_of(scope, sources.values()) if sources else {}
        self._records = {str(uid): titles[pk]["title"] for uid, pk in sources.items() if pk in titles}

    @cached_property
    def branches(self) -> dict[int, str]:
        """The branches of those whom the entries are about, by the number of the entry."""
        return branches_of(self._entries)

    def branch(self, entry: Entry) -> str:
        """The branch of whom the entry is about; "" where that is an organisation."""
        return self.branches.get(entry.pk, "")

    def of(self, field: EntryField, value: str) -> str:
        """The value as text; a record that the actor may not open is only said to be one."""
        if field.type in ("member", "organisation"):
            return self._named.get(value, value)
        if field.type in ("names", "tally"):
            return "、".join(value.splitlines())
        return self._records.get(value, "记录") if field.type == "record" and value else value

    def read(self, field: EntryField, value: str) -> str:
        """The value as a sentence has it: a day in Chinese."""
        return chinese_day(day) if (day := _day(field, value)) else self.of(field, value)

    def cell(self, field: EntryField, entry: Entry) -> str | date | int | float:
        """The value as a workbook holds it: a day is a day, and numbers can be added up."""
        value = str(entry.fields.get(field.id, ""))
        number = _number(field, value)
        return (_day(field, value) or self.of(field, value)) if number is None else number

    def opens(self, field: EntryField, value: str) -> bool:
        """Whether the value names a record that the actor may open."""
        return field.type == "record" and value in self._records

    def said(self, move: Move, *, listed: bool = True) -> list[str]:
        """What was said at a step, each with its field's name; without `listed`, not what a printed list shows. Of an
        amendment the names alone."""
        if move.way == Move.Way.AMENDED:
            return ["、".join(name for name, _ in self._amended(move, {}))]
        known = [(self._fields[name], value) for name, value in move.fields.items() if name in self._fields and value]
        return [f"{field.name}：{self.read(field, value)}" for field, value in known if listed or not field.sheet]

    def amended(self, move: Move, before: Mapping[str, str]) -> list[str]:
        """What an amendment changed, each with what was said `before` it."""
        return [f"{name}（{f'原为“{was}”' if was else '原来没有填'}）" for name, was in self._amended(move, before)]

    def _amended(self, move: Move, before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        if move.part:
            yield "类别", next((it.name for it in self.register.parts if it.id == move.part), move.part)
        for field in self.register.field:
            if field.id in move.fields:
                yield field.name, self.read(field, before.get(field.id, ""))

    def done(self, entry: Entry) -> str:
        """What was done with the case, a line for each move."""
        on = shown_on(entry)
        return "\n".join(self._move(move) for move in entry.moves.all() if on is None or move.happened <= on)

    def _move(self, move: Move) -> str:
        said = self.said(move, listed=False)
        who = f"{move.moved_by.name}办理" if move.moved_by else ""
        heading = move_heading(self.register, move)
        return "，".join(word for word in (f"{chinese_day(move.happened)} {heading}", *said, move.reason, who) if word)

    def _said(self, kind: str, entries: Iterable[Entry]) -> set[str]:
        names = [field.id for field in self.register.field if field.type == kind]
        moved = (move.fields for entry in entries for move in entry.moves.all())
        spoken = [*(entry.fields for entry in entries), *(entry.begun for entry in entries), *moved]
        return {said[name] for said in spoken for name in names if said.get(name)}


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    """By organisation in the official order, members after them by name, then by what they come from and their age."""
    found = list(entries)
    bodies = Organisation.objects.filter(pk__in={it.subject_id for it in found}).select_related("subject")
    place = {it.pk: number for number, it in enumerate(in_official_order(bodies))}

    def key(entry: Entry) -> tuple[int, str, int, date, int]:
        above, known = behind(entry), place.get(entry.subject_id)
        name = "" if known is not None else entry.subject.name
        return (len(place) if known is None else known, name, above.pk if above else 0, entry.happened, entry.pk)

    return sorted(found, key=key)


def _day(field: EntryField, value: str) -> date | None:
    """The day in a field of days; None for words that an earlier edition took there: these stay as they are."""
    try:
        return date.fromisoformat(value) if field.type == "date" else None
    except ValueError:
        return None


def _number(field: EntryField, value: str) -> int | float | None:
    """The number in a field of numbers; None for words, as with days."""
    try:
        return (int(value) if value.isdecimal() else float(value)) if field.type in ("count", "number") else None
    except ValueError:
        return None


def _uid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
