"""A register on paper: the lists that its fields name, or its lines as one; 督办单 for cases that are late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.effects import ends_of
from dengming.ledgers.models import Entry
from dengming.ledgers.parents import has_parts, part_of
from dengming.ledgers.places import branches_of, line_reach, remember_places
from dengming.ledgers.restricted import journal_name
from dengming.ledgers.steps import late_by
from dengming.ledgers.titles import stage_name, title_of
from dengming.ledgers.way import way_of
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from dengming.reports.bulletins import chinese_day
from dengming.reports.case_heads import head_of, origin_heading, whose_columns
from dengming.reports.case_lines import FieldWords, cases_of, doer_name, origin_of
from dengming.reports.line_papers import line_list
from dengming.reports.official.lists import PrintedList, lists_docx
from dengming.reports.official.supervision import Late, Sheet, supervision_docx
from dengming.reports.official.tables import Head
from dengming.reports.reached import committee_name, concerned, enclosed_by, issuer_of, reaches
from dengming.rulebook import registers
from dengming.standing.case_days import days_of
from dengming.standing.queries import AsOf

UNSAID: Final = "—"
"""What stands where a case was asked for something and nobody has filled it in."""
FIELDS_AT_MOST: Final = 8
"""Fields that have room beside one another on a page across."""
_TOLD: Final = 60
"""Signs by which a case is named on a 督办单."""


def lists_of(register: registers.Entry) -> list[str]:
    """The lists that can be printed: those that the fields name, else the register as one."""
    return register.sheets or [register.name]


@action("register.printed", label="打印清单", needs="read", at=reaches)
def print_list(
    scope: Scope, *, register: registers.Entry, name: str, organisations: Sequence[Organisation], on: date | None = None
) -> Done[bytes]:
    """One list as a Word file, as it stood on a day (default: today), and behind it those that its register encloses,
    as they are printed by themselves.

    Raises Refusal where there is nothing on it.
    """
    day = on or clock.today()
    lists = list(_lists(scope, register, [name], organisations, day))
    if not lists:
        raise Refusal(f"“{register.name}”里还没有可以打印的条目：登记以后再打印，或换一个组织、一个日期。")
    if behind := enclosed_by(register):
        lists += _lists(scope, behind, behind.sheets, organisations, day)
    note = {"lines": len(lists[0].rows), "enclosed": [it.name for it in lists[1:]], "on": day.isoformat()}
    note |= {} if register.restricted else {"list": name}
    return Done(lists_docx(lists), about=journal_name(register), note=note)


@action("register.supervised", label="打印督办单", needs="read", at=reaches)
def print_supervision(scope: Scope, *, register: registers.Entry, organisations: Sequence[Organisation]) -> Done[bytes]:
    """A 督办单 for each organisation that has something late. Raises Refusal where nobody has."""
    today = clock.today()
    living, _ = cases_of(scope, register.id, organisations)
    days = days_of(scope, AsOf.at(), living)
    late = [it for it in living if late_by(it, days.get(it.pk), today)]
    if not late:
        raise Refusal(f"“{register.name}”里没有超过时限还没有办结的，不用督办。")
    issuer = committee_name() if scope.may("settle") else issuer_of(organisations)
    told: dict[str, list[Late]] = {}
    branches = branches_of(late)
    for entry in late:
        told.setdefault(branches.get(entry.pk, entry.subject.name), []).append(_late(entry, days[entry.pk]))
    sheets = [Sheet(name, cases) for name, cases in told.items()]
    data = supervision_docx(issuer, register.name, chinese_day(today), sheets)
    return Done(data, about=journal_name(register), note={"organisations": len(sheets), "late": len(late)})


def _late(entry: Entry, due: date) -> Late:
    title, person = title_of(entry, _TOLD), entry.subject.sort == Subject.Sort.PERSON
    what = f"{entry.subject.name}：{title}" if person and title != entry.subject.name else title
    return Late(what, doer_name(entry), chinese_day(due), late_by(entry, due, clock.today()))


def _lists(
    scope: Scope, register: registers.Entry, names: Sequence[str], organisations: Sequence[Organisation], on: date
) -> Iterator[PrintedList]:
    """The register's lists of these names as on the day; none where there is nothing on them."""
    if not register.is_case:
        yield from filter(None, [line_list(scope, register, organisations, on)])
        return
    living, _ = cases_of(scope, register.id, organisations, on)
    remember_places(living)
    words, days = FieldWords(scope, register, living), days_of(scope, AsOf.at(on), living)
    for name in names if living else ():
        columns = _columns(words, name, living, days)
        yield PrintedList(
            issuer=issuer_of(concerned(organisations, map(line_reach, living))),
            name=_name_of(register, name),
            note=_note(register, name, len(living), on),
            heads=[head for head, _ in columns],
            rows=[list(texts) for texts in zip(*(texts for _, texts in columns), strict=True)],
            day=chinese_day(clock.today()),
        )


