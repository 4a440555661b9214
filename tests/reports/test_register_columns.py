"""Registers about people, by organisation and by day: a page that can be read, a workbook without equal headings."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.editions.actions import name_committee
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.orgs.actions.people import transfer
from dengming.reports.case_lines import FieldWords
from dengming.reports.case_papers import FIELDS_AT_MOST, print_list
from dengming.reports.reached import whole_reach
from dengming.reports.registers import export_register
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, applied, walked
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    set_clock(date(2021, 7, 31))
    name_committee(SYSTEM, name="中共某区委区直机关工作委员会")
    walked(applied(cast), "admitted")
    return cast


def printed(cast: Cast, on: date | None = None) -> dict[str, str]:
    """The one line of the list, by its headings."""
    eve = cast.scope("eve")
    register = rulebook().entries[REGISTER]
    data: bytes = print_list(eve, register=register, name=register.name, organisations=whole_reach(eve), on=on)
    (table,) = Document(io.BytesIO(data)).tables
    head, line = ([cell.text for cell in row.cells] for row in table.rows)
    return dict(zip(head, line, strict=True))


def workbook(cast: Cast, on: date | None = None) -> list[list[object]]:
    target, eve = io.BytesIO(), cast.scope("eve")
    register = rulebook().entries[REGISTER]
    export_register(eve, target, register=register, organisations=whole_reach(eve), on=on)
    target.seek(0)
    book = CalamineWorkbook.from_filelike(target)
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_wide_register_is_printed_with_few_columns(cast: Cast) -> None:
    line = printed(cast)
    assert (line["姓名"], line["所在党支部"]) == ("xin", cast.org["A"].name)
    assert "入党申请人 2018年3月5日\n" in line["各步日期"]
    assert len(line) <= FIELDS_AT_MOST + 6
    assert "组织" not in line


def test_the_workbook_has_all_with_the_branch_and_no_heading_twice(cast: Cast) -> None:
    head, line = workbook(cast)
    assert len(set(head)) == len(head) > 60
    assert line[head.index("所在党支部")] == cast.org["A"].name
    assert any(str(it).startswith("第15步 支部大会讨论和票决：") for it in head)


def test_a_number_is_a_number(cast: Cast) -> None:
    where, di = cast.org["COMM"], cast.scope("di")
    said = {"year": "2021", "number": "12"}
    file_entry(di, where.subject, register="development-plan", happened=date(2021, 3, 1), fields=said)
    target = io.BytesIO()
    export_register(di, target, register=rulebook().entries["development-plan"], organisations=[where])
    head, line = CalamineWorkbook.from_filelike(io.BytesIO(target.getvalue())).get_sheet_by_index(0).to_python()
    assert line[next(place for place, it in enumerate(head) if "计划发展人数" in str(it))] == 12.0


def test_the_register_of_a_day_has_what_was_done_by_then(cast: Cast) -> None:
    line = printed(cast, date(2019, 12, 1))
    assert line["阶段"] == "第9步 确定入党介绍人"
    assert "预备党员" not in line["各步日期"]
    (head, line_then) = workbook(cast, date(2019, 12, 1))
    assert line_then[head.index("阶段")] == "第9步 确定入党介绍人"
    assert "第15步" not in str(line_then[head.index("办理经过")])
    assert len(workbook(cast, date(2018, 1, 1))) == 1  # nobody had applied


def test_the_register_of_a_day_has_the_branch_of_that_day(cast: Cast) -> None:
    transfer(SYSTEM, Entry.objects.get(register=REGISTER).subject.member, to=cast.org["B"], on=date(2021, 7, 10))
    for on, branch in ((date(2021, 7, 9), "A"), (date(2021, 7, 10), "B"), (None, "B")):
        head, line = workbook(cast, on)
        assert printed(cast, on)["所在党支部"] == line[head.index("所在党支部")] == cast.org[branch].name


def test_the_page_offers_the_branches_of_the_people_and_a_day(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["eve"])
    said = client.get(reverse("entry-list", args=[REGISTER])).content.decode()
    assert f"{cast.org['A'].name}</option>" in said
    assert f"{cast.org['COMM'].name}</option>" in said
    assert f"{cast.org['B'].name}</option>" not in said
    assert 'name="on"' in said
    said = client.get(reverse("entry-inspection", args=[REGISTER])).content.decode()
    assert f"{cast.org['A'].name}</option>" in said
    address = reverse("entry-print-list", args=[REGISTER, 1])
    answer = client.get(f"{address}?org=A&on=2018-01-01", follow=True)
    assert "换一个组织、一个日期" in answer.content.decode()


def test_words_where_an_earlier_edition_asked_for_no_day_are_shown_as_they_are(cast: Cast) -> None:
    entry = Entry.objects.get(register=REGISTER)
    field = next(it for it in rulebook().entries[REGISTER].field if it.type == "date")
    entry.fields[field.id] = "2019-06-08 支部委员会"
    words = FieldWords(cast.scope("eve"), rulebook().entries[REGISTER], [entry])
    assert words.read(field, entry.fields[field.id]) == words.cell(field, entry) == "2019-06-08 支部委员会"
