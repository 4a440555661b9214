"""Agreements on paper: 责任书 to be signed, and its items beside the facts, as Word and as a sheet of the workbook."""

from collections.abc import Iterator, Sequence

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.ledgers.agreements import (
    Held,
    checked,
    items_of,
    more_items,
    register_at,
    second_party,
    signed,
    year_of,
)
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.reports.bulletins import chinese_day
from dengming.reports.official.agreement import Party, Signed, agreement_docx, comparison_docx
from dengming.reports.workbook import Column, Table, sheet_name
from dengming.rulebook import registers
from dengming.rulebook.agreements import Agreement
from dengming.standing.agreements import IN_WORDS, Comparison, compare, compare_all

COMPARED = "年终对照事实"
_COLUMNS = (
    Column("序号", 6),
    Column("乙方", 26),
    Column("甲方", 26, wrap=True),
    Column("年度", 8),
    Column("项目", 36, wrap=True),
    Column("对照的应办", 28, wrap=True),
    Column("事实", 36, wrap=True),
    Column("各期", 48, wrap=True),
    Column("判定日期"),
    Column("年终核对", 12),
)


@action("agreement.printed", label="打印责任书", needs="read", at=line_reach)
def print_agreement(scope: Scope, entry: Entry) -> Done[bytes]:
    """The agreement with its items and places to sign, as a Word file; once signed as it was then."""
    held = signed(entry)
    block, agreement = _agreement(entry, held)
    first = Party(_said(entry, agreement.first), _said(entry, agreement.first_signer))
    second = Party(second_party(entry, held), _said(entry, agreement.second_signer))
    told = Signed(
        f"{year_of(entry)}年{block.name}",
        _said(entry, agreement.number),
        first,
        second,
        chinese_day(held.on) if held else "",
    )
    data = agreement_docx(told, agreement.opening, [*(item.name for item in items_of(entry)), *more_items(entry)])
    return Done(data, about=f"{entry.subject.name} {block.name}", note={"entry": str(entry.uid)})


@action("comparison.printed", label="打印责任书对照表", needs="read", at=line_reach)
def print_comparison(scope: Scope, entry: Entry) -> Done[bytes]:
    """The items beside the facts, as a Word file: the paper of the year-end check once that was made. Who signs it and
    when is written by hand."""
    held, found = checked(entry), compare(scope, entry)
    block, agreement = _agreement(entry, held)
    title = f"{year_of(entry)}年{block.name}{'年终核对表' if held else '对照表（未核对）'}"
    parties = Party(_said(entry, agreement.first)), Party(second_party(entry, held))
    told = Signed(title, _said(entry, agreement.number), *parties)
    names = {field.id: field.name for field in block.field}
    check = block.stage_of(agreement.compared)
    asked = dict.fromkeys((agreement.said, *check.wanted)) if held else ()
    words = [(names[name], said) for name in asked if (said := _said(entry, name))]
    data = comparison_docx(told, _note(found), list(_rows(found)), words)
    return Done(data, about=f"{entry.subject.name} {block.name}", note={"entry": str(entry.uid), "final": found.final})


def comparison_table(scope: Scope, register: registers.Entry, entries: Sequence[Entry]) -> Table:
    """A sheet with a row for each item and duty of every agreement, by the number that it has on the other sheets."""
    assert register.agreement is not None  # asked for nothing else
    found, first = compare_all(scope, entries), register.agreement.first
    rows = [
        [
            number,
            entry.subject.name,
            str(entry.fields.get(first, "")),
            found[entry.pk].year,
            *texts,
            found[entry.pk].as_of.on,
            "已核对" if found[entry.pk].final else "未核对",
        ]
        for number, entry in enumerate(entries, 1)
        for _, *texts in _told(found[entry.pk])
    ]
    return Table(sheet_name(COMPARED), f"{register.name}{COMPARED}", list(_COLUMNS), rows)


def _agreement(entry: Entry, held: Held | None) -> tuple[registers.Entry, Agreement]:
    """The register as it was when that was settled."""
    block = register_at(entry, held)
    assert block.agreement is not None  # no other case has such a paper
    return block, block.agreement


def _said(entry: Entry, field: str) -> str:
    return str(entry.fields.get(field, ""))


def _note(found: Comparison) -> str:
    day = chinese_day(found.as_of.on)
    if found.final:
        return f"下列情况按{day}核对时已录入的记录判定，由系统列出，没有人填写。"
    return f"还没有年终核对。下列情况按{day}已录入的记录判定，核对以前还会变。"


def _told(found: Comparison) -> Iterator[tuple[int, str, str, str, str]]:
    """Number and name of the item, duty, in words how many were done, the periods by their state; a row a duty."""
    for number, item in enumerate(found.items, 1):
        if not item.duties:
            yield number, item.name, "", IN_WORDS, ""
        for duty in item.duties:
            periods = "；".join(word for word in (duty.by_state, duty.remark) if word)
            yield number, item.name, duty.name, duty.said, periods


def _rows(found: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the paper: an item is numbered and named once."""
    last = 0
    for number, name, duty, said, periods in _told(found):
        told = ("", "") if number == last else (str(number), name)
        yield (*told, duty, "\n".join(word for word in (said, periods) if word))
        last = number