def _name_of(register: registers.Entry, name: str) -> str:
    """A list that a register is by itself is called as it is; one of several says of what."""
    return f"{rules().rulebook.home_of[f'entry:{register.id}'].name}{name}" if register.sheets else name


def _note(register: registers.Entry, name: str, lines: int, on: date) -> str:
    others = "、".join(it for it in register.sheets if it != name)
    same = f"序号与{others}的相同，同一序号是同一件。" if others else ""
    return f"截至{chinese_day(on)}，共{lines}件。{same}"


def _columns(
    words: FieldWords, name: str, living: Sequence[Entry], days: Mapping[int, date]
) -> list[tuple[Head, list[str]]]:
    """Each column with its texts, from the top."""
    register, listed = words.register, bool(words.register.sheets)
    found = [(Head("序号", 0.9), [str(number) for number in range(1, len(living) + 1)])]
    found += whose_columns(words, living)
    if register.under:
        found.append((Head(origin_heading(register), 2.4, left=True), [origin_of(it) for it in living]))
    if has_parts(register):
        found.append((Head("类别", 1.1), [part_of(it) for it in living]))
    fields, wide = _fields(words, name, living)
    found += fields
    if wide:
        found.append((Head("各步日期", 4.6, left=True), [_days_reached(register, it) for it in living]))
    if not listed:
        found.append((Head("阶段", 1.3), [stage_name(register, it) for it in living]))
        if register.effect:
            found.append((Head("影响期", 2.4, left=True), [ends_of(it) for it in living]))
        found.append((Head("期限", 1.4), [chinese_day(due) if (due := days.get(it.pk)) else "" for it in living]))
    return found


def _fields(words: FieldWords, name: str, living: Sequence[Entry]) -> tuple[list[tuple[Head, list[str]]], bool]:
    """The columns of the fields; and whether there are too many for a page: then only those that the register chooses,
    else what is asked for first, while the workbook has them all."""
    register, asked = words.register, [_asked(words.register, it) for it in living]
    found = {}
    for field in register.field:
        said = [words.read(field, str(it.fields.get(field.id, ""))) for it in living]
        texts = [text or (UNSAID if field.id in wanted else "") for text, wanted in zip(said, asked, strict=True)]
        if field.sheet == name if register.sheets else any(texts):  # what nobody was asked for would only take room
            found[field.id] = (head_of(field), texts)
    if register.sheets or len(found) <= FIELDS_AT_MOST:
        return list(found.values()), False
    chosen = register.columns or [field.id for field in register.first_fields][:FIELDS_AT_MOST]
    return [told for field, told in found.items() if field in chosen], True


def _days_reached(register: registers.Entry, entry: Entry) -> str:
    """On which day it came to each stage, or to each phase where the stages say theirs."""
    named = ((register.stage_of(it.stage), it.day) for it in reversed(way_of(entry)))
    days = {stage.phase or stage.name: day for stage, day in named}  # of several the first
    return "\n".join(f"{name} {chinese_day(day)}" for name, day in reversed(days.items()))


def _asked(register: registers.Entry, entry: Entry) -> set[str]:
    """The fields that the stages it has reached ask for."""
    return {name for it in way_of(entry) for name in register.stage_of(it.stage).wanted}
