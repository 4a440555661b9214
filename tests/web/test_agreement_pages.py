"""责任书 by its pages: parties settled, sent out, printed; the facts stand beside the items, each with its link."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from dengming.accounts.models import Line
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.orgs.actions.organisations import rename
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers import agreeing
from tests.ledgers.agreeing import PAPER, REGISTER, YEAR_END
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def texts(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in paper.paragraphs), *cells])


def test_the_committee_settles_the_parties_with_a_paper_and_sees_the_proposal(cast: Cast) -> None:
    eve, address = as_user(cast, "eve"), reverse("settings-parties", args=[REGISTER])
    assert address in eve.get(reverse("settings")).text
    page = eve.get(address).text
    assert "领导班子（党组、党委）与谁签订" in page
    assert "建议：区委" in page
    assert "党支部与谁签订" not in page
    assert eve.post(address, {"first-leading-body": "区委"}).status_code == 422
    refused = eve.post(address, {"document": PAPER})
    assert "一类组织也没有填甲方" in refused.text
    eve.post(address, {"first-leading-body": "中共某某区委员会", "document": PAPER})
    assert rules().parameters.parties[REGISTER].document == PAPER
    page = eve.get(reverse("settings")).text
    assert "领导班子（党组、党委） ↔ 中共某某区委员会" in page
    assert PAPER in page
    assert eve.get(reverse("settings-parties", args=["problem"])).status_code == 404


def test_what_is_not_settled_is_told_on_the_page_of_the_round(cast: Cast) -> None:
    found, eve = agreeing.round_of(cast), as_user(cast, "eve")
    form = {"sent-seen": "0", "sent-happened": "2020-03-02", "sent-field-grounds": PAPER}
    answer = eve.post(reverse("case-step", args=[found.uid, "sent"]), form)
    assert answer.status_code == 422
    assert "双方还没有确定" in answer.text


def test_one_is_drafted_from_its_year_and_stands_in_the_table_of_years(cast: Cast) -> None:
    above, eve = agreeing.round_of(cast), as_user(cast, "eve")
    begin, table = reverse("entry-new", args=[REGISTER]), reverse("entry-list", args=[REGISTER])
    assert begin not in eve.get(table).text
    assert f"{begin}?parent={above.uid}" in eve.get(reverse("case", args=[above.uid])).text
    form = eve.get(begin, {"parent": str(above.uid), "subject": "LB"})
    assert 'value="2020"' in form.text
    entry = agreeing.drafted(cast, above)
    shown = eve.get(table).text
    assert reverse("case", args=[entry.uid]) in shown
    assert "某局党组" in shown


def test_each_period_leads_to_its_grounds_and_the_links_work(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    agreeing.owner_confirmed()
    agreeing.study(cast, date(2020, 1, 14))
    set_clock(YEAR_END)
    long = as_user(cast, "long")
    page = long.get(reverse("case", args=[entry.uid])).text
    assert "按今天的情况判定" in page
    assert "没有可对照的应办，由双方写明" in page
    address = reverse("why", args=["LB", "study-party-building-monthly", "2020-01"])
    assert f'href="{address}"' in page
    assert long.get(address).status_code == 200
    unowned = reverse("why", args=["LB", "hear-reports-quarterly", "2020-Q1"])
    assert f'href="{unowned}"' in page
    assert "责任主体待确认" in long.get(unowned).text


def test_after_the_check_the_links_ask_as_of_its_day(cast: Cast) -> None:
    entry = agreeing.checked(cast)
    agreeing.owner_confirmed(date(2021, 2, 1))
    page = as_user(cast, "eve").get(reverse("case", args=[entry.uid])).text
    assert "按2021年1月20日核对时已知的情况判定，以后不再变" in page
    assert "?on=2021-01-20&amp;known=2021-01-20" in page
    assert "廉政谈话4次。" in page


def test_a_case_that_is_no_agreement_has_neither_comparison_nor_paper(cast: Cast) -> None:
    found, eve = agreeing.round_of(cast), as_user(cast, "eve")
    assert "年终对照事实" not in eve.get(reverse("case", args=[found.uid])).text
    assert eve.get(reverse("case-agreement", args=[found.uid])).status_code == 404
    assert eve.get(reverse("case-comparison", args=[found.uid])).status_code == 404


def test_the_agreement_is_printed_with_items_parties_and_places_to_sign(cast: Cast) -> None:
    entry = agreeing.signed(cast, "办好党建讲堂")
    answer = as_user(cast, "long").get(reverse("case-agreement", args=[entry.uid]))
    said = texts(answer.content)
    for wanted in (
        "2020年党建目标责任书",
        "甲方：中共某某区委员会",
        "乙方：某局党组",
        "一、每月研究一次党建工作。",
        "十一、办好党建讲堂。",
        "签字人：区委书记",
        "2020年3月2日",
    ):
        assert wanted in said
    assert Line.objects.filter(action="agreement.printed").count() == 1


def test_the_paper_of_the_check_has_the_same_bytes_whatever_happens_later(cast: Cast) -> None:
    agreeing.owner_confirmed()
    entry, eve = agreeing.checked(cast), as_user(cast, "eve")
    address = reverse("case-comparison", args=[entry.uid])
    first = eve.get(address).content
    said = texts(first)
    assert "年终核对表" in said
    assert "应办12期：逾期未完成12期" in said
    assert "甲方核对意见：情况属实。" in said
    set_clock(date(2021, 4, 1))
    agreeing.study(cast, date(2020, 1, 14))
    rename(SYSTEM, cast.org["LB"], name="某某局党组", since=date(2021, 3, 1))
    assert eve.get(address).content == first
    live = Entry.objects.get(pk=entry.pk)
    agreeing.step(cast, "long", live, "ended", date(2021, 4, 1), archive="档案柜")
    assert eve.get(address).content == first


def test_the_workbook_has_a_sheet_of_items_beside_the_facts(cast: Cast) -> None:
    agreeing.signed(cast)
    data = as_user(cast, "eve").get(reverse("entry-workbook", args=[REGISTER])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["年终对照事实", "党建目标责任书"]
    rows = book.get_sheet_by_name("年终对照事实").to_python()
    assert rows[0][:7] == ["序号", "乙方", "甲方", "年度", "项目", "对照的应办", "事实"]
    assert rows[1][1:7] == ["某局党组", "中共某某区委员会", 2020, "每月研究一次党建工作", "每月研究党建工作", "不判定"]
    assert len(rows) == 1 + 13  # of ten items two name two duties more
