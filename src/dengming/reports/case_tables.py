"""Cases of a register as sheets of a workbook: one for each printed list and one for how they stand, or all in one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers.effects import ends_of
from dengming.ledgers.gifts import period_given
from dengming.ledgers.models import Entry
from dengming.ledgers.parents import has_parts, part_of
from dengming.ledgers.titles import stage_name
from dengming.orgs.models import Organisation
from dengming.reports.agreements import comparison_table
from dengming.reports.case_heads import headings_of, origin_heading, whose_heading
from dengming.reports.case_lines import FieldWords, cases_of, doer_name, origin_of
from dengming.reports.reached import enclosed_by
from dengming.reports.workbook import Column, Table, Value, sheet_name
from dengming.rulebook import registers
from dengming.standing.case_days import days_of
from dengming.standing.queries import AsOf
from dengming.standing.visits import Visit, visits_of

PROGRESS: Final = "办理情况"

Told = tuple[Column, Callable[[Entry], Value]]
"""A column, and what stands in it for a case."""


def case_tables(
    scope: Scope, register: registers.Entry, organisations: Sequence[Organisation], on: date | None = None
) -> list[Table]:
    """The sheets, the last of which has a row for every case; a case has the same number on each of them.

    Withdrawn ones stand at the end of the last sheet without a number, with why.
    """
    living, withdrawn = cases_of(scope, register.id, organisations, on)
    words = FieldWords(scope, register, [*living, *withdrawn])
    tables = _lists(words, living)
    name = PROGRESS if tables else register.name
    days = days_of(scope, AsOf.at(on), living)
    told = [*_head(words), *_progress(words, days), *_visits(register, [*living, *withdrawn])]
    if register.agreement:
        tables.append(comparison_table(scope, register, living))
    return [*tables, _table(name, f"{register.name}{PROGRESS}", told, living, withdrawn)]


def enclosed_tables(
    scope: Scope, register: registers.Entry, organisations: Sequence[Organisation], on: date | None = None
) -> list[Table]:
    """The lists that stand behind the register's paper; none where there is nothing on them."""
    if not (behind := enclosed_by(register)):
        return []
    living, _ = cases_of(scope, behind.id, organisations, on)
    return _lists(FieldWords(scope, behind, living), living) if living else []


def _lists(words: FieldWords, living: Sequence[Entry]) -> list[Table]:
    """A sheet for each printed list of the register."""
    register = words.register
    return [
        _table(name, f"{register.name}{name}", [*_head(words), *_fields(words, name)], living)
        for name in register.sheets
    ]


def _table(
    name: str, caption: str, told: Sequence[Told], living: Sequence[Entry], withdrawn: Sequence[Entry] = ()
) -> Table:
    rows = [[number, *(value(it) for _, value in told)] for number, it in enumerate(living, 1)]
    rows += [[None, *(value(it) for _, value in told)] for it in withdrawn]
    return Table(sheet_name(name), caption, [Column("序号", 6), *(column for column, _ in told)], rows)


def _head(words: FieldWords) -> Iterator[Told]:
    """Whose case it is, of a person the branch, and what it comes from."""
    yield Column(whose_heading(words.register), 26), lambda entry: entry.subject.name
    if rules().rulebook.is_of_people(words.register):
        yield Column("所在党支部", 26), words.branch
    if words.register.under:
        yield Column(origin_heading(words.register), 36, wrap=True), origin_of


def _fields(words: FieldWords, sheet: str) -> Iterator[Told]:
    headings = headings_of(words.register)
    for field in words.register.field:
        if field.sheet == sheet:
            width = 36 if field.is_long else 18
            yield Column(headings[field.id], width, wrap=True), partial(words.cell, field)


def _progress(words: FieldWords, days: Mapping[int, date]) -> Iterator[Told]:
    """How a case stands, what no printed list says, and how it came to be there."""
    register = words.register
    yield Column("编号", 14), lambda entry: entry.subject.code
    if has_parts(register):
        yield Column("分项", 14), part_of
    yield Column("所属日期"), lambda entry: entry.about
    yield Column("办理日期"), lambda entry: entry.happened
    yield from _fields(words, "")
    yield Column("阶段", 16), lambda entry: stage_name(register, entry)
    if register.effect:
        yield Column("影响期", 30, wrap=True), ends_of
    yield Column("期限"), lambda entry: days.get(entry.pk)
    yield Column("承办人", 10), doer_name
    yield Column("办理经过", 48, wrap=True), words.done
    yield Column("登记日期"), lambda entry: date_at(entry.entered_at)
    yield Column("登记人", 10), lambda entry: entry.entered_by.name if entry.entered_by else ""
    yield Column("撤回日期"), lambda entry: date_at(entry.withdrawn_at) if entry.withdrawn_at else None
    yield Column("撤回原因", 24, wrap=True), lambda entry: entry.withdrawn_reason


def _visits(register: registers.Entry, entries: Sequence[Entry]) -> Iterator[Told]:
    """How often the person was at the contact point that the entry gave, and lectured there."""
    if not register.gifts:
        return
    periods = {period_given(it) for it in entries}
    made = {one: visits_of([it.subject_id for it in entries if period_given(it) == one], one) for one in periods}

    def visits(entry: Entry) -> list[Visit]:
        return made[period_given(entry)].get(entry.subject_id, [])

    yield Column("到联系点（次）", 14), lambda entry: len(visits(entry))
    yield Column("其中讲课（次）", 14), lambda entry: sum(it.lectured for it in visits(entry))
